// One score in its points: how many of all have it, or what is missing of one and where it is mended.

import { PageLink } from '@web/components/link.tsx';
import { Status } from '@web/components/status.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import styles from './derived.module.css';
import type { Missing, Score, ScoreName, Whole } from './query.ts';

export const scoreWords: Record<ScoreName, PlainKey> = {
  eight_points: 'processing.score.eight_points',
  article_30_1: 'processing.score.controller',
  article_30_2: 'processing.score.processor',
};

/// How many activities have each point.
export function Shares({ name, points }: { name: ScoreName; points: Whole['points'] }) {
  const { t } = useText();
  return (
    <section aria-labelledby={name}>
      <h2 id={name} className={styles.part}>
        {t(scoreWords[name])}
      </h2>
      <ol className={styles.points}>
        {points.map((point) => (
          <li key={point.name} className={styles.point}>
            <span className={styles.count}>{point.name}</span>
            <span>
              {point.subject}
              {point.if_possible && (
                <span className={styles.quiet}> {t('processing.score.if_possible')}</span>
              )}
            </span>
            <span className={styles.count}>
              {t('processing.score.of', { count: point.complete, all: point.of })}
            </span>
            <div className={styles.bar} aria-hidden>
              <div
                className={styles.done}
                style={{ width: `${(100 * point.complete) / Math.max(point.of, 1)}%` }}
              />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Mend({ missing, activity }: { missing: Missing; activity: string }) {
  const { t } = useText();
  const to = `/${missing.room}/${missing.kind}/${missing.number}?edit=${encodeURIComponent(missing.at)}`;
  return (
    <li>
      {missing.label && `${missing.label}: `}
      {missing.text}{' '}
      <PageLink to={to}>
        {missing.number === activity
          ? t('processing.score.mend')
          : t('processing.score.mend_in', { record: missing.number })}
      </PageLink>
    </li>
  );
}

/// The points of one activity.
export function Points({ score, activity }: { score: Score; activity: string }) {
  const { t } = useText();
  return (
    <section>
      <h3 className={styles.part}>
        {t(scoreWords[score.name])}{' '}
        <span className={styles.count}>
          {t('processing.score.of', { count: score.complete, all: score.of })}
        </span>
      </h3>
      <ol className={styles.points}>
        {score.points.map((point) => (
          <li key={point.name} className={styles.point}>
            <span className={styles.count}>{point.name}</span>
            <span>{point.subject}</span>
            <Status tone={point.missing.length === 0 ? 'good' : 'wait'}>
              {t('processing.score.missing', { count: point.missing.length })}
            </Status>
            {point.missing.length > 0 && (
              <ul className={styles.missing}>
                {point.missing.map((missing) => (
                  <Mend
                    key={missing.path + missing.key + missing.at + missing.number}
                    missing={missing}
                    activity={activity}
                  />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
