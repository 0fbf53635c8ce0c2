// What was found on the way into a system: that it answers, which rights lack, what to know of it.

import { IconCircleCheck } from '@tabler/icons-react';
import type { AnswerOf } from '@web/api/client.ts';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './add.module.css';

export type Check = AnswerOf<'/api/connectors/systems/{system}/test', 'post'>;
type Lacking = Check['lacking'][number];

export function CheckResult({ check }: { check: Check }) {
  const { t } = useText();
  const { tables, version } = check;
  const missing = (lacks: boolean) =>
    lacks ? <Status tone="bad">{t('connectors.check.missing')}</Status> : '';
  const columns: Column<Lacking>[] = [
    {
      name: 'table',
      head: t('connectors.check.table'),
      cell: (one) => <strong>{one.table}</strong>,
    },
    { name: 'read', head: t('connectors.check.read'), cell: (one) => missing(one.read) },
    { name: 'update', head: t('connectors.check.update'), cell: (one) => missing(one.update) },
    { name: 'erase', head: t('connectors.check.erase'), cell: (one) => missing(one.erase) },
  ];
  return (
    <div className={styles.check} role="status">
      <p className={styles.found}>
        <IconCircleCheck size={18} stroke={1.8} aria-hidden />
        {t('connectors.check.found', { tables, version })}
      </p>
      {check.lacking.length > 0 && (
        <>
          <p>{t('connectors.check.lacking', { count: check.lacking.length, tables })}</p>
          <Table
            caption={t('connectors.check.rights')}
            columns={columns}
            rows={check.lacking}
            keyOf={(one) => one.table}
          />
        </>
      )}
      {check.remarks.length > 0 && (
        <ul className={styles.remarks}>
          {check.remarks.map((remark) => (
            <li key={remark.key}>{remark.text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
