// The pages of evidence: the log.

import { IconListDetails } from '@tabler/icons-react';

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
];
