import { expect, test } from 'vitest';

import { wording } from './formats.ts';
import { pick } from './language.ts';

test('the choice of the person goes before the browser, and English is last', () => {
  expect(pick('da', ['sv-SE'])).toBe('da');
  expect(pick(null, ['fi', 'sv-FI', 'en'])).toBe('sv');
  expect(pick(null, ['fi'])).toBe('en');
  expect(pick('klingon', ['nb-NO'])).toBe('nb');
});

test('Norwegian of any kind is shown in bokmål', () => {
  expect(pick(null, ['no'])).toBe('nb');
  expect(pick(null, ['nn-NO'])).toBe('nb');
});

test('a time is told in the zone of the organisation, across the change to winter time', () => {
  const words = wording('sv', 'Europe/Stockholm');
  expect(words.instant(new Date('2026-10-25T00:30:00Z'))).toBe('25 okt. 2026 02:30:00');
  expect(words.instant(new Date('2026-10-25T01:30:00Z'))).toBe('25 okt. 2026 02:30:00');
  expect(words.day(new Date('2026-11-22T23:30:00Z'))).toBe('23 nov. 2026');
});

test('a distance in time takes the largest unit that fits', () => {
  const words = wording('en');
  const now = new Date('2026-11-22T12:00:00Z');
  expect(words.relative(new Date('2026-11-22T11:59:30Z'), now)).toBe('30 seconds ago');
  expect(words.relative(new Date('2026-11-21T12:00:00Z'), now)).toBe('yesterday');
  expect(words.relative(new Date('2026-12-06T12:00:00Z'), now)).toBe('in 2 weeks');
});
