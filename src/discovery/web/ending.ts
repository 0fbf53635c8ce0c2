// Whether a job has come to its end since the page looked last. One that is quick is never seen at
// work: it is there and has ended at the next look.

import { isLive, type Job } from './queries.ts';

/// `known`: the last job that is known to have ended, "" for none; nothing before the first look.
/// `job`: the newest one, null where there is none, nothing before the answer has come.
export function hasEnded(known: string | undefined, job: Job | null | undefined): boolean {
  return known !== undefined && !!job && !isLive(job) && job.job !== known;
}

export function knownAfter(
  known: string | undefined,
  job: Job | null | undefined,
): string | undefined {
  if (job === undefined) return known;
  return job && !isLive(job) ? job.job : (known ?? '');
}
