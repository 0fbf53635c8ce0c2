// What is wrong with the installation waits for the administrator.

import { asToday, type Need } from '@web/today.ts';

import { type Health, healthQuery } from './query.ts';

export const today = asToday<Health>({
  permission: 'doctor.show',
  query: healthQuery,
  needs: ({ examined, backup }, t): Need[] => {
    const needs: Need[] = [];
    if (examined && examined.wrong > 0)
      needs.push({
        id: 'doctor wrong',
        tone: 'bad',
        word: t('doctor.today.wrong'),
        what: t('doctor.today.mend', { count: examined.wrong }),
        to: '/doctor',
        at: examined.at,
      });
    if (!backup)
      needs.push({
        id: 'doctor backup',
        tone: 'wait',
        word: t('doctor.today.missing'),
        what: t('doctor.today.backup'),
        why: t('doctor.today.backup_why'),
        to: '/doctor',
      });
    return needs;
  },
});
