// Jobs that did not come to their end wait for somebody.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';
import type { Say } from '@web/text/texts.tsx';
import { asToday, type Need } from '@web/today.ts';

type Answer = AnswerOf<'/api/jobs', 'get'>;
export type Job = Answer['jobs'][number];

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => get('/api/jobs', { query: { limit: 50 }, signal }),
});

/// "retention.look" → retention.job.look, as its room says it.
export function jobWord(t: Say, kind: string): string {
  const key = kind.replace('.', '.job.');
  const said = t(key as 'jobs.state.done');
  return said === key ? kind : said;
}

export const today = asToday<Answer>({
  permission: 'jobs.list',
  query: jobsQuery,
  needs: ({ jobs }, t): Need[] =>
    jobs
      .filter((job) => job.state === 'failed' || job.state === 'refused')
      .map((job) => ({
        id: `job ${job.job}`,
        tone: 'bad',
        word: job.state === 'failed' ? t('jobs.state.failed') : t('jobs.state.refused'),
        what: t('jobs.today.look', { job: job.job, kind: jobWord(t, job.kind) }),
        to: `/jobs/${job.job}`,
        ...(job.error ? { why: job.error.text } : {}),
        ...(job.ended_at ? { at: job.ended_at } : {}),
      })),
});
