// Without a system there is nothing to look after: connecting the first one is what waits.

import { asToday } from '@web/today.ts';

import { type Systems, systemsQuery } from './query.ts';

export const today = asToday<Systems>({
  permission: 'connectors.list',
  query: systemsQuery,
  needs: ({ systems }, t) =>
    systems.length > 0
      ? []
      : [
          {
            id: 'connectors first',
            tone: 'wait',
            word: t('connectors.today.first_step'),
            what: t('connectors.today.connect'),
            why: t('connectors.today.why'),
            to: '/connectors',
          },
        ],
});
