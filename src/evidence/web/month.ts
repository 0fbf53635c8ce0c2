// A month as people write it.

import type { Language } from '@web/text/language.ts';

/// "2026-10" → "October 2026".
export function monthIn(language: Language, month: string): string {
  const format = new Intl.DateTimeFormat(language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
