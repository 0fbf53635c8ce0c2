// How a rule stands: who approves its runs, and what waits.

import { Status } from '@web/components/status.tsx';
import { useText } from '@web/text/texts.tsx';
import type { ReactNode } from 'react';

import type { Rule } from './query.ts';
import styles from './retention.module.css';

function State({ rule }: { rule: Rule }): ReactNode {
  const { t, day } = useText();
  if (rule.waiting?.state === 'planned') {
    return <Status tone="wait">{t('retention.state.waits')}</Status>;
  }
  if (rule.parts.then === 'review') {
    return <Status tone="quiet">{t('retention.state.review')}</Status>;
  }
  if (rule.standing?.ended) return <Status tone="wait">{t('retention.state.ended')}</Status>;
  if (rule.standing) {
    const until = day(new Date(rule.standing.until));
    return <Status tone="good">{t('retention.state.stands', { day: until })}</Status>;
  }
  return <Status tone="quiet">{t('retention.state.each')}</Status>;
}

export function RuleState({ rule }: { rule: Rule }) {
  return (
    <span className={styles.state}>
      <State rule={rule} />
    </span>
  );
}
