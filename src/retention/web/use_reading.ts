// What a text of rules says, asked of the server at each pause in typing: the rules in parts, or
// what is wrong and where. Nothing is stored and no system is asked.

import { useQuery } from '@tanstack/react-query';

import { type AnswerOf, post } from '@web/api/client.ts';
import { useEffect, useState } from 'react';

export type Reading = AnswerOf<'/api/retention/readings', 'post'>;

const pause_ms = 400;

export function useReading(yaml: string): Reading | undefined {
  const [paused, setPaused] = useState(yaml);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(yaml), pause_ms);
    return () => clearTimeout(timer);
  }, [yaml]);
  const { data } = useQuery({
    queryKey: ['retention', 'reading', paused],
    queryFn: ({ signal }) => post('/api/retention/readings', { body: { yaml: paused }, signal }),
    enabled: paused.trim() !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: (before) => before,
  });
  return paused.trim() === '' ? undefined : data;
}
