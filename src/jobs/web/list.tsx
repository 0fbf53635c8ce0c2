// The jobs, newest first: what each is, how it is, on what. The list looks again by itself while
// something in it goes on.

import { Select } from '@mantine/core';
import { IconCheckbox } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';

import { type AnswerOf, get } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Moment } from '@web/components/moment.tsx';
import { More } from '@web/components/more.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useText } from '@web/text/texts.tsx';

import styles from './jobs.module.css';
import { JobState, states } from './state.tsx';
import { type Job, jobWord } from './today.ts';

type Answer = AnswerOf<'/api/jobs', 'get'>;

const nothing = { state: '' };
const again_ms = 3_000;

function useJobs(state: string) {
  return useInfiniteQuery({
    queryKey: ['jobs', 'list', state],
    initialPageParam: '',
    getNextPageParam: (page: Answer) => page.next ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      get('/api/jobs', {
        query: {
          limit: 50,
          ...(state ? { state: state as Job['state'] } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) =>
        page.jobs.some((job) => job.state === 'running' || job.state === 'waiting'),
      )
        ? again_ms
        : false,
  });
}

/// "rule former_members, action A-0003": ids and numbers, as the job was asked for.
export function factsOf(facts: Record<string, string>): string {
  return Object.values(facts).filter(Boolean).join(', ');
}

function useColumns(): Column<Job>[] {
  const { t } = useText();
  return [
    {
      name: 'job',
      head: t('jobs.page.job'),
      cell: (job) => <PageLink to={`/jobs/${job.job}`}>{job.job}</PageLink>,
      tight: true,
    },
    {
      name: 'what',
      head: t('jobs.recent.what'),
      cell: (job) => (
        <>
          {jobWord(t, job.kind)}
          <span className={styles.note}>{factsOf(job.parameters)}</span>
        </>
      ),
    },
    {
      name: 'state',
      head: t('jobs.recent.state'),
      cell: (job) => (
        <>
          <JobState job={job} />
          {job.error && job.state !== 'done' && (
            <span className={styles.note}>{job.error.text}</span>
          )}
        </>
      ),
    },
    {
      name: 'at',
      head: t('jobs.recent.at'),
      cell: (job) => <Moment at={job.ended_at ?? job.started_at ?? job.made_at} />,
      tight: true,
    },
  ];
}

export default function JobsPage() {
  const { t } = useText();
  const [{ state }, change] = useAddress(nothing);
  const query = useJobs(state);
  const columns = useColumns();
  const jobs = query.data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <>
      <PageHead
        title={t('jobs.page.title')}
        purpose={t('jobs.page.purpose')}
        actions={<PageLink to="/jobs/schedule">{t('jobs.schedule.title')}</PageLink>}
      />
      <search className={styles.filters} aria-label={t('jobs.page.filter')}>
        <Select
          label={t('jobs.recent.state')}
          value={state}
          onChange={(value) => change({ state: value ?? '' })}
          allowDeselect={false}
          data={[
            { value: '', label: t('jobs.page.all') },
            ...Object.entries(states).map(([value, [, key]]) => ({ value, label: t(key) })),
          ]}
        />
      </search>
      {query.isPending && <TableShape rows={8} />}
      {query.isError && <Failure error={query.error} again={() => void query.refetch()} />}
      {query.isSuccess && jobs.length === 0 && (
        <Empty
          icon={IconCheckbox}
          title={state ? t('jobs.page.none_such') : t('jobs.recent.none')}
          what={state ? t('jobs.page.none_such_what') : t('jobs.recent.none_what')}
        />
      )}
      {jobs.length > 0 && (
        <Table
          caption={t('jobs.page.title')}
          columns={columns}
          rows={jobs}
          keyOf={(job) => job.job}
        />
      )}
      <More query={query} label={t('jobs.page.more')} />
    </>
  );
}
