// What waits for oneself in the records.

import { queryOptions } from '@tanstack/react-query';
import { type AnswerOf, get } from '@web/api/client.ts';

export type Mine = AnswerOf<'/api/records/mine', 'get'>;
export type About = Mine['mentions'][number]['record'];

export const mineQuery = queryOptions({
  queryKey: ['records', 'mine'],
  queryFn: ({ signal }) => get('/api/records/mine', { signal }),
});

export const pathOf = ({ room, kind, number }: About) => `/${room}/${kind}/${number}`;
