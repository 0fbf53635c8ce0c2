// The page of the room that is not of one kind: what waits for oneself.

import { IconChecklist } from '@tabler/icons-react';
import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/records/mine',
    title: 'records.mine.title',
    permission: 'records.own',
    menu: { group: 'start', order: 20, icon: IconChecklist },
    load: () => import('./mine.tsx'),
  },
];
