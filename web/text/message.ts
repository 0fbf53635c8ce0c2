// A compiled sentence (web/build/icu.ts) and how it is said: the words between are kept, numbers
// and dates take the form of the language.

export type Part =
  | string
  | [argument: string]
  | [argument: string, kind: 'number' | 'day' | 'instant']
  | [argument: string, kind: 'plural' | 'select', branches: Record<string, Message>];
export type Message = string | Part[];

export type Value = string | number | Date;

const plurals = new Map<string, Intl.PluralRules>();

function pluralForm(language: string, count: number): string {
  const rules = plurals.get(language) ?? new Intl.PluralRules(language);
  plurals.set(language, rules);
  return rules.select(count);
}

/// Numbers and dates as the caller's formatters say them; the numbers of a plural stand for `#`.
export interface Formats {
  language: string;
  number: (value: number) => string;
  day: (value: Date) => string;
  instant: (value: Date) => string;
}

export function say(
  message: Message,
  formats: Formats,
  given: Record<string, Value> = {},
  count?: number,
): string {
  if (typeof message === 'string') return message;
  return message
    .map((part) => {
      if (typeof part === 'string') return part;
      const [name, kind, branches] = part;
      if (name === '#') return formats.number(count ?? 0);
      const value = given[name];
      if (value === undefined) return '';
      if (kind === 'plural' && branches) {
        const number = Number(value);
        const branch =
          branches[`=${number}`] ??
          branches[pluralForm(formats.language, number)] ??
          branches.other;
        return say(branch ?? '', formats, given, number);
      }
      if (kind === 'select' && branches) {
        return say(branches[String(value)] ?? branches.other ?? '', formats, given, count);
      }
      if (value instanceof Date)
        return kind === 'instant' ? formats.instant(value) : formats.day(value);
      return typeof value === 'number' ? formats.number(value) : value;
    })
    .join('');
}
