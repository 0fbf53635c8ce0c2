// Filters live in the address: a view can be kept, sent and come back to.

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/// `empty`: every filter of the page and what it is when nobody set it. Changing one replaces the
/// entry of the history, so that "back" leaves the page.
export function useAddress<T extends Record<string, string>>(
  empty: T,
): [T, (change: Partial<T>) => void] {
  const search = useSearch({ strict: false }) as Partial<T>;
  const navigate = useNavigate();
  const now = { ...empty };
  for (const name of Object.keys(empty) as (keyof T)[]) now[name] = search[name] ?? empty[name];

  const change = useCallback(
    (wanted: Partial<T>) => {
      void navigate({
        to: '.',
        replace: true,
        search: ((before: Partial<T>) => {
          const after = { ...before, ...wanted };
          for (const name of Object.keys(after)) {
            if (after[name] === empty[name] || after[name] === '') delete after[name];
          }
          return after;
        }) as never,
      });
    },
    [navigate, empty],
  );
  return [now, change];
}
