// What waits: own searches to say why of. (Those that wait for a review are not asked about here:
// each asking is an entry in the log.)

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';
import { asToday } from '@web/today.ts';

import { wordOfAlarm } from './words.ts';

type Alarms = AnswerOf<'/api/subjects/own-alarms', 'get'>;

export const ownAlarmsQuery = queryOptions({
  queryKey: ['subjects', 'own-alarms'],
  queryFn: ({ signal }) => get('/api/subjects/own-alarms', { query: { limit: 20 }, signal }),
});

export const today = asToday<Alarms>({
  permission: 'subjects.find',
  query: ownAlarmsQuery,
  needs: ({ alarms }, t) =>
    alarms.map((alarm) => ({
      id: `subjects ${alarm.alarm}`,
      tone: 'wait',
      word: t('subjects.today.explain'),
      what: wordOfAlarm(t, alarm.kind),
      why: t('subjects.today.why'),
      to: '/subjects/own-alarms',
      at: alarm.at,
    })),
});
