// What waits for the person in the records: tasks, where he is named, what he is to look through.

import { asToday, type Need } from '@web/today.ts';

import { type Mine, mineQuery, pathOf } from './mine_query.ts';

export const today = asToday<Mine>({
  permission: 'records.own',
  query: mineQuery,
  needs: ({ today: now, tasks, mentions, reviews }, t): Need[] => [
    ...tasks.slice(0, 20).map(
      ({ number, what, due_on, record, made_at }): Need => ({
        id: number,
        tone: due_on && due_on < now ? 'bad' : 'wait',
        word: t('records.today.task'),
        what,
        why: `${record.number} ${record.title}`,
        to: pathOf(record),
        at: due_on ?? made_at,
      }),
    ),
    ...reviews.slice(0, 20).map(
      ({ record, review_on }): Need => ({
        id: `review ${record.number}`,
        tone: review_on < now ? 'bad' : 'wait',
        word: t('records.today.review'),
        what: `${record.number} ${record.title}`,
        to: pathOf(record),
        at: review_on,
      }),
    ),
    ...mentions.slice(0, 20).map(
      ({ record, at, by }): Need => ({
        id: `mention ${record.number} ${at}`,
        tone: 'wait',
        word: t('records.today.mention'),
        what: t('records.today.named', { name: by, record: `${record.number} ${record.title}` }),
        to: pathOf(record),
        at,
      }),
    ),
  ],
});
