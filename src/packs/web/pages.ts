// Making a record out of ready content: the packs, and the guided path through one.

import { forms } from '@room/records/web/records.ts';
import { IconRoute } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';
import { createElement } from 'react';

export const pages: Page[] = [
  {
    path: '/packs',
    title: 'packs.page.title',
    permission: 'packs.show',
    menu: { group: 'paper', order: 5, icon: IconRoute },
    load: () => import('./choose.tsx'),
  },
  {
    path: '/packs/$pack',
    title: 'packs.page.title',
    permission: 'packs.apply',
    load: async () => {
      const [{ Path }, shared] = await Promise.all([import('./path.tsx'), forms()]);
      return { default: () => createElement(Path, { forms: shared }) };
    },
  },
];
