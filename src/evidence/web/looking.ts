// What the log's pages ask: without a reason by an address that can be kept and sent; with one by a
// body, since a reason, a name or a person's handle never stands in an address.

import { type AnswerOf, get, post } from '@web/api/client.ts';

export type Page = AnswerOf<'/api/evidence/looks', 'post'>;
export type Entry = Page['entries'][number];

export interface Filter {
  event?: string;
  object?: string;
  use?: string;
  from?: string;
  until?: string;
}

export interface Look extends Filter {
  reference: string;
  account?: string;
  person?: string;
  cursor?: string;
}

const a_page = 50;

export function glance(filter: Filter, cursor: string, signal: AbortSignal) {
  const { use, ...others } = filter;
  return get('/api/evidence/entries', {
    query: { ...others, ...(use ? { use: use as Entry['use'] } : {}), cursor, limit: a_page },
    signal,
  });
}

export function look(wanted: Look, signal: AbortSignal) {
  const body = Object.fromEntries(
    Object.entries(wanted).filter(([, value]) => value !== ''),
  ) as unknown as Look;
  return post('/api/evidence/looks', { body, signal });
}
