import { expect, test } from 'vitest';

import { isOld } from './verification.tsx';

test('a log that nobody outside can hold against us for a week is said to be so', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  expect(isOld(null, now)).toBe(true);
  expect(isOld('2026-11-13', now)).toBe(true);
  expect(isOld('2026-11-15', now)).toBe(false);
  expect(isOld('2026-11-22', now)).toBe(false);
});
