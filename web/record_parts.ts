// Every room's parts of the pages of records, in their order.

import { lazy } from 'react';

import type { ChosenWay, RecordPart } from './record_part.ts';

const found = import.meta.glob<{ recordParts: RecordPart[]; chosenWays?: ChosenWay[] }>(
  '../src/*/web/record_part.ts',
  { eager: true },
);

export const recordParts = Object.values(found)
  .flatMap((room) => room.recordParts)
  .sort((one, other) => one.order - other.order)
  .map((part) => ({ ...part, Part: lazy(part.load) }));

export const chosenWays = Object.values(found).flatMap((room) => room.chosenWays ?? []);
