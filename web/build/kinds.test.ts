// What people read of a kind of record stands in its declaration (src/ROOM/kinds/*.yaml): the same
// legal words as in the sentences of the pages.

import fs from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { wrongWords } from './glossary.ts';
import { languages } from './texts.ts';

const root = path.resolve(import.meta.dirname, '../..');

/// The wrong words below a node, each with the way to it.
function faults(node: unknown, way: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const here = languages.flatMap((language) => {
    const said = (node as Record<string, unknown>)[language];
    if (typeof said !== 'string') return [];
    return wrongWords(said, language).map((what) => `${way} (${language}): ${what}`);
  });
  return [...here, ...Object.entries(node).flatMap(([key, one]) => faults(one, `${way}.${key}`))];
}

/// Every declaration of the tree, by its file.
function declarations(): [string, unknown][] {
  return fs
    .readdirSync(path.join(root, 'src'))
    .map((room) => path.join('src', room, 'kinds'))
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      fs.readdirSync(path.join(root, folder)).map((file) => path.join(folder, file)),
    )
    .map((file) => [file, parse(fs.readFileSync(path.join(root, file), 'utf8'))]);
}

test('declarations of kinds say the words of the law', () => {
  const all = declarations();
  expect(all.length).toBeGreaterThan(0);
  expect(all.flatMap(([file, kind]) => faults(kind, file))).toEqual([]);
}, 60_000); // Reading that much YAML takes seconds where the machine has others to serve.

test('a wrong word is found wherever it stands', () => {
  const kind = { fields: { who: { help: { sv: 'Lämna till tredje man' } } } };
  expect(faults(kind, 'x')).toEqual([expect.stringContaining('x.fields.who.help (sv): "tredje')]);
  expect(faults({ fields: { who: { sv: 'Tredje part' } } }, 'x')).toEqual([]);
});
