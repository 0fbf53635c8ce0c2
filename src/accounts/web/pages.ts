// The pages of accounts: signing in, and where one is signed in.

import {
  IconClockPlus,
  IconDevices,
  IconEyeOff,
  IconListCheck,
  IconLogin2,
  IconShieldLock,
  IconUsers,
} from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/sign-in',
    title: 'accounts.sign_in.title',
    open: true,
    load: () => import('./sign_in.tsx'),
  },
  {
    path: '/sign-in/provider',
    title: 'accounts.sign_in.title',
    open: true,
    load: () => import('./provider_back.tsx'),
  },
  {
    path: '/accounts/security',
    title: 'accounts.security.title',
    menu: { group: 'house', order: 88, icon: IconShieldLock },
    load: () => import('./security.tsx'),
  },
  {
    path: '/accounts/people',
    title: 'accounts.people.title',
    permission: 'accounts.list',
    menu: { group: 'house', order: 10, icon: IconUsers },
    load: () => import('./people.tsx'),
  },
  {
    path: '/accounts/access',
    title: 'accounts.access.title',
    menu: { group: 'house', order: 20, icon: IconClockPlus },
    load: () => import('./access.tsx'),
  },
  {
    path: '/accounts/reviews',
    title: 'accounts.review.title',
    permission: 'accounts.list',
    menu: { group: 'house', order: 30, icon: IconListCheck },
    load: () => import('./reviews.tsx'),
  },
  {
    path: '/accounts/fields',
    title: 'accounts.fields.title',
    menu: { group: 'house', order: 40, icon: IconEyeOff },
    load: () => import('./fields.tsx'),
  },
  {
    path: '/accounts/ways-in',
    title: 'accounts.ways.title',
    permission: 'accounts.secure',
    menu: { group: 'house', order: 45, icon: IconLogin2 },
    load: () => import('./ways_in.tsx'),
  },
  {
    path: '/accounts/sessions',
    title: 'accounts.sessions.title',
    menu: { group: 'house', order: 90, icon: IconDevices },
    load: () => import('./sessions.tsx'),
  },
];
