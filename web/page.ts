// What a page is to the shell. A room lists its pages in src/ROOM/web/pages.ts; nothing else names
// them. See web/README.md.

import type { ComponentType } from 'react';

import type { PlainKey } from './text/texts.tsx';

/// Where a page stands in the menu, from top to bottom.
export const groups = ['start', 'people', 'paper', 'systems', 'rules', 'proof', 'house'] as const;
export type Group = (typeof groups)[number];

export type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

export interface Page {
  /// "/connectors" or "/connectors/$name"; begins with the room's word.
  path: string;
  title: PlainKey;
  /// Who has it may open the page; without one, whoever is signed in.
  permission?: string;
  /// Pages that are reached from others have none.
  menu?: { group: Group; order: number; icon: Icon };
  /// The letter after "g" that goes there.
  letter?: string;
  /// For people who are not signed in: shown without menu.
  open?: boolean;
  load: () => Promise<{ default: ComponentType }>;
}
