// The pages of the record of processing activities, and of what follows from it.

import { recordPages } from '@room/records/web/records.ts';
import { IconBook2 } from '@tabler/icons-react';

export const pages = [
  ...recordPages({
    room: 'processing',
    title: 'processing.page.title',
    purpose: 'processing.page.purpose',
    law: 'GDPR art. 30',
    menu: { group: 'paper', order: 10, icon: IconBook2 },
    letter: 'b',
    beside: () => import('./beside.tsx'),
  }),
  {
    path: '/processing/derived/$view',
    title: 'processing.beside.title' as const,
    permission: 'processing.read',
    load: () => import('./derived.tsx'),
  },
];
