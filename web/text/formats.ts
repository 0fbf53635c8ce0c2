// Dates, times and numbers as a language writes them, in the organisation's time zone.

import type { Language } from './language.ts';
import type { Formats } from './message.ts';

export interface Wording extends Formats {
  language: Language;
  /// "three days ago", "in two hours".
  relative: (at: Date, now: Date) => string;
  /// "Sunday 22 November", the day at hand.
  weekday: (at: Date) => string;
  /// "a, b and c".
  list: (words: string[]) => string;
}

// Days before months, and four-digit years, in English too: the readers sit in the Nordic countries.
const tags: Record<Language, string> = { en: 'en-GB', sv: 'sv-SE', da: 'da-DK', nb: 'nb-NO' };

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
];

export function wording(language: Language, timeZone?: string): Wording {
  const tag = tags[language];
  const zone = timeZone ? { timeZone } : {};
  const number = new Intl.NumberFormat(tag);
  const day = new Intl.DateTimeFormat(tag, { ...zone, dateStyle: 'medium' });
  const instant = new Intl.DateTimeFormat(tag, {
    ...zone,
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  const weekday = new Intl.DateTimeFormat(tag, {
    ...zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  return {
    language,
    number: (value) => number.format(value),
    day: (value) => day.format(value),
    instant: (value) => instant.format(value),
    weekday: (value) => weekday.format(value),
    relative: (at, now) => {
      const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
      const [unit, length] = steps.find(([, long]) => Math.abs(seconds) >= long) ?? ['second', 1];
      return relative.format(Math.round(seconds / length), unit);
    },
    list: (words) => list.format(words),
  };
}
