// A job that this page has asked for, in one line beside what asked: how far it is, and why it did
// not succeed.

import { PageLink } from '@web/components/link.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './jobs.module.css';
import { JobState } from './state.tsx';
import type { WholeJob } from './use_job.ts';

export function JobLine({ job }: { job: WholeJob | undefined }) {
  const { t } = useText();
  if (!job || job.state === 'done') return null;
  return (
    <div className={styles.line} role="status">
      <span className={styles.state}>
        <JobState job={job} />
      </span>
      {job.error && <span>{job.error.text}</span>}
      <PageLink to={`/jobs/${job.job}`}>{t('jobs.line.show', { job: job.job })}</PageLink>
    </div>
  );
}
