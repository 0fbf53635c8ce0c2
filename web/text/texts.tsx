// The sentences of the pages in the person's language. A key that nobody wrote, or an argument
// that is missing, does not compile: the keys' types are made from the sentences themselves.

import type { Sentences } from '@generated/sentences.ts';
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';

import { type Wording, wording } from './formats.ts';
import { keepLanguage, type Language } from './language.ts';
import { type Message, say, type Value } from './message.ts';

export type TextKey = keyof Sentences;
/// Keys of sentences that take nothing: titles, labels, names of words.
export type PlainKey = { [K in TextKey]: Sentences[K] extends undefined ? K : never }[TextKey];

export type Say = <K extends TextKey>(
  key: K,
  ...given: Sentences[K] extends undefined ? [] : [Sentences[K]]
) => string;

type Messages = Record<string, Message>;

const files: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import('virtual:texts/en'),
  sv: () => import('virtual:texts/sv'),
  da: () => import('virtual:texts/da'),
  nb: () => import('virtual:texts/nb'),
};

export async function loadMessages(language: Language): Promise<Messages> {
  return (await files[language]()).default;
}

interface Texts extends Wording {
  t: Say;
  choose: (language: Language) => Promise<void>;
  setZone: (zone: string | undefined) => void;
}

const TextContext = createContext<Texts | null>(null);

export function useText(): Texts {
  const texts = use(TextContext);
  if (!texts) throw new Error('useText stands outside of Speaking');
  return texts;
}

export function speaker(messages: Messages, words: Wording): Say {
  return (key, ...given) =>
    say(messages[key] ?? key, words, given[0] as Record<string, Value> | undefined);
}

interface SpeakingProps {
  language: Language;
  messages: Messages;
  children: ReactNode;
}

export function Speaking({ language, messages, children }: SpeakingProps) {
  const [spoken, setSpoken] = useState({ language, messages });
  const [zone, setZone] = useState<string | undefined>();

  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken.language]);

  const choose = useCallback(async (wanted: Language) => {
    setSpoken({ language: wanted, messages: await loadMessages(wanted) });
    keepLanguage(wanted);
  }, []);

  const texts = useMemo((): Texts => {
    const words = wording(spoken.language, zone);
    return { ...words, t: speaker(spoken.messages, words), choose, setZone };
  }, [spoken, zone, choose]);

  return <TextContext value={texts}>{children}</TextContext>;
}
