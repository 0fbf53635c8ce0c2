import { expect, test } from 'vitest';

import { parseDay } from './parse_day.ts';

test('a day is read as people of the four countries type it', () => {
  for (const typed of ['2026-11-22', '22.11.2026', '22/11/2026', '22/11-2026', '20261122']) {
    expect(parseDay(typed)).toBe('2026-11-22');
  }
  expect(parseDay(' 3.1.2027 ')).toBe('2027-01-03');
});

test('the day stands before the month, and a day that is none is none', () => {
  expect(parseDay('03/04/2026')).toBe('2026-04-03');
  expect(parseDay('2026-02-30')).toBeNull();
  expect(parseDay('soon')).toBeNull();
});
