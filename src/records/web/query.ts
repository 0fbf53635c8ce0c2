// Records of every kind, as the server declares and lists them. A room that declares kinds has the
// same paths under its own name; the contract's types are those of one of them.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get, post } from '@web/api/client.ts';

export type Kind = AnswerOf<'/api/processing/kinds', 'get'>['kinds'][number];
export type Field = Kind['fields'][number];
export type Saved = AnswerOf<'/api/processing/{kind}/{number}', 'get'>;
export type Version = AnswerOf<
  '/api/processing/{kind}/{number}/history',
  'get'
>['versions'][number];
export type BulkChange = AnswerOf<'/api/processing/{kind}/changes', 'get'>['changes'][number];
export type Links = Saved['links'];
export type Comment = AnswerOf<
  '/api/processing/{kind}/{number}/comments',
  'get'
>['comments'][number];
export type Task = AnswerOf<'/api/processing/{kind}/{number}/tasks', 'get'>['tasks'][number];
export type Attachment = AnswerOf<
  '/api/processing/{kind}/{number}/attachments',
  'get'
>['attachments'][number];
export type SavedView = AnswerOf<'/api/processing/{kind}/views', 'get'>['views'][number];

/// Values by field: a text, a number, yes or no, a list of texts, or lines of the same.
export type Value = string | number | boolean | string[] | Values[];
export interface Values {
  [field: string]: Value;
}

/// The path of the contract in another room.
export function of<P extends string>(room: string, path: P): P {
  return path.replace('/api/processing/', `/api/${room}/`) as P;
}

export const kindsQuery = (room: string, language: string) =>
  queryOptions({
    // The declaration comes in the reader's language.
    queryKey: ['records', room, 'kinds', language],
    queryFn: ({ signal }) => get(of(room, '/api/processing/kinds'), { signal }),
    // Somebody else may add a field of the organisation's own.
    staleTime: 60_000,
  });

export const viewsQuery = (room: string, kind: string) =>
  queryOptions({
    queryKey: ['records', room, kind, 'views'],
    queryFn: ({ signal }) =>
      get(of(room, '/api/processing/{kind}/views'), { path: { kind }, signal }),
  });

export interface Asked {
  search?: string;
  states?: string[];
  values?: Record<string, string[]>;
  order?: string;
  descending?: boolean;
  archived?: boolean;
  limit?: number;
  after?: string[];
}

export const listOf = (room: string, kind: string, asked: Asked, signal?: AbortSignal) =>
  post(of(room, '/api/processing/{kind}/lists'), {
    path: { kind },
    body: { descending: false, archived: false, limit: 50, ...asked },
    ...(signal ? { signal } : {}),
  });

export const recordQuery = (room: string, kind: string, number: string, as_of = '') =>
  queryOptions({
    queryKey: ['records', room, kind, number, as_of],
    queryFn: ({ signal }) =>
      get(of(room, '/api/processing/{kind}/{number}'), {
        path: { kind, number },
        query: as_of ? { as_of } : {},
        signal,
      }),
  });

/// A headed part of a form; the only one of a short form has no heading.
export interface Part {
  name: string;
  label: string;
  fields: Field[];
}

export function partsOf({ fields, sections }: Pick<Kind, 'fields' | 'sections'>): Part[] {
  if (sections.length === 0) return [{ name: '', label: '', fields }];
  const begins = sections.map(({ from }) => fields.findIndex(({ name }) => name === from));
  return sections.map(({ name, label }, at) => ({
    name,
    label,
    fields: fields.slice(begins[at], begins[at + 1]),
  }));
}

/// Whether a field is asked for beside these values.
export function isAsked(field: Field, beside: Values): boolean {
  if (!field.when) return true;
  const value = beside[field.when.field];
  const words = Array.isArray(value)
    ? value
    : [value === true ? 'yes' : value === false ? 'no' : value];
  return words.some((word) => field.when?.words.includes(word as string));
}

/// Without what is empty, and without what is no longer asked for: what is sent. Values of fields
/// that somebody has added since the form was read stay as they are.
export function tidied(fields: Field[], values: Values): Values {
  const known = new Set(fields.map(({ name }) => name));
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !known.has(name)));
  for (const field of fields) {
    let value = values[field.name];
    if (value === undefined || value === '' || !isAsked(field, values)) continue;
    if (Array.isArray(value)) {
      value =
        field.type === 'rows'
          ? (value as Values[])
              .map((row) => tidied(field.fields, row))
              .filter((row) => Object.keys(row).length > 0)
          : value;
      if (value.length === 0) continue;
    }
    kept[field.name] = value;
  }
  return kept;
}
