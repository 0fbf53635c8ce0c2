// The name, beside its sign.

import styles from './wordmark.module.css';

export function Wordmark() {
  return (
    <span className={styles.wordmark}>
      <img src="/mark.svg" alt="" width={26} height={26} />
      Ombud
    </span>
  );
}
