// Having a map proposed: the button, how far the worker is, and how it ended.

import { Button, Progress } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '@web/api/client.ts';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';
import { useEffect, useRef } from 'react';

import { hasEnded, knownAfter } from './ending.ts';
import styles from './map_page.module.css';
import { isLive, type Job, useProposalJob } from './queries.ts';

const sample_rows = 1000;

export function usePropose(system: string) {
  const client = useQueryClient();
  const notices = useNotices();
  return useMutation({
    mutationFn: () =>
      post('/api/discovery/proposals/{system}', {
        path: { system },
        body: { sample_rows, anew: false },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['discovery', system, 'job'] }),
    onError: notices.failed,
  });
}

export function Propose({ system, again }: { system: string; again?: boolean }) {
  const { t } = useText();
  const propose = usePropose(system);
  const job = useProposalJob(system);
  return (
    <Button
      variant={again ? 'default' : 'filled'}
      leftSection={again ? undefined : <IconSparkles size={18} stroke={1.7} aria-hidden />}
      loading={propose.isPending || (job.data ? isLive(job.data) : false)}
      onClick={() => propose.mutate()}
    >
      {again ? t('discovery.propose.again') : t('discovery.propose.first')}
    </Button>
  );
}

function Bar({ job }: { job: Job }) {
  const { t, number } = useText();
  const { progress } = job;
  const known = progress && progress.all > 0;
  return (
    <div className={styles.progress} role="status">
      <p>
        {job.state === 'waiting' ? t('discovery.propose.waits') : t('discovery.propose.runs')}
        {known && ` ${number(progress.done)} / ${number(progress.all)}`}
      </p>
      <Progress
        value={known ? (100 * progress.done) / progress.all : 100}
        animated={!known}
        aria-label={t('discovery.propose.runs')}
        size="sm"
      />
    </div>
  );
}

/// What the worker says when it is done: in how much of what was looked.
function useSaidAtTheEnd(system: string, job: Job | null | undefined) {
  const { t } = useText();
  const client = useQueryClient();
  const notices = useNotices();
  const known = useRef<string | undefined>(undefined);
  useEffect(() => {
    const ended = hasEnded(known.current, job);
    known.current = knownAfter(known.current, job);
    if (!ended || !job) return;
    void client.invalidateQueries({ queryKey: ['datamap'] });
    void client.invalidateQueries({ queryKey: ['discovery', system] });
    if (job.state !== 'done' || !job.summary) return;
    const { stored, rows, sampled, tables } = job.summary;
    notices.done(
      stored === 'no'
        ? t('discovery.propose.nothing_new')
        : t('discovery.propose.done', {
            sampled: Number(sampled),
            rows: Number(rows),
            tables: Number(tables),
          }),
    );
  }, [job, client, system, notices, t]);
}

export function ProposalProgress({ system, job }: { system: string; job: Job | null | undefined }) {
  const { t } = useText();
  useSaidAtTheEnd(system, job);
  if (!job) return null;
  if (isLive(job)) return <Bar job={job} />;
  if (job.state === 'done' || job.state === 'cancelled') return null;
  return (
    <div className={styles.waiting} role="alert">
      <p>
        {t('discovery.propose.failed')} {job.error?.text}
      </p>
    </div>
  );
}
