// The page of holds.

import { IconHandStop } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/holds',
    title: 'holds.page.title',
    permission: 'holds.list',
    menu: { group: 'rules', order: 30, icon: IconHandStop },
    letter: 'h',
    load: () => import('./holds.tsx'),
  },
];
