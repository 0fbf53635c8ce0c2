// Keys for those who keep their hands on the keyboard: "?" for help, "g" and a letter to go
// somewhere. Single letters can be switched off, since speech input and unsteady hands press them
// by mistake (WCAG 2.1.4).

import { useEffect, useRef, useSyncExternalStore } from 'react';

const kept = 'ombud.letters';
const listeners = new Set<() => void>();
let letters = readLetters();

function readLetters(): boolean {
  try {
    return localStorage.getItem(kept) !== 'off';
  } catch {
    return true;
  }
}

/// Whether single letters do something, and the switch.
export function useLetters(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => letters,
  );
  const set = (wanted: boolean) => {
    letters = wanted;
    try {
      localStorage.setItem(kept, wanted ? 'on' : 'off');
    } catch {
      // A browser that keeps nothing: until the page is closed.
    }
    for (const listener of listeners) listener();
  };
  return [on, set];
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

const together_ms = 1500;

/// `goTo`: what the letter after "g" does; `help`: what "?" does.
export function useKeys(help: () => void, goTo: Map<string, () => void>): void {
  const since = useRef(0);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const alone = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!letters || !alone || event.defaultPrevented || isWriting(event.target)) return;
      if (document.querySelector('[role="dialog"]')) return;
      const go = event.timeStamp - since.current < together_ms ? goTo.get(event.key) : undefined;
      since.current = 0;
      if (go) {
        event.preventDefault();
        go();
      } else if (event.key === 'g') {
        since.current = event.timeStamp;
      } else if (event.key === '?') {
        event.preventDefault();
        help();
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [help, goTo]);
}
