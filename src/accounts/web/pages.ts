// The pages of accounts: signing in.

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/sign-in',
    title: 'accounts.sign_in.title',
    open: true,
    load: () => import('./sign_in.tsx'),
  },
];
