import fs from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { readTexts } from '../build/texts.ts';

const root = path.resolve(import.meta.dirname, '../..');

function code(): string {
  const folder = path.join(root, 'src');
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.cc') && !file.endsWith('_test.cc'))
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}

test('a word for an event or a job is of one that the code knows', () => {
  const all = code();
  const unknown = [...readTexts(root).given.keys()].filter((key) => {
    const found = /^(\w+)\.(?:event|job)\.(\w+)$/.exec(key);
    // What a job has swept is counted by the name of what is kept: "gone_alarms".
    const swept = /^gone_(\w+)$/.exec(found?.[2] ?? '');
    return found && !all.includes(swept ? `"${swept[1]}"` : `"${found[1]}.${found[2]}"`);
  });
  expect(unknown).toEqual([]);
});
