// On the page of an activity: both scores, what is missing, and a way into the form to each.

import { useQuery } from '@tanstack/react-query';

import { get } from '@web/api/client.ts';
import { Loaded } from '@web/components/loaded.tsx';
import type { RecordPartProps } from '@web/record_part.ts';
import { useText } from '@web/text/texts.tsx';

import styles from './derived.module.css';
import { Points } from './score.tsx';

export function CompletenessPart({ number, version }: RecordPartProps) {
  const { t, language } = useText();
  const found = useQuery({
    queryKey: ['records', 'processing', 'completeness', number, version, language],
    queryFn: ({ signal }) =>
      get('/api/processing/completeness/{activity}', { path: { activity: number }, signal }),
  });
  return (
    <section aria-labelledby="completeness">
      <h2 id="completeness" className={styles.title}>
        {t('processing.completeness.part')}
      </h2>
      <Loaded from={found}>
        {(data) => (
          <div className={styles.shares}>
            {data.scores.map((score) => (
              <Points key={score.name} score={score} activity={number} />
            ))}
          </div>
        )}
      </Loaded>
    </section>
  );
}
