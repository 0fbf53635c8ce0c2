// One job: how far it is, what came of it, each attempt; stopping it and having it tried again.

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { Facts, hasFacts } from './facts.tsx';
import styles from './jobs.module.css';
import { JobState } from './state.tsx';
import { jobWord } from './today.ts';
import { jobKey, useJob, type WholeJob } from './use_job.ts';

type Try = WholeJob['tries'][number];

const outcomes: Record<string, PlainKey> = {
  done: 'jobs.outcome.done',
  failed: 'jobs.outcome.failed',
  refused: 'jobs.outcome.refused',
  cancelled: 'jobs.outcome.cancelled',
  put_off: 'jobs.outcome.put_off',
  handed_back: 'jobs.outcome.handed_back',
  lost: 'jobs.outcome.lost',
};

function Buttons({ job }: { job: WholeJob }) {
  const { t } = useText();
  const session = useSession();
  const client = useQueryClient();
  const { done, failed } = useNotices();
  const settled = () => client.invalidateQueries({ queryKey: jobKey(job.job) });
  const stop = useMutation({
    mutationFn: () => post('/api/jobs/{job}/cancellation', { path: { job: job.job } }),
    onSuccess: () => done(t('jobs.one.stop_asked')),
    onError: failed,
    onSettled: settled,
  });
  const retry = useMutation({
    mutationFn: () => post('/api/jobs/{job}/retry', { path: { job: job.job } }),
    onSuccess: () => done(t('jobs.one.retried')),
    onError: failed,
    onSettled: settled,
  });
  const live = job.state === 'waiting' || job.state === 'running';
  const put_off = job.state === 'waiting' && job.attempts > 0;
  return (
    <div className={styles.buttons}>
      {live && !job.cancel_asked && may(session, 'jobs.cancel') && (
        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('jobs.one.stop')}
        </Button>
      )}
      {(put_off || (!live && job.state !== 'done')) && may(session, 'jobs.retry') && (
        <Button loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('jobs.one.retry')}
        </Button>
      )}
    </div>
  );
}

function Standing({ job }: { job: WholeJob }) {
  const { t, number } = useText();
  return (
    <dl className={styles.facts}>
      <dt>{t('jobs.recent.state')}</dt>
      <dd>
        <JobState job={job} />
        {job.progress && job.state === 'running' && (
          <span className={styles.note}>{job.progress.what}</span>
        )}
        {job.error && job.state !== 'done' && <p>{job.error.text}</p>}
      </dd>
      <dt>{t('jobs.one.account')}</dt>
      <dd>{job.account}</dd>
      <dt>{t('jobs.one.made')}</dt>
      <dd>
        <Moment at={job.made_at} exact />
      </dd>
      {job.state === 'waiting' && job.not_before && (
        <>
          <dt>{t('jobs.one.not_before')}</dt>
          <dd>
            <Moment at={job.not_before} exact />
          </dd>
        </>
      )}
      {job.ended_at && (
        <>
          <dt>{t('jobs.one.ended')}</dt>
          <dd>
            <Moment at={job.ended_at} exact />
          </dd>
        </>
      )}
      <dt>{t('jobs.one.attempts')}</dt>
      <dd>
        {number(job.attempts)} / {number(job.attempts_most)}
      </dd>
      {hasFacts(job.parameters) && (
        <>
          <dt>{t('jobs.one.parameters')}</dt>
          <dd>
            <Facts kind={job.kind} facts={job.parameters} />
          </dd>
        </>
      )}
      {hasFacts(job.summary) && (
        <>
          <dt>{t('jobs.one.answer')}</dt>
          <dd>
            <Facts kind={job.kind} facts={job.summary ?? {}} />
          </dd>
        </>
      )}
    </dl>
  );
}

function Tries({ tries }: { tries: Try[] }) {
  const { t } = useText();
  const columns: Column<Try>[] = [
    {
      name: 'began',
      head: t('jobs.one.began'),
      cell: (one) => <Moment at={one.began_at} exact />,
      tight: true,
    },
    {
      name: 'ended',
      head: t('jobs.one.ended'),
      cell: (one) => (one.ended_at ? <Moment at={one.ended_at} exact /> : '–'),
      tight: true,
    },
    {
      name: 'outcome',
      head: t('jobs.one.outcome'),
      cell: (one) => {
        const key = outcomes[one.outcome ?? ''];
        return (
          <>
            {key ? t(key) : (one.outcome ?? t('jobs.state.running'))}
            {one.error && <span className={styles.note}>{one.error}</span>}
          </>
        );
      },
    },
  ];
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('jobs.one.tries')}</h2>
      <Table
        caption={t('jobs.one.tries')}
        columns={columns}
        rows={tries}
        keyOf={(one) => one.began_at}
      />
    </section>
  );
}

export default function JobPage() {
  const { t } = useText();
  const { job: number = '' } = useParams({ strict: false }) as { job?: string };
  const query = useJob(number);
  return (
    <Loaded from={query}>
      {(job) => (
        <>
          <PageHead
            title={`${job.job}: ${jobWord(t, job.kind)}`}
            purpose={t('jobs.one.purpose')}
            actions={<Buttons job={job} />}
          />
          <Standing job={job} />
          {job.tries.length > 0 && <Tries tries={job.tries} />}
        </>
      )}
    </Loaded>
  );
}
