// A person's rows of one table, field by field: what stands there, masked, and a button that shows
// the field in full. Rows that say the same are said once.

import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';

import { reveal, type ShownTable } from './asking.ts';
import styles from './person_table.module.css';
import { wordOfCategory, wordOfClass } from './words.ts';

type Field = ShownTable['fields'][number];

/// Each text once, with how many rows say it; nothing for rows in which nothing stands.
export function told(values: (string | null)[]): [text: string, times: number][] {
  const times = new Map<string, number>();
  for (const value of values) {
    if (value !== null && value !== '') times.set(value, (times.get(value) ?? 0) + 1);
  }
  return [...times];
}

interface FieldLineProps {
  person: string;
  table: ShownTable;
  field: Field;
  at: number;
  reason: string;
}

function FieldLine({ person, table, field, at, reason }: FieldLineProps) {
  const { t } = useText();
  const revealing = useMutation({
    mutationFn: () =>
      reveal(person, { system: table.system, table: table.table, column: field.column }, reason),
  });
  const values = revealing.data
    ? revealing.data.values.map(({ value }) => value)
    : table.shown.map((row) => row.values[at] ?? null);
  const said = told(values);
  const category = wordOfCategory(t, field.category);
  return (
    <div className={styles.field}>
      <dt>
        <span className={styles.name}>{category || field.column}</span>
        {category && category !== field.column && (
          <span className={styles.column}>{field.column}</span>
        )}
        {field.class !== 'ordinary' && field.class !== field.category && (
          <span className={styles.class}>{wordOfClass(t, field.class)}</span>
        )}
      </dt>
      <dd className={styles.values} data-open={revealing.isSuccess || undefined} aria-live="polite">
        {said.length === 0
          ? '–'
          : said.map(([text, times]) => (
              <span key={text} className={styles.value}>
                {text}
                {times > 1 && <span className={styles.times}> ×{times}</span>}
              </span>
            ))}
        {revealing.error && <Failure error={revealing.error} />}
      </dd>
      <dd className={styles.button}>
        {said.length > 0 && !revealing.isSuccess && field.may_reveal && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconEye size={16} aria-hidden />}
            loading={revealing.isPending}
            onClick={() => revealing.mutate()}
            aria-label={t('subjects.person.reveal_field', { field: field.column })}
          >
            {t('subjects.person.reveal')}
          </Button>
        )}
      </dd>
    </div>
  );
}

export function PersonTable({
  person,
  table,
  reason,
}: {
  person: string;
  table: ShownTable;
  reason: string;
}) {
  const { t } = useText();
  return (
    <article className={styles.table} aria-label={`${table.system} ${table.table}`}>
      <div className={styles.head}>
        <h3 className={styles.title}>{table.table}</h3>
        <span className={styles.count}>
          {t('subjects.person.rows', { rows: table.rows })}
          {table.shared > 0 && `, ${t('subjects.person.shared', { rows: table.shared })}`}
          {table.rows > table.shown.length &&
            `, ${t('subjects.person.first', { rows: table.shown.length })}`}
        </span>
      </div>
      {table.fields.length === 0 ? (
        <p className={styles.none}>{t('subjects.person.no_fields')}</p>
      ) : (
        <dl className={styles.fields}>
          {table.fields.map((field, at) => (
            <FieldLine
              key={field.column}
              person={person}
              table={table}
              field={field}
              at={at}
              reason={reason}
            />
          ))}
        </dl>
      )}
    </article>
  );
}
