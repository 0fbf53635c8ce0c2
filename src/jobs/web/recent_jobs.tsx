// What the machine has worked on: the last jobs, and how each ended.

import { IconCheckbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import { JobState } from './state.tsx';
import { type Job, jobsQuery, jobWord } from './today.ts';

export function RecentJobs({ most }: { most: number }) {
  const { t } = useText();
  const query = useQuery(jobsQuery);
  const columns: Column<Job>[] = [
    {
      name: 'what',
      head: t('jobs.recent.what'),
      cell: (job) => <PageLink to={`/jobs/${job.job}`}>{jobWord(t, job.kind)}</PageLink>,
    },
    {
      name: 'state',
      head: t('jobs.recent.state'),
      cell: (job) => <JobState job={job} />,
      tight: true,
    },
    {
      name: 'at',
      head: t('jobs.recent.at'),
      cell: (job) => <Moment at={job.ended_at ?? job.started_at ?? job.made_at} />,
      tight: true,
    },
  ];
  return (
    <Loaded from={query} shape={<TableShape rows={3} />}>
      {({ jobs }) =>
        jobs.length > 0 ? (
          <Table
            caption={t('jobs.recent.caption')}
            columns={columns}
            rows={jobs.slice(0, most)}
            keyOf={(job) => job.job}
          />
        ) : (
          <Empty
            small
            icon={IconCheckbox}
            title={t('jobs.recent.none')}
            what={t('jobs.recent.none_what')}
          />
        )
      }
    </Loaded>
  );
}
