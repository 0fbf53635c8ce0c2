// Whether what the map wants can be done in the system, column by column: asked of its catalogue and
// of Ombud's rights there, before anything is erased.

import { Button } from '@mantine/core';
import { eraseWords } from '@room/datamap/web/datamap.ts';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { post } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Status, type Tone } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import styles from './preflight.module.css';
import type { Preflight } from './queries.ts';

type Grade = Preflight['tables'][number]['grade'];
type Finding = Preflight['tables'][number]['findings'][number];

const grades: Record<Grade, [Tone, PlainKey]> = {
  ready: ['good', 'discovery.grade.ready'],
  care: ['wait', 'discovery.grade.care'],
  kept: ['quiet', 'discovery.grade.kept'],
  blocked: ['bad', 'discovery.grade.blocked'],
};

function GradeWord({ grade }: { grade: Grade }) {
  const { t } = useText();
  const [tone, key] = grades[grade];
  return <Status tone={tone}>{t(key)}</Status>;
}

function Findings({ all }: { all: Finding[] }) {
  return all.map((one) => (
    <p key={one.text} className={styles.finding}>
      {one.text}
    </p>
  ));
}

interface Line {
  key: string;
  name: string;
  whole: boolean; // Of the table, not of one of its columns.
  grade: Grade;
  what: string;
  findings: Finding[];
}

function Graded({ preflight }: { preflight: Preflight }) {
  const { t } = useText();
  const lines = preflight.tables.flatMap((table): Line[] => [
    {
      key: table.table,
      name: table.table,
      whole: true,
      grade: table.grade,
      what: table.rows_go ? t('discovery.review.rows_go') : t('discovery.review.rows_stay'),
      findings: table.findings,
    },
    ...table.fields
      .filter((field) => !table.rows_go || field.findings.length > 0)
      .map((field) => ({
        key: JSON.stringify([table.table, field.column]),
        name: field.column,
        whole: false,
        grade: field.grade,
        what: table.rows_go ? '' : t(eraseWords[field.erase]),
        findings: field.findings,
      })),
  ]);
  const columns: Column<Line>[] = [
    {
      name: 'name',
      head: t('discovery.preflight.name'),
      cell: (line) =>
        line.whole ? (
          <strong>{line.name}</strong>
        ) : (
          <span className={styles.column}>{line.name}</span>
        ),
    },
    { name: 'what', head: t('discovery.preflight.what'), cell: (line) => line.what },
    {
      name: 'grade',
      head: t('discovery.preflight.grade'),
      cell: (line) => <GradeWord grade={line.grade} />,
      tight: true,
    },
    {
      name: 'why',
      head: t('discovery.preflight.why'),
      cell: (line) => <Findings all={line.findings} />,
    },
  ];
  const count = (grade: Grade) => preflight.fields[grade] ?? 0;
  return (
    <>
      <p className={styles.sum}>
        {preflight.confirmed
          ? t('discovery.preflight.of_confirmed', { version: preflight.version })
          : t('discovery.preflight.of_proposed', { version: preflight.version })}{' '}
        {t('discovery.preflight.sum', {
          ready: count('ready'),
          care: count('care'),
          kept: count('kept'),
          blocked: count('blocked'),
        })}
      </p>
      {lines.length > 0 ? (
        <Table
          caption={t('discovery.view.preflight')}
          columns={columns}
          rows={lines}
          keyOf={(line) => line.key}
        />
      ) : (
        <Empty
          icon={IconCircleCheck}
          title={t('discovery.preflight.none')}
          what={t('discovery.preflight.none_what')}
        />
      )}
    </>
  );
}

export default function PreflightPart({ system }: { system: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['discovery', system, 'preflight'],
    queryFn: () => post('/api/discovery/preflights/{system}', { path: { system } }),
    staleTime: Infinity,
    retry: false,
  });
  return (
    <>
      <div className={styles.head}>
        <p className={styles.purpose}>{t('discovery.preflight.purpose')}</p>
        <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('discovery.preflight.again')}
        </Button>
      </div>
      <Loaded from={query}>{(preflight) => <Graded preflight={preflight} />}</Loaded>
    </>
  );
}
