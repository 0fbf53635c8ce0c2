// The pages of connectors: the systems that hold personal data.

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
];
