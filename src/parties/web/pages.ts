// The pages of parties and what is agreed with them.

import { recordPages } from '@room/records/web/records.ts';
import { IconUsersGroup } from '@tabler/icons-react';

export const pages = recordPages({
  room: 'parties',
  title: 'parties.page.title',
  purpose: 'parties.page.purpose',
  law: 'GDPR art. 28',
  menu: { group: 'paper', order: 20, icon: IconUsersGroup },
});
