// What needs you today: what waits for the person, what the machine did, what happened lately. Each
// room says itself what waits in it (src/ROOM/web/today.ts).

import { Lately } from '@room/evidence/web/evidence.ts';
import { RecentJobs } from '@room/jobs/web/jobs.ts';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Moment } from '@web/components/moment.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { Status } from '@web/components/status.tsx';
import { may, type Session, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import type { Need } from '@web/today.ts';
import { todays } from '@web/todays.ts';
import type { ReactNode } from 'react';

import { useBeginning } from './beginning.ts';
import styles from './overview.module.css';

/// All rooms' needs, the pressing ones first, and what could not be asked.
function useNeeds(session: Session) {
  const { t } = useText();
  const asked = todays.filter((part) => may(session, part.permission));
  const answers = useQueries({ queries: asked.map((part) => part.query) });
  const needs: Need[] = answers.flatMap((answer, at) =>
    answer.data === undefined ? [] : (asked[at]?.needs(answer.data, t) ?? []),
  );
  const urgency = { bad: 0, wait: 1, quiet: 2, good: 3 };
  needs.sort((one, other) => urgency[one.tone] - urgency[other.tone]);
  return {
    needs,
    pending: answers.some((answer) => answer.isPending),
    failed: answers.find((answer) => answer.isError),
  };
}

function NeedLine({ need }: { need: Need }) {
  return (
    <li className={styles.need} data-tone={need.tone}>
      <div className={styles.what}>
        <span>{need.to ? <PageLink to={need.to}>{need.what}</PageLink> : need.what}</span>
        {need.why && <p className={styles.why}>{need.why}</p>}
      </div>
      <div className={styles.side}>
        <Status tone={need.tone}>{need.word}</Status>
        {need.at && <Moment at={need.at} />}
      </div>
    </li>
  );
}

function Needs({ session }: { session: Session }) {
  const { t } = useText();
  const { needs, pending, failed } = useNeeds(session);
  return (
    <>
      {failed && <Failure error={failed.error} again={() => void failed.refetch()} />}
      {needs.length > 0 && (
        <ul className={styles.needs}>
          {needs.map((need) => (
            <NeedLine key={need.id} need={need} />
          ))}
        </ul>
      )}
      {pending && <TableShape rows={2} />}
      {!pending && !failed && needs.length === 0 && (
        <Empty
          icon={IconCircleCheck}
          title={t('overview.page.nothing')}
          what={t('overview.page.nothing_what')}
        />
      )}
    </>
  );
}

function Part({ title, more, children }: { title: string; more?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}

/// How many systems there are, and of how many the map is confirmed.
function Counts() {
  const { t } = useText();
  const { done, all, systems } = useBeginning();
  if (systems === 0) return null;
  return (
    <p className={styles.counts}>
      <PageLink to="/connectors">{t('overview.page.systems', { count: systems })}</PageLink>
      {all > 0 && <span>{t('overview.page.maps', { done, all })}</span>}
    </p>
  );
}

/// The way to the guide, as long as something of the first quarter of an hour is missing.
function Begin() {
  const { t } = useText();
  const { steps, known } = useBeginning();
  const next = steps.findIndex((step) => !step.done);
  if (!known || next < 0) return null;
  return (
    <p className={styles.begin}>
      <span>{t('overview.begin.at', { step: next + 1, all: steps.length })}</span>
      <PageLink to="/overview/begin">{t('overview.begin.open')}</PageLink>
    </p>
  );
}

export default function OverviewPage() {
  const { t, weekday } = useText();
  const session = useSession();
  return (
    <>
      <PageHead
        title={t('overview.page.needs')}
        purpose={weekday(new Date())}
        actions={may(session, 'connectors.list') && <Counts />}
      />
      {may(session, 'connectors.add') && <Begin />}
      <Needs session={session} />
      <div className={styles.parts}>
        {may(session, 'jobs.list') && (
          <Part title={t('overview.page.machine')}>
            <RecentJobs most={5} />
          </Part>
        )}
        {may(session, 'evidence.read') && (
          <Part
            title={t('overview.page.lately')}
            more={<PageLink to="/evidence">{t('overview.page.whole_log')}</PageLink>}
          >
            <Lately most={7} />
          </Part>
        )}
      </div>
    </>
  );
}
