// How a job is: a word with a sign, or how far it has come.

import { Progress } from '@mantine/core';

import { Status, type Tone } from '@web/components/status.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import type { Job } from './today.ts';

export const states: Record<Job['state'], [Tone, PlainKey]> = {
  waiting: ['quiet', 'jobs.state.waiting'],
  running: ['wait', 'jobs.state.running'],
  done: ['good', 'jobs.state.done'],
  failed: ['bad', 'jobs.state.failed'],
  refused: ['bad', 'jobs.state.refused'],
  cancelled: ['quiet', 'jobs.state.cancelled'],
};

export function JobState({ job }: { job: Pick<Job, 'state' | 'progress' | 'cancel_asked'> }) {
  const { t, number } = useText();
  const [tone, key] = states[job.state];
  const { progress } = job;
  if (job.state === 'running' && progress && progress.all > 0) {
    const part = (100 * progress.done) / progress.all;
    return (
      <>
        <Progress value={part} aria-label={t('jobs.state.running')} size="sm" mb={4} />
        {number(progress.done)} / {number(progress.all)}
      </>
    );
  }
  const stopping = job.state === 'running' && job.cancel_asked;
  return <Status tone={tone}>{t(stopping ? 'jobs.state.stopping' : key)}</Status>;
}
