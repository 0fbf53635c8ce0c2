// What disagrees between paper and data waits for somebody who may mend it.

import { asToday, type Need } from '@web/today.ts';

import { type Summary, summaryQuery } from './query.ts';

export const today = asToday<Summary>({
  permission: 'drift.read',
  query: summaryQuery,
  needs: ({ open, checked_at }, t): Need[] => {
    const grave = open.serious + open.important;
    if (!checked_at || grave === 0) return [];
    return [
      {
        id: 'drift open',
        tone: open.serious > 0 ? 'bad' : 'wait',
        word: open.serious > 0 ? t('drift.severity.serious') : t('drift.severity.important'),
        what: t('drift.today.what', { count: grave }),
        why: t('drift.today.why'),
        to: '/drift',
        at: checked_at,
      },
    ];
  },
});
