// A hold never ends by itself: whoever set it wanted it looked at on a day.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';
import { asToday } from '@web/today.ts';

type Due = AnswerOf<'/api/holds/due', 'get'>;

export const dueKey = ['holds', 'due'];

export const today = asToday<Due>({
  permission: 'holds.list',
  query: queryOptions({
    queryKey: dueKey,
    queryFn: ({ signal }) => get('/api/holds/due', { signal }),
  }),
  needs: ({ due }, t) =>
    due === 0
      ? []
      : [
          {
            id: 'holds due',
            tone: 'wait',
            word: t('holds.today.review'),
            what: t('holds.today.what', { count: due }),
            why: t('holds.today.why'),
            to: '/holds',
          },
        ],
});
