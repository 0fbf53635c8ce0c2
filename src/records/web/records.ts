// What a room that declares kinds of record gives its pages: a first page with its kinds, and of
// each kind a list, a form and the record.

import type { Page } from '@web/page.ts';
import type { PlainKey } from '@web/text/texts.tsx';
import { type ComponentType, createElement } from 'react';

export type { Field, Values } from './query.ts';

/// The inputs of a declaration's fields, for pages of other rooms; nothing of it is loaded before.
export const forms = () => import('./new.tsx');
export type Forms = Awaited<ReturnType<typeof forms>>;

interface Rooms {
  room: string;
  title: PlainKey;
  purpose: PlainKey;
  law: string;
  menu: NonNullable<Page['menu']>;
  letter?: string;
  /// What the room shows under its kinds.
  beside?: () => Promise<{ default: ComponentType }>;
}

export function recordPages(rooms: Rooms): Page[] {
  const { room, title, purpose, law, menu, letter, beside } = rooms;
  const home: Page = {
    path: `/${room}`,
    title,
    permission: `${room}.read`,
    menu,
    load: async () => {
      const [{ Home }, more] = await Promise.all([import('./home.tsx'), beside?.()]);
      const under = more && createElement(more.default);
      return { default: () => createElement(Home, { title, purpose, law, under }) };
    },
  };
  if (letter) home.letter = letter;
  return [
    home,
    {
      path: `/${room}/$kind`,
      title,
      permission: `${room}.read`,
      load: () => import('./list.tsx'),
    },
    {
      path: `/${room}/$kind/new`,
      title,
      permission: `${room}.edit`,
      load: () => import('./new.tsx'),
    },
    {
      path: `/${room}/$kind/import`,
      title,
      permission: `${room}.edit`,
      load: () => import('./import.tsx'),
    },
    {
      path: `/${room}/$kind/changes`,
      title,
      permission: `${room}.read`,
      load: () => import('./changes.tsx'),
    },
    {
      path: `/${room}/$kind/$number`,
      title,
      permission: `${room}.read`,
      load: () => import('./one.tsx'),
    },
  ];
}
