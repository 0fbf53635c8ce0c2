// The files and what is said of their columns: sent with each step, since the server keeps nothing
// of them in between.

import { type AnswerOf, post } from '@web/api/client.ts';

import { of } from './query.ts';

export type Columns = AnswerOf<'/api/processing/{kind}/imports/columns', 'post'>;
export type Mapping = Columns['mapping'];
export type Rule = Mapping['columns'][number];
export type Imported = AnswerOf<'/api/processing/{kind}/imports/check', 'post'>;

export interface Sent {
  name: string;
  content: string;
}

/// More than this is refused before it is sent.
export const most_bytes = 8 * 1024 * 1024;

export function read(file: File): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
    // "data:…;base64,CONTENT"
    reader.onload = () =>
      resolve({ name: file.name, content: String(reader.result).split(',')[1] ?? '' });
    reader.readAsDataURL(file);
  });
}

export const columnsOf = (room: string, kind: string, files: Sent[], sheet: string) =>
  post(of(room, '/api/processing/{kind}/imports/columns'), {
    path: { kind },
    body: { files, ...(sheet ? { sheet } : {}) },
  });

export interface Wish {
  files: Sent[];
  sheet: string;
  mapping: Mapping;
  skip_wrong: boolean;
}

const bodyOf = ({ sheet, ...wish }: Wish) => ({ ...wish, ...(sheet ? { sheet } : {}) });

export const check = (room: string, kind: string, wish: Wish) =>
  post(of(room, '/api/processing/{kind}/imports/check'), { path: { kind }, body: bodyOf(wish) });

export const write = (room: string, kind: string, wish: Wish) =>
  post(of(room, '/api/processing/{kind}/imports'), { path: { kind }, body: bodyOf(wish) });

/// What is chosen for a column in a list: a field's path, that it is left out, or nothing yet.
export const left_out = '-';

export function chosenFor(mapping: Mapping, column: string): string {
  const rule = mapping.columns.find((one) => one.column === column);
  if (!rule) return '';
  return rule.ignore ? left_out : (rule.field ?? '');
}

/// The mapping with another choice for a column; what else was said of the column goes.
export function chose(mapping: Mapping, column: string, choice: string): Mapping {
  const columns = mapping.columns.filter((one) => one.column !== column);
  if (choice === left_out) columns.push({ column, ignore: true });
  else if (choice) columns.push({ column, field: choice });
  return { ...mapping, columns };
}

/// Columns that nobody has decided on.
export const undecided = (columns: Columns, mapping: Mapping): string[] =>
  columns.columns
    .map(({ column }) => column)
    .filter((column) => !mapping.columns.some((one) => one.column === column));
