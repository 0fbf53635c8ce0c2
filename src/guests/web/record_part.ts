// On the page of every record that somebody outside may know more of: who was asked about it.

import type { RecordPart } from '@web/record_part.ts';

const part = (room: string): RecordPart => ({
  name: 'guests',
  room,
  kind: '',
  order: 90,
  permission: 'guests.read',
  load: () => import('./part.tsx'),
});

export const recordParts: RecordPart[] = [part('parties'), part('processing')];
