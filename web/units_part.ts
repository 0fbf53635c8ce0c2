// Choosing units of the record on pages of rooms that lie below it, such as whose data a role is
// for: the room that keeps the units has src/ROOM/web/units_part.ts. Its field is loaded when it is
// shown.

import type { ComponentType } from 'react';

export interface UnitsFieldProps {
  label: string;
  description: string;
  /// By number.
  value: string[];
  change: (numbers: string[]) => void;
}

export interface UnitsPart {
  /// Who may not can only write numbers.
  permission: string;
  load: () => Promise<{ default: ComponentType<UnitsFieldProps> }>;
}
