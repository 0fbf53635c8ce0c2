// Which language the pages speak: what the person chose, else the first of the browser's that we
// have, else English.

export const languages = ['en', 'sv', 'da', 'nb'] as const;
export type Language = (typeof languages)[number];

/// As each language calls itself: somebody who reads only that one must find it.
export const names: Record<Language, string> = {
  en: 'English',
  sv: 'Svenska',
  da: 'Dansk',
  nb: 'Norsk bokmål',
};

const kept = 'ombud.language';

function known(tag: string): Language | undefined {
  const word = tag.toLowerCase().split('-')[0];
  if (word === 'no' || word === 'nn') return 'nb';
  return languages.find((language) => language === word);
}

export function pick(chosen: string | null, browser: readonly string[]): Language {
  for (const tag of [chosen ?? '', ...browser]) {
    const language = known(tag);
    if (language) return language;
  }
  return 'en';
}

export function chosenLanguage(): Language {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(kept);
  } catch {
    // A browser that keeps nothing has no choice to keep.
  }
  return pick(chosen, navigator.languages);
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(kept, language);
  } catch {
    // The same: the choice then holds until the page is closed.
  }
}
