// What waits for the person in the records: tasks, where he is named, what he is to look through,
// what is wrong with those that he keeps.

import { asToday, type Need } from '@web/today.ts';

import { type About, type Mine, mineQuery, pathOf } from './mine_query.ts';

// More of one sort than anybody looks at on the first page; all are on that of one's tasks.
const most = 20;

export const today = asToday<Mine>({
  permission: 'records.own',
  query: mineQuery,
  needs: ({ today: now, tasks, mentions, reviews, to_mend }, t): Need[] => {
    const need = (word: string, what: string, about: About, at: string, due = at): Need => ({
      id: about.number + what + at,
      tone: due < now ? 'bad' : 'wait',
      word,
      what,
      why: `${about.number} ${about.title}`,
      to: pathOf(about),
      at,
    });
    return [
      ...tasks
        .slice(0, most)
        .map(({ what, due_on, record, made_at }) =>
          need(t('records.today.task'), what, record, due_on ?? made_at, due_on ?? now),
        ),
      ...reviews
        .slice(0, most)
        .map(({ record, review_on }) =>
          need(t('records.today.review'), record.title, record, review_on),
        ),
      ...to_mend.slice(0, most).map(({ record, since, what, page }) => ({
        ...need(t('records.today.to_mend'), what, record, since, now),
        to: page,
      })),
      ...mentions
        .slice(0, most)
        .map(({ record, at, by }) =>
          need(t('records.today.mention'), t('records.today.named', { name: by }), record, at, now),
        ),
    ];
  },
});
