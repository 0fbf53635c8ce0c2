// What waits for the person: plans to decide on, approved ones to run, what is only partly done, and
// plans that could not be made.

import type { Say } from '@web/text/texts.tsx';
import { asToday, type Need } from '@web/today.ts';

import { type Waiting, waitingQuery } from './queries.ts';

type One = Waiting['actions'][number];

function sentence(one: One, t: Say): [tone: Need['tone'], word: string, what: string] {
  const erases = one.kind === 'erase';
  switch (one.state) {
    case 'partly_done':
      return ['bad', t('actions.state.partly_done'), t('actions.today.partly', one)];
    case 'approved':
      return ['wait', t('actions.state.approved'), t('actions.today.run', one)];
    default:
      return [
        'wait',
        t('actions.state.planned'),
        erases ? t('actions.today.approve', one) : t('actions.today.certify', one),
      ];
  }
}

function needOf(one: One, t: Say): Need {
  const [tone, word, what] = sentence(one, t);
  return {
    id: `action ${one.action}`,
    tone,
    word,
    what,
    ...(one.mine ? {} : { why: t('actions.today.planned_by', { name: one.planned_by }) }),
    to: `/actions/${one.action}`,
    at: one.planned_at,
  };
}

export const today = asToday<Waiting>({
  permission: 'actions.list',
  query: waitingQuery,
  needs: ({ actions, wishes }, t): Need[] => [
    ...actions.map((one) => needOf(one, t)),
    ...wishes
      .filter((wish) => wish.state === 'refused')
      .map(
        (wish): Need => ({
          id: `wish ${wish.wish}`,
          tone: 'bad',
          word: t('actions.wish.refused'),
          what: t('actions.today.not_planned'),
          ...(wish.refusal ? { why: wish.refusal.text } : {}),
          to: '/actions',
          at: wish.made_at,
        }),
      ),
  ],
});
