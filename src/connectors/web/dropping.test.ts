import { expect, test } from 'vitest';

import { base64, piece_bytes } from './dropping.ts';

test('a piece is written as Base64, whatever bytes it has and however many', () => {
  const bytes = Uint8Array.from({ length: piece_bytes }, (_, at) => at % 251);
  const text = base64(bytes);
  expect(text).toHaveLength(Math.ceil(piece_bytes / 3) * 4);
  expect(Buffer.from(text, 'base64').equals(bytes)).toBe(true);
  expect(base64(new Uint8Array())).toBe('');
});
