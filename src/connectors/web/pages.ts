// The pages of connectors: the systems that hold personal data, one of them, and adding one.

import { IconDatabase } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/connectors',
    title: 'connectors.page.title',
    permission: 'connectors.list',
    menu: { group: 'systems', order: 10, icon: IconDatabase },
    letter: 's',
    load: () => import('./systems.tsx'),
  },
  {
    path: '/connectors/new',
    title: 'connectors.add.title',
    permission: 'connectors.add',
    load: () => import('./add.tsx'),
  },
  {
    path: '/connectors/one/$system',
    title: 'connectors.one.title',
    permission: 'connectors.list',
    load: () => import('./one.tsx'),
  },
];
