// What the pages of mail ask for.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';

export type Settings = AnswerOf<'/api/mail/settings', 'get'>;
export type Address = AnswerOf<'/api/mail/addresses', 'get'>['addresses'][number];
export type Messages = AnswerOf<'/api/mail/messages', 'get'>;
export type Message = Messages['messages'][number];
export type Tasks = AnswerOf<'/api/mail/incoming', 'get'>;
export type Task = Tasks['tasks'][number];
export type Opened = AnswerOf<'/api/mail/incoming/{task}/opening', 'post'>;

export const settingsQuery = queryOptions({
  queryKey: ['mail', 'settings'],
  queryFn: ({ signal }) => get('/api/mail/settings', { signal }),
});

export const addressesQuery = queryOptions({
  queryKey: ['mail', 'addresses'],
  queryFn: ({ signal }) => get('/api/mail/addresses', { signal }),
});

export const messagesQuery = queryOptions({
  queryKey: ['mail', 'messages'],
  queryFn: ({ signal }) => get('/api/mail/messages', { query: { limit: 100 }, signal }),
});

export const incomingQuery = queryOptions({
  queryKey: ['mail', 'incoming'],
  queryFn: ({ signal }) => get('/api/mail/incoming', { query: { limit: 100 }, signal }),
});
