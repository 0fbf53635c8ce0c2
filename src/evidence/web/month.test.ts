import { expect, test } from 'vitest';

import { monthIn } from './month.ts';

test('a month is written as the reader writes it', () => {
  expect(monthIn('en', '2026-10')).toBe('October 2026');
  expect(monthIn('sv', '2026-01')).toBe('januari 2026');
});
