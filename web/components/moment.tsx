// When something was or will be: how long ago, with the exact time on hover, focus and paper.

import { Tooltip } from '@mantine/core';

import { useText } from '@web/text/texts.tsx';

import styles from './moment.module.css';

interface MomentProps {
  /// An instant as the server writes it: "2026-11-22T05:11:53Z".
  at: string;
  /// The exact time in place of the distance.
  exact?: boolean;
}

export function Moment({ at, exact }: MomentProps) {
  const { instant, relative } = useText();
  const when = new Date(at);
  const full = instant(when);
  if (exact) return <time dateTime={at}>{full}</time>;
  return (
    <Tooltip label={full}>
      <time dateTime={at} className={styles.moment}>
        <span className={styles.screen}>{relative(when, new Date())}</span>
        <span className={styles.paper}>{full}</span>
      </time>
    </Tooltip>
  );
}
