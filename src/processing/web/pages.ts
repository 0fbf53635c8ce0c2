// The pages of the record of processing activities.

import { recordPages } from '@room/records/web/records.ts';
import { IconBook2 } from '@tabler/icons-react';

export const pages = recordPages({
  room: 'processing',
  title: 'processing.page.title',
  purpose: 'processing.page.purpose',
  law: 'GDPR art. 30',
  menu: { group: 'paper', order: 10, icon: IconBook2 },
  letter: 'b',
});
