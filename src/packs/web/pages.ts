// Making a record out of ready content: the packs, and the guided path through one.

import { forms } from '@room/records/web/records.ts';
import { IconChecklist } from '@tabler/icons-react';

import type { Page } from '@web/page.ts';

const title = 'packs.page.title';
const load = async () => ({
  default: (await import('./page.tsx')).pageWith(await forms()),
});

export const pages: Page[] = [
  {
    path: '/packs',
    title,
    permission: 'packs.show',
    menu: { group: 'paper', order: 5, icon: IconChecklist },
    load,
  },
  { path: '/packs/$pack', title, permission: 'packs.apply', load },
];
