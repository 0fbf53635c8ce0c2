// What would come of a file: how much, what is wrong cell by cell, and what changes.

import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './import.module.css';
import type { Imported } from './import_query.ts';

type Fault = Imported['faults'][number];
type Change = Imported['records'][number];

function Faults({ outcome }: { outcome: Imported }) {
  const { t } = useText();
  const columns: Column<Fault>[] = [
    { name: 'place', head: t('records.import.place'), cell: ({ place }) => place, tight: true },
    {
      name: 'column',
      head: t('records.import.column'),
      cell: ({ column, label }) => column || label || '–',
    },
    { name: 'said', head: t('records.import.said'), cell: ({ said }) => said || '–' },
    { name: 'text', head: t('records.import.wrong'), cell: ({ text }) => text },
  ];
  const { faults, fault_count } = outcome;
  if (faults.length === 0) return null;
  return (
    <>
      <h3 className={styles.title}>{t('records.import.to_mend')}</h3>
      <Table
        caption={t('records.import.to_mend')}
        columns={columns}
        rows={faults}
        keyOf={(fault) => `${fault.row} ${fault.column} ${fault.path} ${fault.key} ${fault.said}`}
      />
      {fault_count > faults.length && (
        <p className={styles.hint}>
          {t('records.import.more', { shown: faults.length, all: fault_count })}
        </p>
      )}
    </>
  );
}

function Changes({ outcome }: { outcome: Imported }) {
  const { t, list } = useText();
  const columns: Column<Change>[] = [
    { name: 'place', head: t('records.import.place'), cell: ({ place }) => place, tight: true },
    {
      name: 'came',
      head: t('records.list.number'),
      cell: ({ number }) => number || t('records.import.new'),
      tight: true,
    },
    { name: 'title', head: t('records.list.title'), cell: ({ title }) => title },
    { name: 'fields', head: t('records.import.fields'), cell: ({ fields }) => list(fields) },
  ];
  const { records } = outcome;
  const all = outcome.new + outcome.changed;
  if (records.length === 0) return null;
  return (
    <>
      <h3 className={styles.title}>{t('records.import.changes')}</h3>
      <Table
        caption={t('records.import.changes')}
        columns={columns}
        rows={records}
        keyOf={({ row, title }) => `${row} ${title}`}
      />
      {all > records.length && (
        <p className={styles.hint}>{t('records.import.more', { shown: records.length, all })}</p>
      )}
    </>
  );
}

export function Outcome({ outcome }: { outcome: Imported }) {
  const { t } = useText();
  return (
    <section aria-label={t('records.import.outcome')}>
      <h2 className={styles.title}>{t('records.import.outcome')}</h2>
      <p className={styles.counts} role="status">
        <Status tone="good">{t('records.import.count_new', { count: outcome.new })}</Status>
        <Status tone="wait">{t('records.import.count_changed', { count: outcome.changed })}</Status>
        <Status tone="quiet">{t('records.import.count_same', { count: outcome.same })}</Status>
        {outcome.wrong > 0 && (
          <Status tone="bad">{t('records.import.count_wrong', { count: outcome.wrong })}</Status>
        )}
      </p>
      <Faults outcome={outcome} />
      <Changes outcome={outcome} />
    </section>
  );
}
