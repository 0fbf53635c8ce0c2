// What a room adds to the page of a record of some kind, below what it says: a room that has
// src/ROOM/web/record_part.ts is found; the page of a record (src/records) shows all that fit.
// Their components are loaded when such a record is opened.

import type { PlainKey } from '@web/text/texts.tsx';
import type { ComponentType } from 'react';

export interface RecordPartProps {
  room: string;
  kind: string;
  number: string;
  /// Which version is shown: what follows from the record is worked out anew when it changes.
  version: number;
  /// Whether whoever looks may change the record.
  mayEdit: boolean;
}

export interface RecordPart {
  /// Among the others of the kind; not shown.
  name: string;
  room: string;
  /// Empty: every kind of the room.
  kind: string;
  /// From top to bottom.
  order: number;
  /// Who may not does not see it.
  permission: string;
  load: () => Promise<{ default: ComponentType<RecordPartProps> }>;
}

/// What a room offers for several records that are chosen in a list: a page of its own.
export interface ChosenWay {
  room: string;
  kind: string;
  permission: string;
  /// So many have to be chosen.
  least: number;
  title: PlainKey;
  to: (ids: string[]) => string;
}
