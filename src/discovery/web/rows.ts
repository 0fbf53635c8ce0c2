// The lines that are looked through: every column of a table that tells of persons, what the map
// says of it, what a person said, and how it differs from what was confirmed.

import { type Field, isPersonal, type Map_, type Table } from '@room/datamap/web/datamap.ts';

import type { Answer, Answers } from './queries.ts';

export type Difference = 'new' | 'changed' | 'gone';

export interface Row {
  id: string;
  table: string;
  column: string;
  field: Field | undefined; // Nothing where the map leaves the column out.
  personal: boolean; // As the map says.
  answer: Answer | undefined;
  waiting: boolean; // What was said does not stand in the map yet.
  difference: Difference | undefined;
}

export interface Group {
  name: string;
  table: Table | undefined;
  rows: Row[];
}

/// Of two names, neither of which is part of an address or shown.
export const idOf = (table: string, column: string) => JSON.stringify([table, column]);

const unsure_below = 0.75;

export const isUnsure = (row: Row) =>
  !row.answer && row.field !== undefined && row.field.confidence < unsure_below;
export const isSpecial = (row: Row) =>
  row.field !== undefined && row.field.class !== 'ordinary' && row.field.class !== 'confidential';

function same(one: Field, other: Field): boolean {
  return (
    one.category === other.category &&
    one.part === other.part &&
    one.class === other.class &&
    one.erase === other.erase &&
    one.identifies === other.identifies
  );
}

function differenceOf(
  field: Field | undefined,
  before: Table | undefined,
  column: string,
): Difference | undefined {
  const was = before?.fields.find((one) => one.column === column);
  if (field && !was) return 'new';
  if (!field && was) return 'gone';
  return field && was && !same(field, was) ? 'changed' : undefined;
}

/// Tables that tell of persons, in the map's order, with all columns that anything is known of.
/// `before`: the confirmed map, where the one at hand is newer.
export function groupsOf(map: Map_, answers: Answers, before?: Map_): Group[] {
  const said = new Map(answers.answers.map((one) => [idOf(one.table, one.column), one]));
  const waiting = new Set(answers.waiting.map((one) => idOf(one.table, one.column)));
  const names = new Map<string, Table | undefined>();
  for (const table of map.tables) if (table.holds !== 'reference') names.set(table.table, table);
  for (const one of [...answers.answers, ...answers.waiting])
    if (!names.has(one.table))
      names.set(
        one.table,
        map.tables.find((table) => table.table === one.table),
      );
  return [...names].map(([name, table]) => {
    const old = before?.tables.find((one) => one.table === name);
    const columns = new Set([
      ...(table?.holds === 'reference' ? [] : (table?.fields ?? []).map((field) => field.column)),
      ...(before && old?.holds !== 'reference' ? (old?.fields ?? []).map((one) => one.column) : []),
      ...answers.answers.filter((one) => one.table === name).map((one) => one.column),
      ...answers.waiting.filter((one) => one.table === name).map((one) => one.column),
    ]);
    const rows = [...columns].map((column): Row => {
      const id = idOf(name, column);
      const field =
        table?.holds === 'reference'
          ? undefined
          : table?.fields.find((one) => one.column === column);
      return {
        id,
        table: name,
        column,
        field,
        personal: field !== undefined && isPersonal(field),
        answer: said.get(id),
        waiting: waiting.has(id),
        difference: before ? differenceOf(field, old, column) : undefined,
      };
    });
    return { name, table, rows };
  });
}

export type Show = 'all' | 'unsure' | 'personal' | 'special' | 'differs' | 'waiting';

const shown: Record<Show, (row: Row) => boolean> = {
  all: () => true,
  unsure: isUnsure,
  personal: (row) => row.personal,
  special: isSpecial,
  differs: (row) => row.difference !== undefined,
  waiting: (row) => row.waiting,
};

export interface Wanted {
  show: Show;
  find: string;
}

export function filtered(groups: Group[], { show, find }: Wanted): Group[] {
  const words = find.trim().toLocaleLowerCase();
  const fits = (row: Row) =>
    shown[show](row) && `${row.table}.${row.column}`.toLocaleLowerCase().includes(words);
  return groups
    .map((group) => ({ ...group, rows: group.rows.filter(fits) }))
    .filter((group) => group.rows.length > 0);
}

/// All rows in one group, those first of which the map is least sure; answered ones last.
export function unsureFirst(groups: Group[]): Group[] {
  const rows = groups.flatMap((group) => group.rows);
  const weight = (row: Row) => (row.answer ? 2 : (row.field?.confidence ?? 1));
  rows.sort((one, other) => weight(one) - weight(other));
  return rows.length > 0 ? [{ name: '', table: undefined, rows }] : [];
}

export const counted = (groups: Group[], show: Show) =>
  groups.reduce((sum, group) => sum + group.rows.filter(shown[show]).length, 0);

/// Columns by their table: an answer is sent for columns of one table.
export function byTable(rows: { table: string; column: string }[]): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const { table, column } of rows) all.set(table, [...(all.get(table) ?? []), column]);
  return all;
}
