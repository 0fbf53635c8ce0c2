// Own searches on people who work here, and what the second person has said.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type AnswerOf, get } from '@web/api/client.ts';
import { Moment } from '@web/components/moment.tsx';
import { Status } from '@web/components/status.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import styles from './alarms.module.css';

type Clearance = AnswerOf<'/api/subjects/own-clearances', 'get'>['clearances'][number];

const states: Record<Clearance['state'], [PlainKey, 'good' | 'wait' | 'bad' | 'quiet']> = {
  asked: ['subjects.clearances.asked', 'wait'],
  given: ['subjects.clearances.was_given', 'good'],
  refused: ['subjects.clearances.was_refused', 'bad'],
  used: ['subjects.clearances.used', 'quiet'],
  expired: ['subjects.clearances.expired', 'quiet'],
};

/// Nothing where there are none.
export function OwnClearances() {
  const { t } = useText();
  const { data } = useQuery({
    queryKey: ['subjects', 'own-clearances'],
    queryFn: ({ signal }) => get('/api/subjects/own-clearances', { signal }),
  });
  if (!data || data.clearances.length === 0) return null;
  return (
    <section>
      <h2>{t('subjects.clearances.own')}</h2>
      <ul className={styles.alarms}>
        {data.clearances.map((one) => {
          const [word, tone] = states[one.state];
          return (
            <li key={one.clearance} className={styles.alarm}>
              <Status tone={tone}>{t(word)}</Status>
              <p className={styles.quiet}>
                {one.clearance} · {one.reference} · <Moment at={one.asked_at} exact />
              </p>
              {one.note && (
                <p>
                  {one.decided_by}: {one.note}
                </p>
              )}
              {one.state === 'given' && (
                <Link to={'/subjects' as '/'}>{t('subjects.clearances.again')}</Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
