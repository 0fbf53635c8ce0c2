// What a rule means, in the person's own language: short sentences that a board member can read,
// made of the rule's parts. Conditions in the rule's own language stand as they are written.

import type { Say } from '@web/text/texts.tsx';

import type { Parts } from './query.ts';

export function periodInWords(t: Say, keep: Parts['keep']): string {
  const { count } = keep;
  switch (keep.unit) {
    case 'days':
      return t('retention.period.days', { count });
    case 'weeks':
      return t('retention.period.weeks', { count });
    case 'months':
      return t('retention.period.months', { count });
    case 'years':
      return t('retention.period.years', { count });
  }
}

export function keepInWords(t: Say, keep: Parts['keep']): string {
  const period = periodInWords(t, keep);
  const least = keep.bound === 'at_least';
  switch (keep.form) {
    case 'period':
      return least
        ? t('retention.keep.at_least', { period })
        : t('retention.keep.at_most', { period });
    case 'financial_years':
      return least
        ? t('retention.keep.at_least_financial', { period })
        : t('retention.keep.at_most_financial', { period });
    case 'calendar_years':
      return least
        ? t('retention.keep.at_least_calendar', { count: keep.count })
        : t('retention.keep.at_most_calendar', { count: keep.count });
  }
}

function startInWords(t: Say, { starts }: Parts): string {
  const { table, column } = starts;
  switch (starts.from) {
    case 'column':
      return t('retention.words.from_column', { column });
    case 'latest':
      return t('retention.words.from_latest', { place: `${table}.${column}` });
    case 'earliest':
      return t('retention.words.from_earliest', { place: `${table}.${column}` });
  }
}

export function thenInWords(t: Say, then: Parts['then']): string {
  switch (then) {
    case 'erase':
      return t('retention.then.erase');
    case 'anonymise':
      return t('retention.then.anonymise');
    case 'de-identify':
      return t('retention.then.de_identify');
    case 'review':
      return t('retention.then.review');
  }
}

export function scheduleInWords(t: Say, schedule: Parts['schedule']): string {
  switch (schedule.every) {
    case 'day':
      return t('retention.schedule.day');
    case 'week':
      return t('retention.schedule.week');
    case 'month':
      return t('retention.schedule.month');
    case 'event':
      return t('retention.schedule.event', { event: schedule.event });
  }
}

/// Within a sentence.
const lower = (text: string) => text.charAt(0).toLocaleLowerCase() + text.slice(1);

/// The sentences, in the order in which somebody would ask.
export function ruleInWords(t: Say, parts: Parts, list: (words: string[]) => string): string[] {
  const sentences = [
    t('retention.words.who', { place: `${parts.system}.${parts.table}` }),
    `${startInWords(t, parts)} ${lower(keepInWords(t, parts.keep))}.`,
  ];
  if (parts.starts.where) sentences.push(t('retention.words.where', { text: parts.starts.where }));
  if (parts.unless.length > 0)
    sentences.push(
      t('retention.words.unless', { names: list(parts.unless.map((one) => one.name)) }),
    );
  sentences.push(`${t('retention.words.then')} ${thenInWords(t, parts.then)}.`);
  if (parts.only.length > 0)
    sentences.push(t('retention.words.only', { columns: list(parts.only) }));
  if (parts.keep.form !== 'period')
    sentences.push(t('retention.words.financial', { month: parts.financial_year_ends }));
  if (parts.keep.bound === 'at_most')
    sentences.push(t('retention.words.lead', { count: parts.lead_days }));
  if (parts.activity.length > 0)
    sentences.push(t('retention.words.activity', { places: list(parts.activity) }));
  return sentences;
}
