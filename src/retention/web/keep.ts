// A period as the rules write it.

import type { Say } from '@web/text/texts.tsx';

import type { Parts } from './query.ts';

export type Unit = Parts['keep']['unit'];

export function units(t: Say): { value: Unit; label: string }[] {
  return [
    { value: 'days', label: t('retention.unit.days') },
    { value: 'weeks', label: t('retention.unit.weeks') },
    { value: 'months', label: t('retention.unit.months') },
    { value: 'years', label: t('retention.unit.years') },
  ];
}

/// "1st", "2nd", "11th": English, because that is the rules' own language.
function ordinal(count: number): string {
  const last = Math.floor((count % 100) / 10) === 1 ? 0 : count % 10;
  return `${count}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

/// "at least 12 months" and its longer siblings, as parse_keep() reads them.
export function keepText(keep: Omit<Parts['keep'], 'text'>): string {
  const bound = keep.bound === 'at_least' ? 'at least' : 'at most';
  if (keep.form === 'calendar_years') {
    const end = 'year after the calendar year in which the financial year ended';
    return `${bound} to the end of the ${ordinal(keep.count)} ${end}`;
  }
  const years = keep.form === 'financial_years';
  const unit = years ? 'years' : keep.unit;
  const word = keep.count === 1 ? unit.slice(0, -1) : unit;
  return `${bound} ${keep.count} ${word}${years ? ' after the financial year ended' : ''}`;
}
