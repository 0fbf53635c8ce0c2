// Requests to people without an account, as the server tells of them.

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get, post } from '@web/api/client.ts';

export type Request = AnswerOf<'/api/guests/requests/{request}', 'get'>;
export type Head = AnswerOf<'/api/guests/lists', 'post'>['requests'][number];
export type Question = AnswerOf<'/api/guests/link', 'post'>;
type Page = AnswerOf<'/api/guests/lists', 'post'>;
export type State = Head['state'];

export interface About {
  kind?: string;
  record?: string;
}

export const listQuery = (state: State | '', about: About, language: string) =>
  infiniteQueryOptions({
    queryKey: ['guests', 'list', state, about, language],
    initialPageParam: '',
    getNextPageParam: (page: Page) => page.next ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      post('/api/guests/lists', {
        body: {
          ...about,
          ...(state ? { state } : {}),
          ...(pageParam ? { before: pageParam } : {}),
        },
        signal,
      }),
  });

export const requestQuery = (request: string, language: string) =>
  queryOptions({
    queryKey: ['guests', 'one', request, language],
    queryFn: ({ signal }) => get('/api/guests/requests/{request}', { path: { request }, signal }),
  });

export const pageOf = (request: string) => `/guests/requests/${request}`;
