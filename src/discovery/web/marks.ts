// Which line is at hand and which are marked, as keys move them. Lines are known by their place
// among those shown.

export interface Marks {
  at: number; // The line at hand.
  from: number; // Where a range began.
  marked: ReadonlySet<number>;
}

export const no_marks: Marks = { at: 0, from: 0, marked: new Set() };

export type Step =
  | { kind: 'go'; to: number; range: boolean }
  | { kind: 'toggle' }
  | { kind: 'all' }
  | { kind: 'none' };

function range(one: number, other: number): Set<number> {
  const [low, high] = one < other ? [one, other] : [other, one];
  return new Set(Array.from({ length: high - low + 1 }, (_, at) => low + at));
}

/// `count`: how many lines are shown.
export function step(marks: Marks, taken: Step, count: number): Marks {
  if (taken.kind === 'none') return { ...marks, marked: new Set() };
  if (taken.kind === 'all') return { ...marks, marked: range(0, count - 1) };
  if (taken.kind === 'toggle') {
    const marked = new Set(marks.marked);
    if (!marked.delete(marks.at)) marked.add(marks.at);
    return { ...marks, from: marks.at, marked };
  }
  const at = Math.max(0, Math.min(count - 1, taken.to));
  if (!taken.range) return { ...marks, at, from: at };
  return { at, from: marks.from, marked: range(marks.from, at) };
}

/// What the key does there; nothing where it does nothing.
export function stepOf(key: string, shift: boolean, at: number, count: number): Step | undefined {
  const places: Record<string, number> = {
    j: at + 1,
    ArrowDown: at + 1,
    k: at - 1,
    ArrowUp: at - 1,
    Home: 0,
    End: count - 1,
    PageDown: at + 10,
    PageUp: at - 10,
  };
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const to = places[letter];
  if (to !== undefined) return { kind: 'go', to, range: shift };
  if (key === ' ') return { kind: 'toggle' };
  if (letter === 'a') return { kind: 'all' };
  if (key === 'Escape') return { kind: 'none' };
  return undefined;
}
