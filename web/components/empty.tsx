// Where there is nothing yet: what would stand here, and the first step towards it.

import type { Icon } from '@web/page.ts';
import type { ReactNode } from 'react';

import styles from './empty.module.css';

interface EmptyProps {
  icon: Icon;
  title: string;
  what: string;
  /// A link, a button, or a command to type.
  step?: ReactNode;
  /// Beside other things on a page rather than instead of them.
  small?: boolean;
}

export function Empty({ icon: Sign, title, what, step, small }: EmptyProps) {
  return (
    <div className={small ? styles.small : styles.empty}>
      <span className={styles.sign}>
        <Sign size={small ? 20 : 26} stroke={1.5} aria-hidden />
      </span>
      <div>
        <p className={styles.title}>{title}</p>
        <p className={styles.what}>{what}</p>
        {step && <div className={styles.step}>{step}</div>}
      </div>
    </div>
  );
}
