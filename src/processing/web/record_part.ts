// What the page of an activity shows of what follows from it.

import type { ChosenWay, RecordPart } from '@web/record_part.ts';

export const recordParts: RecordPart[] = [
  {
    name: 'derived',
    room: 'processing',
    kind: 'activity',
    order: 10,
    permission: 'processing.read',
    load: () => import('./activity_part.tsx'),
  },
];

/// What can be done with activities that are chosen in the list.
export const chosenWays: ChosenWay[] = [
  {
    room: 'processing',
    kind: 'activity',
    permission: 'processing.edit',
    least: 2,
    title: 'processing.merge.choose',
    to: (ids) => `/processing/derived/merge?of=${ids.join('.')}`,
  },
];
