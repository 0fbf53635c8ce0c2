import { expect, test } from 'vitest';

import { told } from './person_table.tsx';

test('rows that say the same are said once, and nothing is not said', () => {
  expect(told(['K•••', null, 'K•••', '', 'T•••'])).toEqual([
    ['K•••', 2],
    ['T•••', 1],
  ]);
  expect(told([null, ''])).toEqual([]);
});
