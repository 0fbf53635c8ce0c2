// Maps as the server answers them.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';

export type Maps = AnswerOf<'/api/datamap/maps', 'get'>;
export type Standing = Maps['maps'][number];
export type Read = AnswerOf<'/api/datamap/maps/{system}', 'get'>;
export type Map_ = Read['map'];
export type Table = Map_['tables'][number];
export type Field = Table['fields'][number];
export type Link = Map_['links'][number];
export type Version = AnswerOf<'/api/datamap/maps/{system}/versions', 'get'>['versions'][number];

export const mapsQuery = queryOptions({
  queryKey: ['datamap', 'maps'],
  queryFn: ({ signal }) => get('/api/datamap/maps', { signal }),
});

export const newestQuery = (system: string) =>
  queryOptions({
    queryKey: ['datamap', system, 'newest'],
    queryFn: ({ signal }) => get('/api/datamap/maps/{system}', { path: { system }, signal }),
    retry: false,
  });

export const confirmedQuery = (system: string) =>
  queryOptions({
    queryKey: ['datamap', system, 'confirmed'],
    queryFn: ({ signal }) =>
      get('/api/datamap/maps/{system}/confirmed', { path: { system }, signal }),
    retry: false,
  });

export const versionsQuery = (system: string) =>
  queryOptions({
    queryKey: ['datamap', system, 'versions'],
    queryFn: ({ signal }) =>
      get('/api/datamap/maps/{system}/versions', { path: { system }, signal }),
  });
