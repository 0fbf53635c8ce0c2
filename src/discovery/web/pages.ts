// The map of one system: proposed, looked through, answered and confirmed.

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/discovery/$system',
    title: 'discovery.page.title',
    permission: 'datamap.show',
    load: () => import('./map_page.tsx'),
  },
];
