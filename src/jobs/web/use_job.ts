// One job as it goes on: the server tells whenever something has changed, until it has ended.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnswerOf, address, get } from '@web/api/client.ts';
import { useEffect } from 'react';

export type WholeJob = AnswerOf<'/api/jobs/{job}', 'get'>;

const live = (state: string | undefined) => state === 'waiting' || state === 'running';

export const jobKey = (job: string) => ['jobs', 'one', job];

/// Nothing is asked where there is no number. `ended` is called once, when it has.
export function useJob(job: string, ended?: (job: WholeJob) => void) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: jobKey(job),
    queryFn: ({ signal }) => get('/api/jobs/{job}', { path: { job }, signal }),
    enabled: job !== '',
  });
  const state = query.data?.state;
  const going = live(state);

  // What an event tells is looked up whole: the attempts stand in no event.
  useEffect(() => {
    if (!job || !going) return;
    const events = new EventSource(address('/api/jobs/{job}/events', { path: { job } }));
    const look = () => void client.invalidateQueries({ queryKey: jobKey(job) });
    events.addEventListener('job', look);
    return () => events.close();
  }, [job, going, client]);

  const data = query.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only its end counts, not who hears of it
  useEffect(() => {
    if (data && !live(data.state)) ended?.(data);
  }, [data?.state]);

  return query;
}
