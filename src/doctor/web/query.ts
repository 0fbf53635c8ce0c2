// How the installation is, as the server says it.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';

export type Health = AnswerOf<'/api/doctor/health', 'get'>;

export const healthQuery = queryOptions({
  queryKey: ['doctor', 'health'],
  queryFn: ({ signal }) => get('/api/doctor/health', { signal }),
});
