// What waits of rights: something asked for, and looking through who has what.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';
import { asToday, type Need } from '@web/today.ts';

type Waiting = AnswerOf<'/api/accounts/waiting', 'get'>;

const waitingQuery = queryOptions({
  queryKey: ['accounts', 'waiting'],
  queryFn: ({ signal }) => get('/api/accounts/waiting', { signal }),
});

export const today = asToday<Waiting>({
  permission: 'accounts.own',
  query: waitingQuery,
  needs: ({ grants, changes, review_due, review_open }, t) => {
    const needs: Need[] = [];
    const add = (id: string, what: string, to: string) =>
      needs.push({ id: `accounts ${id}`, tone: 'wait', word: t('accounts.today.word'), what, to });
    if (grants > 0) add('grants', t('accounts.today.grants', { grants }), '/accounts/access');
    if (changes > 0) add('changes', t('accounts.today.changes', { changes }), '/accounts/fields');
    if (review_open) add('review', t('accounts.today.review_open'), '/accounts/reviews');
    else if (review_due) add('review', t('accounts.today.review_due'), '/accounts/reviews');
    return needs;
  },
});
