// What the pages of actions ask for.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';

export type Action = AnswerOf<'/api/actions/{action}', 'get'>;
export type Plan = NonNullable<Action['plan']>;
export type Line = AnswerOf<'/api/actions', 'get'>['actions'][number];
export type Waiting = AnswerOf<'/api/actions/waiting', 'get'>;
export type Wish = AnswerOf<'/api/actions/wishes/{wish}', 'get'>;
export type Receipt = AnswerOf<'/api/actions/{action}/receipt', 'get'>;
export type Sample = AnswerOf<'/api/actions/{action}/samples', 'post'>;
export type ExtractPage = AnswerOf<'/api/actions/{action}/extract', 'get'>;

/// All that is about actions: whatever changes one changes where others stand.
export const actionsKey = ['actions'];

export const waitingQuery = queryOptions({
  queryKey: [...actionsKey, 'waiting'],
  queryFn: ({ signal }) => get('/api/actions/waiting', { signal }),
});

// Each look leaves an entry in the log: not again just because the window came to the front.
const seldom = { refetchOnWindowFocus: false } as const;

export const actionQuery = (action: string) =>
  queryOptions({
    queryKey: [...actionsKey, 'one', action],
    queryFn: ({ signal }) => get('/api/actions/{action}', { path: { action }, signal }),
    ...seldom,
  });

export const receiptQuery = (action: string) =>
  queryOptions({
    queryKey: [...actionsKey, 'receipt', action],
    queryFn: ({ signal }) => get('/api/actions/{action}/receipt', { path: { action }, signal }),
    ...seldom,
  });

export const extractQuery = (action: string) =>
  queryOptions({
    queryKey: [...actionsKey, 'extract', action],
    queryFn: ({ signal }) => get('/api/actions/{action}/extract', { path: { action }, signal }),
    gcTime: 0, // Nothing of it stays in the browser's memory when the page is left.
    ...seldom,
  });
