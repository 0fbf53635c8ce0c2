// What these pages ask the server: always by POST, whom and why in the body.

import { type AnswerOf, post } from '@web/api/client.ts';

export type Found = AnswerOf<'/api/subjects/searches', 'post'>;
export type FoundPerson = Found['persons'][number];
export type Match = FoundPerson['matches'][number];
export type Compared = AnswerOf<'/api/subjects/comparisons', 'post'>;
export type Shown = AnswerOf<'/api/subjects/persons/{person}/views', 'post'>;
export type ShownTable = Shown['tables'][number];
export type NotReached = Found['not_searched'];

export const search = (criteria: string[], reference: string) =>
  post('/api/subjects/searches', { body: { criteria, reference } });

export const kindsOf = (criteria: string[], signal: AbortSignal) =>
  post('/api/subjects/readings', { body: { criteria }, signal });

export const compare = (persons: string[], reference: string) =>
  post('/api/subjects/comparisons', { body: { persons, reference } });

export const choose = (persons: string[], rows: string[], reference: string) =>
  post('/api/subjects/choices', { body: { persons, rows, reference } });

export const view = (person: string, reference: string, signal: AbortSignal) =>
  post('/api/subjects/persons/{person}/views', { path: { person }, body: { reference }, signal });

export const reveal = (
  person: string,
  field: { system: string; table: string; column: string },
  reference: string,
) =>
  post('/api/subjects/persons/{person}/reveals', {
    path: { person },
    body: { ...field, reference },
  });

export const explain = (alarm: string, text: string) =>
  post('/api/subjects/alarms/{alarm}/explanation', { path: { alarm }, body: { text } });
