import { expect, test } from 'vitest';

import { type Manifest, mainFiles, sizeFaults } from './sizes.ts';

const manifest: Manifest = {
  'index.html': { file: 'main.js', isEntry: true, imports: ['_shared.js'], css: ['main.css'] },
  '_shared.js': { file: 'shared.js', imports: ['index.html'] },
  'page.tsx': { file: 'page.js', imports: ['_shared.js'] },
};

test('what the entry imports before it runs is part of the main bundle, its styles too', () => {
  expect([...mainFiles(manifest)].sort()).toEqual(['main.css', 'main.js', 'shared.js']);
});

test('a main bundle over 260 kB is a fault, the sum counting and not the pieces', () => {
  expect(sizeFaults(manifest, () => 86_000)).toEqual([]);
  expect(sizeFaults(manifest, () => 87_000)).toEqual(['main: 261000 bytes, 260000 at most']);
});

test('a page over 120 kB is a fault that names it', () => {
  const bytes = (file: string) => (file === 'page.js' ? 120_001 : 1);
  expect(sizeFaults(manifest, bytes)).toEqual(['page.js: 120001 bytes, 120000 at most']);
});
