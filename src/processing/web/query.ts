// What follows from the record, as the server works it out.

import { type AnswerOf, get, post } from '@web/api/client.ts';

export type Whole = AnswerOf<'/api/processing/completeness', 'get'>;
export type ScoreLine = Whole['lines'][number];
export type Score = AnswerOf<'/api/processing/completeness/{activity}', 'get'>['scores'][number];
export type ScoreName = Score['name'];
export type Missing = Score['points'][number]['missing'][number];

export const completeness = (lacking: boolean, cursor: string, signal: AbortSignal) =>
  get('/api/processing/completeness', {
    query: { limit: 50, ...(lacking ? { lacking: 'yes' } : {}), ...(cursor ? { cursor } : {}) },
    signal,
  });

export type List = AnswerOf<'/api/processing/lists/{list}', 'post'>;
export type ListLine = List['lines'][number];
export type Piece = ListLine['about'];

export const listNames = ['systems', 'recipients', 'persons', 'countries'] as const;
export type ListName = (typeof listNames)[number];

export const groupings = ['type', 'group', 'data', 'class', 'basis'] as const;
export type Grouping = (typeof groupings)[number];

export interface Narrow {
  search: string;
  lacking: boolean;
  abroad: boolean;
  special: boolean;
  grouped_by?: Grouping;
}

const lines_at_once = 50;

export const listed = (list: ListName, narrow: Narrow, from: number, signal: AbortSignal) =>
  post('/api/processing/lists/{list}', {
    path: { list },
    body: { ...narrow, from, limit: lines_at_once },
    signal,
  });

export type Flow = AnswerOf<'/api/processing/flows', 'get'>;
export type FlowNode = Flow['nodes'][number];

export type Merging = AnswerOf<'/api/processing/merges/preview', 'post'>;

export const merging = (
  activities: string[],
  purpose: string,
  choices: Record<string, string>,
  signal: AbortSignal,
) => post('/api/processing/merges/preview', { body: { activities, purpose, choices }, signal });
