// The part of the room that keeps the units; none where no room does.

import { lazy } from 'react';

import type { UnitsPart } from './units_part.ts';

const found = import.meta.glob<{ unitsPart: UnitsPart }>('../src/*/web/units_part.ts', {
  eager: true,
});

const part = Object.values(found)[0]?.unitsPart;

export const unitsPart = part && { permission: part.permission, Field: lazy(part.load) };
