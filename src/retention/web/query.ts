// The rules, as the server lists them.

import { queryOptions } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';

export type Rule = AnswerOf<'/api/retention/rules', 'get'>['rules'][number];
export type WholeRule = AnswerOf<'/api/retention/rules/{rule}', 'get'>;
export type Parts = Rule['parts'];
export type Counted = NonNullable<Rule['counted']>;
export type Checked = AnswerOf<'/api/retention/checks/{job}', 'get'>;
export type Group = Counted['review'][number];

export const rulesKey = ['retention', 'rules'];

export const rulesQuery = queryOptions({
  queryKey: rulesKey,
  queryFn: ({ signal }) => get('/api/retention/rules', { signal }),
});

export const ruleQuery = (rule: string) =>
  queryOptions({
    queryKey: [...rulesKey, rule],
    queryFn: ({ signal }) => get('/api/retention/rules/{rule}', { path: { rule }, signal }),
  });
