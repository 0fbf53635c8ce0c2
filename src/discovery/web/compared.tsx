// The map held against the system as it is now: what has changed since it was confirmed, what keeps
// the newest version from being confirmed, and the columns that it leaves out.

import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { post } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import styles from './preflight.module.css';
import type { Comparison } from './queries.ts';

type Change = Comparison['changes'][number];

const plain: Record<Exclude<Change['what'], 'column_retyped'>, PlainKey> = {
  table_new: 'discovery.change.table_new',
  table_gone: 'discovery.change.table_gone',
  column_new: 'discovery.change.column_new',
  column_gone: 'discovery.change.column_gone',
  column_required: 'discovery.change.column_required',
  column_optional: 'discovery.change.column_optional',
};

function Changes({ comparison }: { comparison: Comparison }) {
  const { t } = useText();
  const columns: Column<Change>[] = [
    {
      name: 'table',
      head: t('discovery.compared.table'),
      cell: (one) => <strong>{one.table}</strong>,
    },
    { name: 'column', head: t('discovery.compared.column'), cell: (one) => one.column },
    {
      name: 'what',
      head: t('discovery.compared.what'),
      cell: (one) =>
        one.what === 'column_retyped'
          ? t('discovery.change.column_retyped', { was: one.was, is: one.is })
          : t(plain[one.what]),
    },
  ];
  if (comparison.confirmed === null)
    return <p className={styles.sum}>{t('discovery.compared.none_confirmed')}</p>;
  if (comparison.changes.length === 0)
    return (
      <Empty
        small
        icon={IconCircleCheck}
        title={t('discovery.compared.same')}
        what={t('discovery.compared.same_what', { version: comparison.confirmed })}
      />
    );
  return (
    <>
      <p className={styles.sum}>{t('discovery.compared.propose')}</p>
      <Table
        caption={t('discovery.compared.changes')}
        columns={columns}
        rows={comparison.changes}
        keyOf={(one) => JSON.stringify([one.table, one.column, one.what])}
      />
    </>
  );
}

function Seen({ comparison }: { comparison: Comparison }) {
  const { t, list } = useText();
  return (
    <>
      {comparison.faults.length > 0 && (
        <>
          <h2 className={styles.title}>{t('discovery.compared.faults')}</h2>
          <ul className={styles.plain}>
            {comparison.faults.map((fault) => (
              <li key={fault.text}>{fault.text}</li>
            ))}
          </ul>
        </>
      )}
      <h2 className={styles.title}>{t('discovery.compared.changes')}</h2>
      <Changes comparison={comparison} />
      <h2 className={styles.title}>{t('discovery.compared.left_out')}</h2>
      <p className={styles.sum}>{t('discovery.compared.left_out_what')}</p>
      <ul className={styles.plain}>
        {comparison.left_out.map((one) => (
          <li key={one.table}>
            <strong>{one.table}</strong>: {list(one.columns)}
          </li>
        ))}
      </ul>
    </>
  );
}

export default function Compared({ system }: { system: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['discovery', system, 'compared'],
    queryFn: () => post('/api/datamap/maps/{system}/comparison', { path: { system } }),
    staleTime: Infinity,
    retry: false,
  });
  return (
    <>
      <div className={styles.head}>
        <p className={styles.purpose}>{t('discovery.compared.purpose')}</p>
        <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('discovery.preflight.again')}
        </Button>
      </div>
      <Loaded from={query}>{(comparison) => <Seen comparison={comparison} />}</Loaded>
    </>
  );
}
