// Why somebody looks at persons, asked once and kept while the pages are open: in memory only, since
// addresses and the browser's store outlive the reason.

import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let kept = '';

export function setReason(reason: string): void {
  kept = reason.trim();
  for (const listener of listeners) listener();
}

/// Empty where none was given yet.
export function useReason(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept,
  );
}
