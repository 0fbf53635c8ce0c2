// The systems, as the server lists them.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';

export type Systems = AnswerOf<'/api/connectors/systems', 'get'>;
export type System = Systems['systems'][number];

export const systemsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: ({ signal }) => get('/api/connectors/systems', { signal }),
});
