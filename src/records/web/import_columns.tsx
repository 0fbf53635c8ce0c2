// The columns of a file, each with some of its values and the field that it becomes.

import { Select } from '@mantine/core';

import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './import.module.css';
import {
  type Columns,
  chose,
  chosenFor,
  left_out,
  type Mapping,
  type Rule,
} from './import_query.ts';

type One = Columns['columns'][number];

/// What else the mapping says of a column, in words.
function More({ rules, labels }: { rules: Rule[]; labels: Map<string, string> }) {
  const { t } = useText();
  const said = rules.slice(1).map(({ field }) => labels.get(field ?? '') ?? '');
  const [first] = rules;
  if (said.length > 0) said.unshift(t('records.import.also'));
  if (first?.split) said.push(t('records.import.split', { sign: first.split }));
  if (first?.days) said.push(t('records.import.days', { form: first.days }));
  const values = rules.reduce((sum, { values: all }) => sum + Object.keys(all ?? {}).length, 0);
  if (values > 0) said.push(t('records.import.translated', { count: values }));
  return said.length > 0 ? <p className={styles.hint}>{said.join(' ')}</p> : null;
}

interface Props {
  columns: Columns;
  mapping: Mapping;
  change: (mapping: Mapping) => void;
  labels: Map<string, string>;
}

export function ColumnList({ columns, mapping, change, labels }: Props) {
  const { t } = useText();
  const data = [
    { value: left_out, label: t('records.import.left_out') },
    ...columns.fields.map(({ path, label }) => ({ value: path, label })),
  ];
  const shown: Column<One>[] = [
    {
      name: 'column',
      head: t('records.import.column'),
      cell: ({ column }) => <strong>{column}</strong>,
    },
    {
      name: 'values',
      head: t('records.import.values'),
      cell: ({ values }) => (
        <span className={styles.values}>{values.length > 0 ? values.join(' · ') : '–'}</span>
      ),
    },
    {
      name: 'field',
      head: t('records.import.field'),
      cell: ({ column }) => {
        const choice = chosenFor(mapping, column);
        return (
          <>
            <Select
              aria-label={t('records.import.field_of', { column })}
              placeholder={t('records.import.open')}
              searchable
              data={data}
              value={choice || null}
              onChange={(value) => change(chose(mapping, column, value ?? ''))}
            />
            {!choice && <Status tone="wait">{t('records.import.open')}</Status>}
            <More rules={mapping.columns.filter((one) => one.column === column)} labels={labels} />
          </>
        );
      },
    },
  ];
  return (
    <Table
      caption={t('records.import.columns')}
      columns={shown}
      rows={columns.columns}
      keyOf={({ column }) => column}
    />
  );
}
