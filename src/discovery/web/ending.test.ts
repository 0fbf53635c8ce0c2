import { expect, test } from 'vitest';

import { hasEnded, knownAfter } from './ending.ts';
import type { Job } from './queries.ts';

const job = (number: string, state: Job['state']) => ({ job: number, state }) as Job;

/// At which of the looks a job is said to have ended.
function ends(looks: (Job | null | undefined)[]): number[] {
  let known: string | undefined;
  return looks.flatMap((look, at) => {
    const ended = hasEnded(known, look);
    known = knownAfter(known, look);
    return ended ? [at] : [];
  });
}

test('a job that was seen at work is said to have ended once', () => {
  const looks = [undefined, null, job('J-1', 'running'), job('J-1', 'done'), job('J-1', 'done')];
  expect(ends(looks)).toEqual([3]);
});

test('so is one that was too quick to be seen at work', () => {
  expect(ends([null, job('J-1', 'done')])).toEqual([1]);
  expect(ends([job('J-1', 'done'), job('J-2', 'failed')])).toEqual([1]);
});

test('one that had ended before the page was opened is not', () => {
  expect(ends([undefined, job('J-1', 'done'), job('J-1', 'done')])).toEqual([]);
});

test('one that was running when the page was opened is', () => {
  expect(ends([job('J-1', 'running'), job('J-1', 'done')])).toEqual([1]);
});
