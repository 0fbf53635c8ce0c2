import { expect, test } from 'vitest';

import { ownAddress } from './own_address.ts';

test('signing in leads back to a page of ours and nowhere else', () => {
  expect(ownAddress('/evidence?object=A-0001')).toBe('/evidence?object=A-0001');
  for (const elsewhere of [
    'https://example.org',
    '//example.org',
    '/\\example.org',
    'evidence',
    '',
  ]) {
    expect(ownAddress(elsewhere)).toBe('/');
  }
  expect(ownAddress(undefined)).toBe('/');
});
