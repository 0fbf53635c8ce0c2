// Who is signed in, asked once and kept until it changes.

import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';

import { type AnswerOf, get, settings } from '@web/api/client.ts';
import { Problem } from '@web/api/problem.ts';

export type Session = AnswerOf<'/api/accounts/session', 'get'>;

/// Nothing where nobody is signed in.
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await get('/api/accounts/session', { signal });
      settings.token = session.csrf_token;
      return session;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

/// Stands only where somebody is signed in: below the frame.
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('nobody is signed in here');
  return data;
}

export function may(session: Session, permission: string | undefined): boolean {
  return permission === undefined || session.permissions.includes(permission);
}
