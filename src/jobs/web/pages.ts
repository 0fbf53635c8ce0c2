// The pages of jobs: the list, what is done again and again, one job.

import { IconCheckbox } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/jobs',
    title: 'jobs.page.title',
    permission: 'jobs.list',
    menu: { group: 'house', order: 10, icon: IconCheckbox },
    letter: 'j',
    load: () => import('./list.tsx'),
  },
  {
    path: '/jobs/schedule',
    title: 'jobs.schedule.title',
    permission: 'jobs.list',
    load: () => import('./schedule.tsx'),
  },
  {
    path: '/jobs/$job',
    title: 'jobs.one.title',
    permission: 'jobs.list',
    load: () => import('./one.tsx'),
  },
];
