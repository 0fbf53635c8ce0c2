// A state as a word with a sign, never by colour alone.

import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockHour4,
} from '@tabler/icons-react';

import styles from './status.module.css';

export type Tone = 'good' | 'wait' | 'bad' | 'quiet';

const signs = {
  good: IconCircleCheck,
  wait: IconClockHour4,
  bad: IconAlertTriangle,
  quiet: IconCircleDashed,
};

export function Status({ tone, children }: { tone: Tone; children: string }) {
  const Sign = signs[tone];
  return (
    <span className={styles.status} data-tone={tone}>
      <Sign size={16} stroke={1.8} aria-hidden />
      {children}
    </span>
  );
}
