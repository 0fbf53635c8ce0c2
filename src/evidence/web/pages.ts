// The pages of evidence: the log, and its monthly review.

import { IconListDetails, IconZoomCheck } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/evidence',
    title: 'evidence.page.title',
    permission: 'evidence.read',
    menu: { group: 'proof', order: 10, icon: IconListDetails },
    letter: 'l',
    load: () => import('./log.tsx'),
  },
  {
    path: '/evidence/reviews',
    title: 'evidence.reviews.title',
    permission: 'evidence.review',
    menu: { group: 'proof', order: 20, icon: IconZoomCheck },
    load: () => import('./reviews.tsx'),
  },
  {
    path: '/evidence/reviews/$review',
    title: 'evidence.review.title',
    permission: 'evidence.review',
    load: () => import('./review.tsx'),
  },
];
