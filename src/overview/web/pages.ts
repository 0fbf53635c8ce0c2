// The page that one comes to.

import { IconHome } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/',
    title: 'overview.page.title',
    menu: { group: 'start', order: 0, icon: IconHome },
    letter: 'o',
    load: () => import('./overview.tsx'),
  },
];
