// The shape of what comes, while it is on its way.

import { Skeleton, VisuallyHidden } from '@mantine/core';

import { useText } from '@web/text/texts.tsx';

import styles from './shapes.module.css';

function Waiting() {
  const { t } = useText();
  return <VisuallyHidden role="status">{t('web.state.loading')}</VisuallyHidden>;
}

export function TableShape({ rows = 6 }: { rows?: number }) {
  return (
    <div className={styles.table}>
      <Waiting />
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div className={styles.row} key={row} aria-hidden>
          <Skeleton height={13} width={`${34 - ((row * 7) % 15)}%`} />
          <Skeleton height={13} width="16%" />
          <Skeleton height={13} width={`${12 + ((row * 5) % 11)}%`} />
        </div>
      ))}
    </div>
  );
}

export function PageShape() {
  return (
    <div>
      <Skeleton height={30} width={220} mb={12} />
      <Skeleton height={14} maw={420} mb={32} />
      <TableShape />
    </div>
  );
}
