// What a room adds to the first page: things that wait for the person. A room that has
// src/ROOM/web/today.ts is found; the overview (src/overview) asks all of them side by side.

import type { UseQueryOptions } from '@tanstack/react-query';

import type { Tone } from './components/status.tsx';
import type { Say } from './text/texts.tsx';

export interface Need {
  id: string;
  /// A word with a sign: how pressing it is.
  tone: Tone;
  word: string;
  /// What is to be done, as a sentence.
  what: string;
  /// Why, or what happened.
  why?: string;
  /// The page where it is done.
  to?: string;
  /// Since when, as the server writes it.
  at?: string;
}

export interface Today<T = unknown> {
  /// Who may not is not asked about it.
  permission: string;
  query: UseQueryOptions<T>;
  needs: (data: T, t: Say) => Need[];
}

/// So that each room's needs are typed by its own answer and all of them stand in one list.
export function asToday<T>(mine: {
  permission: string;
  query: object & { queryKey: readonly unknown[] };
  needs: (data: T, t: Say) => Need[];
}): Today {
  return mine as unknown as Today;
}
