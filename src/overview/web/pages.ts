// The page that one comes to, and the guide for the first quarter of an hour.

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
  {
    path: '/overview/begin',
    title: 'overview.begin.title',
    permission: 'connectors.list',
    load: () => import('./begin.tsx'),
  },
];
