// The pages of subjects: finding a person, one person, searches that somebody else looks at, and by
// what one is known oneself.

import { IconBellRinging, IconUserCheck, IconUserSearch } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/subjects',
    title: 'subjects.search.title',
    permission: 'subjects.find',
    menu: { group: 'people', order: 10, icon: IconUserSearch },
    letter: 'p',
    load: () => import('./search.tsx'),
  },
  {
    path: '/subjects/alarms',
    title: 'subjects.alarms.title',
    permission: 'subjects.alarms',
    menu: { group: 'proof', order: 30, icon: IconBellRinging },
    load: () => import('./alarms.tsx'),
  },
  {
    path: '/subjects/clearances',
    title: 'subjects.clearances.title',
    permission: 'subjects.clear',
    menu: { group: 'people', order: 20, icon: IconUserCheck },
    load: () => import('./clearances.tsx'),
  },
  {
    path: '/subjects/own-alarms',
    title: 'subjects.own_alarms.title',
    permission: 'subjects.find',
    load: () => import('./own_alarms.tsx'),
  },
  {
    path: '/subjects/own',
    title: 'subjects.own.title',
    permission: 'subjects.find',
    load: () => import('./own.tsx'),
  },
  {
    path: '/subjects/$person',
    title: 'subjects.person.title',
    permission: 'subjects.show',
    load: () => import('./person.tsx'),
  },
];
