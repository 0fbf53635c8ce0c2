// What the pages of rights ask for.

import { queryOptions } from '@tanstack/react-query';

import { get } from '@web/api/client.ts';

export const accountsQuery = queryOptions({
  queryKey: ['accounts', 'list'],
  queryFn: ({ signal }) => get('/api/accounts', { signal }),
});

export const namesQuery = queryOptions({
  queryKey: ['accounts', 'names'],
  queryFn: ({ signal }) => get('/api/accounts/names', { signal }),
});

export const grantsQuery = queryOptions({
  queryKey: ['accounts', 'grants'],
  queryFn: ({ signal }) => get('/api/accounts/grants', { signal }),
});

export const substitutesQuery = queryOptions({
  queryKey: ['accounts', 'substitutes'],
  queryFn: ({ signal }) => get('/api/accounts/substitutes', { signal }),
});

export const reviewsQuery = queryOptions({
  queryKey: ['accounts', 'reviews'],
  queryFn: ({ signal }) => get('/api/accounts/reviews', { signal }),
});

export const fieldsQuery = queryOptions({
  queryKey: ['accounts', 'fields'],
  queryFn: ({ signal }) => get('/api/accounts/fields', { signal }),
});
