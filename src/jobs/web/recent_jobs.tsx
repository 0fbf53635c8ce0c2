// What the machine has worked on: the last jobs, and how each ended.

import { Progress } from '@mantine/core';
import { IconCheckbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { Status, type Tone } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import { type Job, jobsQuery, jobWord } from './today.ts';

const states: Record<string, [Tone, PlainKey]> = {
  waiting: ['quiet', 'jobs.state.waiting'],
  running: ['wait', 'jobs.state.running'],
  done: ['good', 'jobs.state.done'],
  failed: ['bad', 'jobs.state.failed'],
  refused: ['bad', 'jobs.state.refused'],
  cancelled: ['quiet', 'jobs.state.cancelled'],
};

function State({ job }: { job: Job }) {
  const { t, number } = useText();
  const [tone, key] = states[job.state] ?? ['quiet', undefined];
  const { progress } = job;
  if (job.state === 'running' && progress && progress.all > 0) {
    const part = (100 * progress.done) / progress.all;
    return (
      <>
        <Progress value={part} aria-label={t('jobs.state.running')} size="sm" mb={4} />
        {number(progress.done)} / {number(progress.all)}
      </>
    );
  }
  return <Status tone={tone}>{key ? t(key) : job.state}</Status>;
}

export function RecentJobs({ most }: { most: number }) {
  const { t } = useText();
  const query = useQuery(jobsQuery);
  const columns: Column<Job>[] = [
    { name: 'what', head: t('jobs.recent.what'), cell: (job) => jobWord(t, job.kind) },
    {
      name: 'state',
      head: t('jobs.recent.state'),
      cell: (job) => <State job={job} />,
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
