// What the rules ask of somebody: a plan that waits for approval, a decision that has ended, a day
// for looking that nobody has looked on.

import { asToday, type Need } from '@web/today.ts';

import { type Rule, rulesQuery } from './query.ts';

interface Answer {
  rules: Rule[];
}

/// A schedule may be a day behind: workers look at night.
const late_days = 2;
const day_ms = 24 * 3600 * 1000;

export function isLate(rule: Pick<Rule, 'next_look'>, now: number): boolean {
  return rule.next_look !== null && Date.parse(rule.next_look) + late_days * day_ms < now;
}

export const today = asToday<Answer>({
  permission: 'retention.show',
  query: rulesQuery,
  needs: ({ rules }, t): Need[] =>
    rules.flatMap((rule): Need[] => {
      const to = `/retention/rules/${rule.rule}`;
      const needs: Need[] = [];
      if (rule.waiting?.state === 'planned')
        needs.push({
          id: `retention plan ${rule.rule}`,
          tone: 'wait',
          word: t('retention.today.approve'),
          what: t('retention.today.plan', { rule: rule.rule, action: rule.waiting.action }),
          ...(rule.waiting.waits ? { why: rule.waiting.waits.text } : {}),
          to,
        });
      if (rule.standing?.ended)
        needs.push({
          id: `retention ended ${rule.rule}`,
          tone: 'wait',
          word: t('retention.today.decide'),
          what: t('retention.today.ended', { rule: rule.rule }),
          to,
        });
      if (isLate(rule, Date.now()))
        needs.push({
          id: `retention late ${rule.rule}`,
          tone: 'wait',
          word: t('retention.today.late'),
          what: t('retention.today.look', { rule: rule.rule }),
          why: t('retention.today.look_why'),
          to,
        });
      return needs;
    }),
});
