// Around a page of who has no session: the name of the program, the choice of language, and a line
// below. Loaded with such a page, not with the frame.

import { NativeSelect } from '@mantine/core';
import { type Language, languages, names } from '@web/text/language.ts';
import { useText } from '@web/text/texts.tsx';
import type { ReactNode } from 'react';

import styles from './alone.module.css';
import { Wordmark } from './wordmark.tsx';

interface AloneProps {
  /// What the choice of language is called.
  language: string;
  foot: string;
  /// As wide as text is read, for a long form; otherwise for a few fields, in the middle.
  wide?: boolean;
  children: ReactNode;
}

export function Alone({ language: label, foot, wide, children }: AloneProps) {
  const { language, choose } = useText();
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Wordmark />
        <NativeSelect
          aria-label={label}
          size="sm"
          value={language}
          onChange={(event) => void choose(event.currentTarget.value as Language)}
          data={languages.map((other) => ({ value: other, label: names[other] }))}
        />
      </header>
      <main className={styles.main} data-wide={wide || undefined}>
        {children}
      </main>
      <footer className={styles.foot} data-wide={wide || undefined}>
        {foot}
      </footer>
    </div>
  );
}
