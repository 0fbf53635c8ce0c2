// A pack and how far its path has come.

import { queryOptions } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';

import { type AnswerOf, get } from '@web/api/client.ts';

export type Pack = AnswerOf<'/api/packs/{pack}', 'get'>;
export type Question = Pack['questions'][number];
export type Line = AnswerOf<'/api/packs/{pack}/plan', 'get'>['lines'][number];
export type Progress = AnswerOf<'/api/packs/{pack}/progress', 'get'>;
export type Activity = Progress['activities'][number];
export type Unit = Progress['units'][number];

export const packsQuery = (language: string) =>
  queryOptions({
    queryKey: ['packs', language],
    queryFn: ({ signal }) => get('/api/packs', { signal }),
  });

export const packQuery = (pack: string, language: string) =>
  queryOptions({
    queryKey: ['packs', pack, language],
    queryFn: ({ signal }) => get('/api/packs/{pack}', { path: { pack }, signal }),
  });

export const planQuery = (pack: string, language: string) =>
  queryOptions({
    queryKey: ['packs', pack, 'plan', language],
    queryFn: ({ signal }) => get('/api/packs/{pack}/plan', { path: { pack }, signal }),
    staleTime: 0,
  });

export const progressQuery = (pack: string, language: string) =>
  queryOptions({
    queryKey: ['packs', pack, 'progress', language],
    queryFn: ({ signal }) => get('/api/packs/{pack}/progress', { path: { pack }, signal }),
    staleTime: 0,
  });

export function usePack(): string {
  return decodeURIComponent(useLocation().pathname.split('/')[2] ?? '');
}
