import { expect, test } from 'vitest';

import { readRecurrence, writeRecurrence } from './recurrence.ts';

test('what the server writes comes back as it was', () => {
  for (const text of [
    'every 15 minutes',
    'daily 02:30',
    'weekly monday 02:30',
    'monthly 31 02:30',
  ]) {
    const read = readRecurrence(text);
    expect(read && writeRecurrence(read)).toBe(text);
  }
});

test('what is not known is not guessed', () => {
  expect(readRecurrence('yearly 1 02:30')).toBeUndefined();
  expect(readRecurrence('weekly måndag 02:30')).toBeUndefined();
});
