import type { Link, Map_, Table } from '@room/datamap/web/datamap.ts';
import { expect, test } from 'vitest';

import { isOn, pathsOf, pictureOf } from './paths.ts';

const table = (name: string, holds: Table['holds']): Table => ({
  table: name,
  holds,
  delete_rows: false,
  confidence: 1,
  fields: [],
});
const link = (from: string, to: string, means: Link['means'] = 'belongs'): Link => ({
  from,
  columns: [`${to}_id`],
  to,
  to_columns: ['id'],
  means,
  kind: 'foreign_key',
  confidence: 1,
});
const map: Map_ = {
  system: 'liva',
  version: 1,
  confirmed: false,
  catalogue: '',
  tables: [
    table('line', 'detail'),
    table('member', 'person'),
    table('invoice', 'detail'),
    table('address', 'detail'),
    table('lonely', 'detail'),
    table('colour', 'reference'),
  ],
  links: [
    link('line', 'invoice'),
    link('invoice', 'member'),
    link('member', 'address', 'owns'),
    link('member', 'colour'),
  ],
};
const pathOf = (name: string) => pathsOf(map).find((path) => path.table.table === name);

test('a path leads hop by hop from a row to its person', () => {
  expect(pathOf('line')?.hops.map((hop) => `${hop.from}→${hop.to}`)).toEqual([
    'line→invoice',
    'invoice→member',
  ]);
  expect(pathOf('member')?.hops).toEqual([]);
});

test('what a person’s row refers to and owns is reached backwards', () => {
  expect(pathOf('address')).toMatchObject({ person: 'member', hops: [{ to: 'address' }] });
});

test('a table that no link leads from has no person', () => {
  expect(pathOf('lonely')?.person).toBeUndefined();
});

test('persons stand first, nobody’s tables nowhere, and no two boxes lie on each other', () => {
  const { boxes, lines } = pictureOf(map);
  expect(boxes.map((box) => box.path.table.table)).not.toContain('colour');
  expect(boxes.find((box) => box.path.table.table === 'member')?.x).toBe(0);
  const last = Math.max(...boxes.map((box) => box.x));
  expect(boxes.find((box) => box.x === last)?.path.table.table).toBe('lonely');
  expect(new Set(boxes.map((box) => `${box.x} ${box.y}`)).size).toBe(boxes.length);
  expect(lines).toHaveLength(3);
  expect(lines.filter((line) => isOn(pathOf('line'), line.hop))).toHaveLength(2);
});
