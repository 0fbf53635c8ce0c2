import { expect, test } from 'vitest';

import { stepsOf } from './beginning.ts';

const done = (...given: Parameters<typeof stepsOf>) => stepsOf(...given).map((step) => step.done);
const liva = { name: 'liva', kind: 'csv' };

test('an empty office has everything before it', () => {
  expect(done([], [])).toEqual([false, false, false]);
});

test('a system without a map, with a proposal and with a confirmed map', () => {
  expect(done([liva], [{ system: 'liva', newest: null, confirmed: null }])).toEqual([
    true,
    false,
    false,
  ]);
  const proposed = stepsOf([liva], [{ system: 'liva', newest: 1, confirmed: null }]);
  expect(proposed.map((step) => step.done)).toEqual([true, true, false]);
  expect(proposed[2]?.system).toBe('liva');
  expect(done([liva], [{ system: 'liva', newest: 2, confirmed: 1 }])).toEqual([true, true, true]);
});

test('an office that has only manual systems needs no map', () => {
  expect(done([{ name: 'paper', kind: 'manual' }], [])).toEqual([true, true, true]);
});
