// The page of doctor: how this installation is.

import { IconHeartbeat } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/doctor',
    title: 'doctor.page.title',
    permission: 'doctor.show',
    menu: { group: 'house', order: 20, icon: IconHeartbeat },
    load: () => import('./health.tsx'),
  },
];
