// The pages of retention: the rules, one rule, a new one, and why a person's data is still here.

import { IconHourglass } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/retention',
    title: 'retention.page.title',
    permission: 'retention.show',
    menu: { group: 'rules', order: 20, icon: IconHourglass },
    letter: 'r',
    load: () => import('./rules.tsx'),
  },
  {
    path: '/retention/new',
    title: 'retention.new.title',
    permission: 'retention.add',
    load: () => import('./new.tsx'),
  },
  {
    path: '/retention/why',
    title: 'retention.why.title',
    permission: 'retention.why',
    load: () => import('./why.tsx'),
  },
  {
    path: '/retention/rules/$rule',
    title: 'retention.one.title',
    permission: 'retention.show',
    load: () => import('./rule.tsx'),
  },
];
