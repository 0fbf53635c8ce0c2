import type { Field, Map_ } from '@room/datamap/web/datamap.ts';
import { expect, test } from 'vitest';

import type { Answers } from './queries.ts';
import { byTable, counted, filtered, groupsOf, unsureFirst } from './rows.ts';

const field = (column: string, more: Partial<Field> = {}): Field => ({
  column,
  category: 'name',
  class: 'ordinary',
  origin: 'given',
  identifies: false,
  erase: 'set_null',
  confidence: 0.9,
  ...more,
});

const map = (fields: Field[]): Map_ => ({
  system: 'liva',
  version: 1,
  confirmed: false,
  catalogue: '',
  tables: [
    { table: 'member', holds: 'person', delete_rows: false, confidence: 1, fields },
    {
      table: 'colour',
      holds: 'reference',
      delete_rows: false,
      confidence: 1,
      fields: [field('label')],
    },
  ],
  links: [],
});

const nothing: Answers = { answers: [], waiting: [] };
const no = (table: string, column: string): Answers => ({
  answers: [
    { table, column, personal: false, category: null, said_by: 'siri', said_at: '2026-11-22' },
  ],
  waiting: [{ table, column }],
});
const columns = (groups: ReturnType<typeof groupsOf>) =>
  groups.flatMap((group) => group.rows.map((row) => `${row.table}.${row.column}`));

test('tables that are nobody’s have no lines until somebody answers for one of their columns', () => {
  expect(columns(groupsOf(map([field('name')]), nothing))).toEqual(['member.name']);
  const answered = groupsOf(map([field('name')]), no('colour', 'label'));
  expect(columns(answered)).toEqual(['member.name', 'colour.label']);
});

test('a column that the map leaves out because of an answer still has its line, to take it back', () => {
  const [group] = groupsOf(map([]), no('member', 'name'));
  expect(group?.rows[0]).toMatchObject({ field: undefined, personal: false, waiting: true });
});

test('what differs from the confirmed map is new, changed or gone', () => {
  const before = map([field('name'), field('phone'), field('note')]);
  const now = map([field('name'), field('phone', { erase: 'keep' }), field('email')]);
  const rows = groupsOf(now, nothing, before).flatMap((group) => group.rows);
  expect(Object.fromEntries(rows.map((row) => [row.column, row.difference]))).toEqual({
    name: undefined,
    phone: 'changed',
    email: 'new',
    note: 'gone',
  });
});

test('an answered column is unsure no longer', () => {
  const unsure = map([field('nick', { confidence: 0.5 })]);
  expect(counted(groupsOf(unsure, nothing), 'unsure')).toBe(1);
  expect(counted(groupsOf(unsure, no('member', 'nick')), 'unsure')).toBe(0);
});

test('filters narrow by kind and by name of table or column', () => {
  const groups = groupsOf(
    map([
      field('name'),
      field('illness', { class: 'special' }),
      field('state', { category: 'other' }),
    ]),
    nothing,
  );
  expect(columns(filtered(groups, { show: 'special', find: '' }))).toEqual(['member.illness']);
  expect(columns(filtered(groups, { show: 'personal', find: '' }))).toHaveLength(2);
  expect(columns(filtered(groups, { show: 'all', find: ' MEMBER.N' }))).toEqual(['member.name']);
  expect(filtered(groups, { show: 'all', find: 'nowhere' })).toEqual([]);
});

test('the least sure stand first and the answered last', () => {
  const groups = groupsOf(
    map([field('a', { confidence: 0.9 }), field('b', { confidence: 0.4 }), field('c')]),
    no('member', 'c'),
  );
  expect(columns(unsureFirst(groups))).toEqual(['member.b', 'member.a', 'member.c']);
});

test('answers are sent for columns of one table', () => {
  const given = [
    { table: 'a', column: 'x' },
    { table: 'b', column: 'y' },
    { table: 'a', column: 'z' },
  ];
  expect([...byTable(given)]).toEqual([
    ['a', ['x', 'z']],
    ['b', ['y']],
  ]);
});
