// The pages of accounts: signing in, and where one is signed in.

import { IconDevices, IconShieldLock } from '@tabler/icons-react';

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
    path: '/accounts/sessions',
    title: 'accounts.sessions.title',
    menu: { group: 'house', order: 90, icon: IconDevices },
    load: () => import('./sessions.tsx'),
  },
];
