// What a room adds to the list of systems: a column of its own. A room that has
// src/ROOM/web/system_part.tsx is found; the list (src/connectors) shows all of them.

import type { ComponentType } from 'react';

import type { PlainKey } from './text/texts.tsx';

export interface SystemPart {
  name: string;
  head: PlainKey;
  /// Who may not does not see the column.
  permission: string;
  Cell: ComponentType<{ system: string; kind: string }>;
}
