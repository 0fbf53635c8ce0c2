// What disagrees between paper and data, the gravest first.

import { Button, Menu, Select } from '@mantine/core';
import { JobLine, useJob } from '@room/jobs/web/jobs.ts';
import { IconScale } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { address, post } from '@web/api/client.ts';
import { saveFile } from '@web/api/save_file.ts';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { More } from '@web/components/more.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { CoveragePart } from './coverage.tsx';
import styles from './drift.module.css';
import {
  askedOf,
  coverageQuery,
  driftKey,
  type Filters,
  type Finding,
  listOf,
  type Summary,
  summaryQuery,
} from './query.ts';
import { SeverityOf, severities, severityWord, stateWord, whatWords } from './words.tsx';

const nothing: Filters = { state: '', severity: '', what: '', system: '', activity: '' };

/// A worker asks the systems; the list is read again when it has.
function useCheck() {
  const client = useQueryClient();
  const { failed } = useNotices();
  const [job, setJob] = useState('');
  const { data } = useJob(job, () => void client.invalidateQueries({ queryKey: driftKey }));
  const { mutate, isPending } = useMutation({
    mutationFn: () => post('/api/drift/checks'),
    onSuccess: (made) => setJob(made.job),
    onError: failed,
  });
  const going = isPending || data?.state === 'waiting' || data?.state === 'running';
  return { job: data, going, check: () => mutate() };
}

function useColumns(): Column<Finding>[] {
  const { t } = useText();
  return [
    {
      name: 'severity',
      head: t('drift.list.severity'),
      cell: ({ severity }) => <SeverityOf severity={severity} />,
      tight: true,
    },
    {
      name: 'wrong',
      head: t('drift.list.wrong'),
      cell: ({ finding, wrong, mend }) => (
        <>
          <PageLink to={`/drift/findings/${finding}`}>{wrong}</PageLink>
          <span className={styles.note}>{mend}</span>
        </>
      ),
    },
    {
      name: 'where',
      head: t('drift.list.where'),
      cell: ({ system, record }) => (
        <>
          {system}
          {record && (
            <span className={system ? styles.note : undefined}>
              {record.number} {record.title}
            </span>
          )}
        </>
      ),
    },
  ];
}

function FilterRow({
  filters,
  change,
}: {
  filters: Filters;
  change: (to: Partial<Filters>) => void;
}) {
  const { t, language } = useText();
  const coverage = useQuery(coverageQuery(language));
  const words = whatWords(t);
  const choice = (
    name: keyof Filters,
    label: string,
    all: string,
    data: { value: string; label: string }[],
  ) => (
    <Select
      label={label}
      placeholder={all}
      data={data}
      value={filters[name] || null}
      onChange={(word) => change({ [name]: word ?? '' })}
      clearable
      clearButtonProps={{ 'aria-label': t('web.state.clear') }}
    />
  );
  return (
    <div className={styles.filters}>
      {choice(
        'severity',
        t('drift.list.severity'),
        t('drift.list.all'),
        severities.map((value) => ({ value, label: severityWord(t, value) })),
      )}
      {choice(
        'what',
        t('drift.list.kind'),
        t('drift.list.all'),
        Object.entries(words).map(([value, label]) => ({ value, label })),
      )}
      {choice(
        'system',
        t('drift.list.system'),
        t('drift.list.all'),
        (coverage.data?.systems ?? []).map(({ system }) => ({ value: system, label: system })),
      )}
      {choice(
        'state',
        t('drift.list.state'),
        stateWord(t, 'open'),
        (['accepted', 'mended'] as const).map((value) => ({ value, label: stateWord(t, value) })),
      )}
    </div>
  );
}

function Counts({ summary }: { summary: Summary }) {
  const { t, number } = useText();
  return (
    <div className={styles.counts}>
      {severities.map((severity) => (
        <span key={severity}>
          <strong>{number(summary.open[severity])}</strong>
          {severityWord(t, severity)}
        </span>
      ))}
      {summary.checked_at && (
        <span className={styles.about}>
          {t('drift.list.checked')} <Moment at={summary.checked_at} />
        </span>
      )}
    </div>
  );
}

function Saving({ filters }: { filters: Filters }) {
  const { t } = useText();
  const { failed } = useNotices();
  const save = (format: 'pdf' | 'xlsx') => {
    const query = { format, ...askedOf(filters) };
    saveFile(address('/api/drift/document', { query }), `drift.${format}`).catch(failed);
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default">{t('drift.list.save')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save('pdf')}>PDF</Menu.Item>
        <Menu.Item onClick={() => save('xlsx')}>Excel (XLSX)</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export default function DriftPage() {
  const { t, number, language } = useText();
  const session = useSession();
  const [filters, change] = useAddress(nothing);
  const summary = useQuery(summaryQuery);
  const columns = useColumns();
  const { job, going, check } = useCheck();
  const pages = useInfiniteQuery({
    queryKey: [...driftKey, 'list', filters, language],
    queryFn: ({ pageParam, signal }) => listOf(filters, pageParam, signal),
    initialPageParam: [] as string[],
    getNextPageParam: ({ next }) => (next.length ? next : undefined),
    placeholderData: (before) => before,
  });
  const checking = may(session, 'drift.check') && (
    <Button loading={going} onClick={check}>
      {t('drift.list.check')}
    </Button>
  );
  const narrowed = Object.keys(askedOf(filters)).length > 0;
  const never = summary.data !== undefined && summary.data.checked_at === null;
  return (
    <>
      <PageHead
        title={t('drift.page.title')}
        purpose={t('drift.page.purpose')}
        law="GDPR art. 5.2, 30"
        actions={
          <>
            <Saving filters={filters} />
            {checking}
          </>
        }
      />
      <JobLine job={job} />
      <div className={styles.buttons}>
        <Button
          variant="light"
          renderRoot={(props) => <Link to={'/drift/proposals' as '/'} {...props} />}
        >
          {t('drift.proposals.title')}
        </Button>
        <Button
          variant="light"
          renderRoot={(props) => <Link to={'/drift/links' as '/'} {...props} />}
        >
          {t('drift.links.title')}
        </Button>
      </div>
      {summary.data && !never && <Counts summary={summary.data} />}
      <FilterRow filters={filters} change={change} />
      <Loaded from={pages}>
        {(data) => {
          const findings = data.pages.flatMap((page) => page.findings);
          if (findings.length === 0) {
            return (
              <Empty
                icon={IconScale}
                title={
                  never
                    ? t('drift.list.never')
                    : narrowed
                      ? t('drift.list.none_fit')
                      : t('drift.list.none')
                }
                what={
                  never
                    ? t('drift.list.begin')
                    : narrowed
                      ? t('drift.list.widen')
                      : t('drift.list.agree')
                }
                step={never && checking}
              />
            );
          }
          return (
            <>
              <p className={styles.about} role="status">
                {t('drift.list.count', { count: data.pages[0]?.count ?? findings.length })}
              </p>
              <Table
                caption={t('drift.page.title')}
                columns={columns}
                rows={findings}
                keyOf={(one) => one.finding}
              />
              <More
                query={pages}
                label={t('drift.list.more', { shown: number(findings.length) })}
              />
            </>
          );
        }}
      </Loaded>
      <CoveragePart />
    </>
  );
}
