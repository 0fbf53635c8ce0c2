// Which systems were not looked into, and why: what is not found there may be there all the same.

import { useText } from '@web/text/texts.tsx';

import type { NotReached } from './asking.ts';
import styles from './not_reached.module.css';

export function NotReachedList({ systems }: { systems: NotReached }) {
  const { t } = useText();
  if (systems.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('subjects.results.not_searched')}>
      <h3 className={styles.title}>{t('subjects.results.not_searched')}</h3>
      <ul className={styles.list}>
        {systems.map(({ system, why }) => (
          <li key={system}>
            <strong>{system}</strong> {why}
          </li>
        ))}
      </ul>
    </section>
  );
}
