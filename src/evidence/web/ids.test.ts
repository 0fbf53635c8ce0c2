import { expect, test } from 'vitest';

import { shortIds } from './ids.ts';

test('an id is shown by its end, and nothing else is touched', () => {
  expect(shortIds('organisation 01a20201-1d01-7429-9420-f0467e80faff')).toBe(
    'organisation …7e80faff',
  );
  expect(shortIds('A-0001 of system liva')).toBe('A-0001 of system liva');
});
