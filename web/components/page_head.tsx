// The head of a page: what it is called, in one sentence what it is for, which law asks for it, and
// what can be done here.

import type { ReactNode } from 'react';

import styles from './page_head.module.css';

interface PageHeadProps {
  title: string;
  /// One sentence.
  purpose?: string;
  /// "GDPR art. 30".
  law?: string;
  /// Buttons, the most likely one last.
  actions?: ReactNode;
}

export function PageHead({ title, purpose, law, actions }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <h1 className={styles.title}>{title}</h1>
        {purpose && (
          <p className={styles.purpose}>
            {purpose}
            {law && <span className={styles.law}>{law}</span>}
          </p>
        )}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
