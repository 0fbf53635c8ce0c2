import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { wrongWords } from './glossary.ts';
import { declare, languages, readTexts } from './texts.ts';

const roots: string[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) fs.rmSync(root, { recursive: true });
});

/// A tree with one room whose page says what `code` says.
function tree(
  code: string,
  sentences: Partial<Record<(typeof languages)[number], object>>,
): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'texts-'));
  roots.push(root);
  for (const folder of ['web', 'src/jobs/web', 'src/jobs/text/web']) {
    fs.mkdirSync(path.join(root, folder), { recursive: true });
  }
  fs.writeFileSync(path.join(root, 'src/jobs/web/page.tsx'), code);
  for (const [language, all] of Object.entries(sentences)) {
    fs.writeFileSync(
      path.join(root, `src/jobs/text/web/${language}.json`),
      JSON.stringify(all, null, 1),
    );
  }
  return root;
}

function inAll(all: object) {
  return Object.fromEntries(languages.map((language) => [language, all]));
}

test('the sentences of the tree are in order', () => {
  expect(readTexts(path.resolve(import.meta.dirname, '../..')).faults).toEqual([]);
});

test('a sentence that nobody says is a fault', () => {
  const root = tree('', inAll({ 'jobs.page.old': 'Old' }));
  expect(readTexts(root).faults).toEqual([
    'jobs.page.old: nothing says it; take the sentence away',
  ]);
});

test('a key that has no sentence is a fault with its place', () => {
  const root = tree("\nt('jobs.page.new')", inAll({}));
  expect(readTexts(root).faults).toEqual([
    'src/jobs/web/page.tsx:2: jobs.page.new has no sentence',
  ]);
});

test('a language that lacks a key or a whole file is a fault', () => {
  const all = { ...inAll({ 'jobs.page.a': 'A' }), da: undefined, nb: {} };
  const { da: _, ...three } = all;
  const faults = readTexts(tree("t('jobs.page.a')", three)).faults;
  expect(faults).toHaveLength(2);
  expect(faults[0]).toMatch(/da\.json: is missing/);
  expect(faults[1]).toMatch(/nb\.json: jobs\.page\.a is missing/);
});

test('a language may order arguments as it likes and leaves none out', () => {
  const all = { ...inAll({ 'jobs.page.a': '{n} of {all}' }), sv: { 'jobs.page.a': '{all}, {n}' } };
  expect(readTexts(tree("t('jobs.page.a')", all)).faults).toEqual([]);
  const less = { ...all, da: { 'jobs.page.a': '{n}' } };
  expect(readTexts(tree("t('jobs.page.a')", less)).faults).toEqual([
    expect.stringContaining('takes other arguments'),
  ]);
});

test('a key begins with its room and stands once', () => {
  const root = tree("t('jobs.page.a')", inAll({ 'jobs.page.a': 'A', 'web.page.b': 'B' }));
  expect(readTexts(root).faults.some((fault) => fault.includes('a key is jobs.PLACE.WORD'))).toBe(
    true,
  );
  const file = path.join(root, 'src/jobs/text/web/sv.json');
  fs.writeFileSync(file, '{\n"jobs.page.a": "A",\n"jobs.page.a": "B"\n}');
  expect(readTexts(root).faults.some((fault) => fault.includes('stands twice'))).toBe(true);
});

test('words for events and jobs are found by their names, not by a call', () => {
  const root = tree('', inAll({ 'jobs.event.done': 'Done', 'jobs.job.run': 'Run' }));
  expect(readTexts(root).faults).toEqual([]);
});

test('a word that the law of the country does not use is a fault that names the right one', () => {
  expect(wrongWords('Lämna till tredje man', 'sv')).toEqual([
    '"tredje man" is not the law\'s word; write tredje part',
  ]);
  expect(wrongWords('Registerutdrag', 'sv')).toHaveLength(1);
  expect(wrongWords('registerutdrag (rätt till tillgång)', 'sv')).toEqual([]);
  expect(wrongWords('Den dataansvarlige', 'nb')).toHaveLength(1);
  expect(wrongWords('Den dataansvarlige', 'da')).toEqual([]);
});

test('the types name every key with what it takes', () => {
  const root = tree("t('jobs.page.a')", inAll({ 'jobs.page.a': '{n, plural, one {#} other {#}}' }));
  expect(declare(readTexts(root))).toContain("'jobs.page.a': { n: number };");
});
