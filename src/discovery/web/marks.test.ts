import { expect, test } from 'vitest';

import { no_marks, step, stepOf } from './marks.ts';

const after = (keys: [string, boolean?][], count = 5) =>
  keys.reduce((marks, [key, shift = false]) => {
    const taken = stepOf(key, shift, marks.at, count);
    return taken ? step(marks, taken, count) : marks;
  }, no_marks);

test('j and k move by one line and stop at both ends', () => {
  expect(after([['j'], ['j'], ['k']]).at).toBe(1);
  expect(after([['k']]).at).toBe(0);
  expect(after([['End'], ['j']]).at).toBe(4);
});

test('space marks the line at hand and lets it go', () => {
  expect([...after([['j'], [' ']]).marked]).toEqual([1]);
  expect([...after([[' '], [' ']]).marked]).toEqual([]);
});

test('shift marks from where the range began, also back over it', () => {
  const down: [string, boolean?][] = [['j'], ['J', true], ['J', true]];
  expect([...after(down).marked]).toEqual([1, 2, 3]);
  expect([...after([...down, ['K', true]]).marked]).toEqual([1, 2]);
  expect([...after([['j'], ['j'], ['ArrowUp', true], ['ArrowUp', true]]).marked]).toEqual([
    0, 1, 2,
  ]);
});

test('a marks all that are shown and Escape none', () => {
  expect(after([['a']]).marked.size).toBe(5);
  expect(after([['a'], ['Escape']]).marked.size).toBe(0);
});

test('other keys are not the list’s', () => {
  expect(stepOf('g', false, 0, 5)).toBeUndefined();
  expect(stepOf('Tab', false, 0, 5)).toBeUndefined();
});
