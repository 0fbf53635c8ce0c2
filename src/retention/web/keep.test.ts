import { expect, test } from 'vitest';

import { keepText } from './keep.ts';
import { placeIn } from './yaml_field.tsx';

test('a period is written as the rules read it', () => {
  const keep = { bound: 'at_least', form: 'period', count: 12, unit: 'months' } as const;
  expect(keepText(keep)).toBe('at least 12 months');
  expect(keepText({ ...keep, bound: 'at_most', count: 1, unit: 'weeks' })).toBe('at most 1 week');
  expect(keepText({ ...keep, form: 'financial_years', count: 5 })).toBe(
    'at least 5 years after the financial year ended',
  );
  const calendar = { ...keep, form: 'calendar_years' } as const;
  const ends: [number, string][] = [
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [7, '7th'],
    [11, '11th'],
    [22, '22nd'],
  ];
  for (const [count, word] of ends) {
    expect(keepText({ ...calendar, count })).toBe(
      `at least to the end of the ${word} year after the calendar year in which the financial year ended`,
    );
  }
});

test('a line and a column are found in the text, and never after its end', () => {
  const text = 'a:\n  bc: d\n';
  expect(placeIn(text, 1, 1)).toBe(0);
  expect(placeIn(text, 2, 3)).toBe(5);
  expect(placeIn(text, 2, 99)).toBe(10);
  expect(placeIn(text, 9, 4)).toBeLessThanOrEqual(text.length + 1);
});
