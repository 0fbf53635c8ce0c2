// What a rule takes, in numbers: how many are due, what keeps others, what comes due month by month.

import { useText } from '@web/text/texts.tsx';
import type { ReactNode } from 'react';

import type { Counted, Group } from './query.ts';
import styles from './retention.module.css';

function Figure({ name, first, children }: { name: string; first?: boolean; children: ReactNode }) {
  return (
    <div className={styles.number} data-first={first || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/// Only what is not zero, but for the first two: a list of zeros tells nothing.
export function Figures({ found }: { found: Omit<Counted, 'months' | 'by' | 'keep'> }) {
  const { t, number } = useText();
  return (
    <dl className={styles.numbers}>
      <Figure name={t('retention.count.chosen')} first>
        {number(found.chosen)}
      </Figure>
      <Figure name={t('retention.count.rows')}>{number(found.rows)}</Figure>
      {found.started > 0 && (
        <Figure name={t('retention.count.started')}>{number(found.started)}</Figure>
      )}
      {found.held > 0 && <Figure name={t('retention.count.held')}>{number(found.held)}</Figure>}
      {found.already > 0 && (
        <Figure name={t('retention.count.already')}>{number(found.already)}</Figure>
      )}
      {found.kept
        .filter((group) => group.rows > 0)
        .map((group) => (
          <Figure key={group.key} name={t('retention.count.kept_by', { name: group.text })}>
            {number(group.rows)}
          </Figure>
        ))}
      {found.open > 0 && <Figure name={t('retention.count.open')}>{number(found.open)}</Figure>}
    </dl>
  );
}

/// Rows that are left for a person, by what is odd in them.
export function Odd({ groups }: { groups: Group[] }) {
  const { t, number } = useText();
  if (groups.length === 0) return null;
  return (
    <>
      <h3 className={styles.sub}>{t('retention.count.odd')}</h3>
      <ul className={styles.lines}>
        {groups.map((group) => (
          <li key={`${group.key} ${group.day}`}>
            {group.text}: <strong>{number(group.rows)}</strong>
            {group.keys.length > 0 && (
              <span className={styles.keys}>
                {' '}
                {t('retention.count.keys', { keys: group.keys.join('; ') })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/// The twelve months from the day on, longest bar for the most.
export function Months({ months }: { months: Counted['months'] }) {
  const { t, number, language } = useText();
  const most = Math.max(1, ...months.map(({ rows }) => rows));
  if (months.every(({ rows }) => rows === 0)) return <p>{t('retention.count.no_months')}</p>;
  const name = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric' });
  return (
    <>
      <h3 className={styles.sub}>{t('retention.count.months')}</h3>
      <ul className={styles.months}>
        {months.map(({ month, rows }) => (
          <li key={month} className={styles.month}>
            <span>{name.format(new Date(`${month}-15`))}</span>
            <span
              className={rows > 0 ? styles.bar : styles.zero}
              style={{ width: rows > 0 ? `${(100 * rows) / most}%` : '100%' }}
              aria-hidden
            />
            <span className={styles.rows}>{number(rows)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function By({ by }: { by: Counted['by'] }) {
  const { t, number } = useText();
  if (by.length === 0) return null;
  return (
    <>
      <h3 className={styles.sub}>{t('retention.count.by')}</h3>
      <ul className={styles.lines}>
        {by.map(({ value, rows }) => (
          <li key={value}>
            {value || '–'}: {number(rows)}
          </li>
        ))}
      </ul>
    </>
  );
}
