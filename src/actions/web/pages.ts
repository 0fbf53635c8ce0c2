// The pages of actions: the list, a new one, one action, its extract and its receipt.

import { IconChecklist } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/actions',
    title: 'actions.list.title',
    permission: 'actions.list',
    menu: { group: 'people', order: 30, icon: IconChecklist },
    letter: 'a',
    load: () => import('./list.tsx'),
  },
  {
    path: '/actions/new/$handle',
    title: 'actions.new.title',
    permission: 'actions.plan',
    load: () => import('./new.tsx'),
  },
  {
    path: '/actions/$action',
    title: 'actions.one.title',
    permission: 'actions.show',
    load: () => import('./action.tsx'),
  },
  {
    path: '/actions/$action/extract',
    title: 'actions.extract.title',
    permission: 'actions.extract',
    load: () => import('./extract.tsx'),
  },
  {
    path: '/actions/$action/receipt',
    title: 'actions.receipt.title',
    permission: 'actions.show',
    load: () => import('./receipt.tsx'),
  },
];
