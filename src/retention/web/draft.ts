// A rule as the form has it, and the text that it comes to.

import { keepText, type Unit } from './keep.ts';
import type { Parts } from './query.ts';

export interface Draft {
  name: string;
  system: string;
  table: string;
  starts: string;
  bound: Parts['keep']['bound'];
  count: string;
  unit: Unit;
  fate: Parts['then'];
  schedule: string;
  unless: string; // "debt: balance > 0", one a line.
  because: string; // One a line.
  law: string;
}

export const emptyDraft: Draft = {
  name: '',
  system: '',
  table: '',
  starts: '',
  bound: 'at_least',
  count: '12',
  unit: 'months',
  fate: 'review',
  schedule: 'weekly',
  unless: '',
  because: '',
  law: '',
};

/// Whether everything that a rule needs is there; what it says may still be wrong.
export function isWhole(draft: Draft): boolean {
  const { name, system, table, starts, because } = draft;
  return [name, system, table, starts, because].every((text) => text.trim() !== '');
}

/// Within double quotes, as YAML and JSON both read them.
const quoted = (text: string) => JSON.stringify(text.trim());

const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

/// "debt: balance > 0" as name and condition; a line without a colon has no name yet.
function exception(line: string): string {
  const colon = line.indexOf(':');
  const name = colon < 0 ? 'exception' : line.slice(0, colon).trim();
  return `    ${name}: ${quoted(colon < 0 ? line : line.slice(colon + 1))}`;
}

export function yamlOf(draft: Draft): string {
  const keep = keepText({
    bound: draft.bound,
    form: 'period',
    count: Number.parseInt(draft.count, 10) || 0,
    unit: draft.unit,
  });
  const unless = lines(draft.unless);
  return [
    `${draft.name.trim() || 'rule'}:`,
    `  subject: ${quoted(`${draft.system.trim()}.${draft.table.trim()}`)}`,
    `  starts: ${quoted(draft.starts)}`,
    `  keep: ${quoted(keep)}`,
    ...(unless.length > 0 ? ['  unless:', ...unless.map(exception)] : []),
    `  then: ${draft.fate}`,
    '  because:',
    ...lines(draft.because).map((line) => `    - ${quoted(line)}`),
    ...(draft.law.trim() ? [`  law: ${quoted(draft.law)}`] : []),
    `  schedule: ${draft.schedule}`,
    '',
  ].join('\n');
}
