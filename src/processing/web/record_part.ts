// What the page of an activity shows of what follows from it.

import type { RecordPart } from '@web/record_part.ts';

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
