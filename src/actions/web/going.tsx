// Something that goes on: how far it is, as far as anybody knows.

import { Progress } from '@mantine/core';

import { useText } from '@web/text/texts.tsx';

import styles from './actions.module.css';
import { counted } from './words.ts';

interface GoingProps {
  title: string;
  what: string;
  progress: { what: string; done: number; all: number } | null;
}

export function Going({ title, what, progress }: GoingProps) {
  const { t, number } = useText();
  const known = progress && progress.all > 0;
  const key = progress && counted[progress.what];
  return (
    <section className={styles.going} aria-label={title}>
      <p className={styles.going_title} role="status">
        {title}
      </p>
      <Progress
        value={known ? (100 * progress.done) / progress.all : 100}
        animated={!known}
        striped={!known}
        aria-label={title}
        size="md"
      />
      <p className={styles.quiet}>
        {progress && key
          ? t('actions.going.count', {
              done: number(progress.done),
              all: known ? number(progress.all) : '?',
              what: t(key),
            })
          : what}
      </p>
    </section>
  );
}
