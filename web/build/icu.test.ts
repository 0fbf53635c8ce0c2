import { expect, test } from 'vitest';
import { wording } from '../text/formats.ts';
import { say } from '../text/message.ts';
import { compile } from './icu.ts';

function said(
  sentence: string,
  given: Record<string, string | number | Date>,
  language: 'en' | 'sv' = 'en',
) {
  return say(compile(sentence, language).message, wording(language, 'UTC'), given);
}

test('a sentence without arguments stays text', () => {
  expect(compile('Sign in', 'en').message).toBe('Sign in');
});

test('a plural takes the form of its number, exact numbers first, and # is that number', () => {
  const sentence = '{rows, plural, =0 {nothing} one {# row} other {# rows}} in {place}';
  expect(said(sentence, { rows: 0, place: 'liva' })).toBe('nothing in liva');
  expect(said(sentence, { rows: 1, place: 'liva' })).toBe('1 row in liva');
  expect(said(sentence, { rows: 12345, place: 'liva' })).toBe('12,345 rows in liva');
});

test('numbers and dates take the form of the language', () => {
  expect(said('{n, number}', { n: 1234567 }, 'sv')).toBe('1\u00a0234\u00a0567');
  expect(said('{d, date}', { d: new Date('2026-11-22T12:00:00Z') }, 'en')).toBe('22 Nov 2026');
});

test('a select falls back on other', () => {
  const sentence = '{who, select, dpo {the DPO} other {somebody}}';
  expect(said(sentence, { who: 'dpo' })).toBe('the DPO');
  expect(said(sentence, { who: 'nobody we know' })).toBe('somebody');
});

test('what a sentence takes is known: a plural a number, a word anything', () => {
  expect([...compile('{n, plural, one {#} other {#}} of {n} {who}', 'en').all]).toEqual([
    ['n', 'number'],
    ['who', 'text'],
  ]);
});

test('a plural form that the language needs and lacks is a fault', () => {
  expect(() => compile('{n, plural, other {# rows}}', 'en')).toThrow('lacks the form one');
  expect(() => compile('{n, plural, one {# rad}}', 'sv')).toThrow();
  expect(() => compile('{n', 'en')).toThrow();
  expect(() => compile('<b>bold</b>', 'en')).toThrow();
});
