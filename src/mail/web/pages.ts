// The pages of mail: how it goes out and in, and what came in to be sorted.

import { IconInbox, IconMail } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/mail/incoming',
    title: 'mail.incoming.title',
    permission: 'mail.sort',
    menu: { group: 'people', order: 60, icon: IconInbox },
    load: () => import('./incoming.tsx'),
  },
  {
    path: '/mail/settings',
    title: 'mail.page.title',
    permission: 'mail.manage',
    menu: { group: 'house', order: 60, icon: IconMail },
    load: () => import('./mail.tsx'),
  },
];
