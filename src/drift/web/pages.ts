// Paper and data: what disagrees, which system is which, and what could be written down.

import { IconScale } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/drift',
    title: 'drift.page.title',
    permission: 'drift.read',
    menu: { group: 'paper', order: 30, icon: IconScale },
    letter: 'd',
    load: () => import('./list.tsx'),
  },
  {
    path: '/drift/findings/$finding',
    title: 'drift.one.title',
    permission: 'drift.read',
    load: () => import('./one.tsx'),
  },
  {
    path: '/drift/links',
    title: 'drift.links.title',
    permission: 'drift.read',
    load: () => import('./links.tsx'),
  },
  {
    path: '/drift/proposals',
    title: 'drift.proposals.title',
    permission: 'drift.read',
    load: () => import('./proposals.tsx'),
  },
];
