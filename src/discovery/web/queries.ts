// What people answered, and the job that proposes.

import { queryOptions, useQuery } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';

export type Answers = AnswerOf<'/api/discovery/answers/{system}', 'get'>;
export type Answer = Answers['answers'][number];
export type Job = AnswerOf<'/api/jobs', 'get'>['jobs'][number];
export type Preflight = AnswerOf<'/api/discovery/preflights/{system}', 'post'>;
export type Comparison = AnswerOf<'/api/datamap/maps/{system}/comparison', 'post'>;

export const answersQuery = (system: string) =>
  queryOptions({
    queryKey: ['discovery', system, 'answers'],
    queryFn: ({ signal }) => get('/api/discovery/answers/{system}', { path: { system }, signal }),
  });

const live = (job: Job | undefined) => job?.state === 'waiting' || job?.state === 'running';
const ask_again_ms = 700;

/// The last job that proposed a map of the system; asked again while it goes on.
export function useProposalJob(system: string) {
  return useQuery({
    queryKey: ['discovery', system, 'job'],
    queryFn: async ({ signal }) => {
      const { jobs } = await get('/api/jobs', { query: { limit: 100 }, signal });
      return (
        jobs.find((job) => job.kind === 'discovery.propose' && job.parameters.system === system) ??
        null
      );
    },
    refetchInterval: ({ state }) => (live(state.data ?? undefined) ? ask_again_ms : false),
  });
}

export const isLive = live;
