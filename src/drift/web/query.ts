// What the pages ask of paper and data.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get, post } from '@web/api/client.ts';

export type Summary = AnswerOf<'/api/drift', 'get'>;
export type Coverage = AnswerOf<'/api/drift/coverage', 'get'>;
export type Listed = AnswerOf<'/api/drift/lists', 'post'>;
export type Finding = Listed['findings'][number];
export type Links = AnswerOf<'/api/drift/links', 'get'>;
export type Proposals = AnswerOf<'/api/drift/proposals', 'get'>;
export type Draft = Proposals['drafts'][number];

export const driftKey = ['drift'];

export const summaryQuery = queryOptions({
  queryKey: ['drift', 'summary'],
  queryFn: ({ signal }) => get('/api/drift', { signal }),
});

// Sentences come in the reader's language.
export const coverageQuery = (language: string) =>
  queryOptions({
    queryKey: ['drift', 'coverage', language],
    queryFn: ({ signal }) => get('/api/drift/coverage', { signal }),
  });

export const findingQuery = (finding: string, language: string) =>
  queryOptions({
    queryKey: ['drift', 'finding', finding, language],
    queryFn: ({ signal }) => get('/api/drift/findings/{finding}', { path: { finding }, signal }),
  });

export const linksQuery = (language: string) =>
  queryOptions({
    queryKey: ['drift', 'links', language],
    queryFn: ({ signal }) => get('/api/drift/links', { signal }),
  });

export const proposalsQuery = (language: string) =>
  queryOptions({
    queryKey: ['drift', 'proposals', language],
    queryFn: ({ signal }) => get('/api/drift/proposals', { signal }),
  });

export type Filters = Record<'state' | 'severity' | 'what' | 'system' | 'activity', string>;

/// Filters as they are asked: those that are empty are left out.
export function askedOf(filters: Filters): Partial<Filters> {
  return Object.fromEntries(Object.entries(filters).filter(([, word]) => word !== ''));
}

export const listOf = (filters: Filters, after: string[], signal: AbortSignal) =>
  post('/api/drift/lists', {
    body: { ...(askedOf(filters) as object), limit: 50, ...(after.length ? { after } : {}) },
    signal,
  });
