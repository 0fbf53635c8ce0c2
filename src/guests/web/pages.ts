// The pages of guests: what people without an account were asked, and the page on which they answer.

import { forms } from '@room/records/web/records.ts';
import { IconMailQuestion } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

export const pages: Page[] = [
  {
    path: '/guests',
    title: 'guests.page.title',
    permission: 'guests.read',
    menu: { group: 'paper', order: 40, icon: IconMailQuestion },
    load: () => import('./list.tsx'),
  },
  {
    path: '/guests/requests/$request',
    title: 'guests.one.title',
    permission: 'guests.read',
    load: () => import('./one.tsx'),
  },
  {
    path: '/guests/ask/$room/$kind/$number',
    title: 'guests.ask.title',
    permission: 'guests.ask',
    load: async () => ({ default: (await import('./ask.tsx')).pageWith(await forms()) }),
  },
  {
    path: '/guests/answer',
    title: 'guests.answer.title',
    open: true,
    load: async () => ({ default: (await import('./answer.tsx')).pageWith(await forms()) }),
  },
];
