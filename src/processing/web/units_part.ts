// How other rooms' pages have units chosen.

import type { UnitsPart } from '@web/units_part.ts';

export const unitsPart: UnitsPart = {
  permission: 'processing.read',
  load: () => import('./units_field.tsx'),
};
