// One rule: what it means, how it stands, what it takes, what contradicts it, its text.

import { Button, Group as Row } from '@mantine/core';
import { JobLine, useJob } from '@room/jobs/web/jobs.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import { get, post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { Status } from '@web/components/status.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { Figures, Months, Odd } from './counts.tsx';
import { CutOffs, Exceptions, Words } from './meaning.tsx';
import { Plan } from './plan.tsx';
import { ruleQuery, rulesKey, type WholeRule } from './query.ts';
import { Removal } from './removal.tsx';
import styles from './retention.module.css';
import { RuleText } from './rule_text.tsx';
import { RuleState } from './state.tsx';
import { Trial } from './trial.tsx';
import { scheduleInWords } from './words.ts';

function Meaning({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  return (
    <section aria-label={t('retention.meaning.title')}>
      <Words parts={rule.parts} />
      <dl className={styles.facts}>
        <dt>{t('retention.meaning.because')}</dt>
        <dd>{rule.parts.because.join('; ')}</dd>
        {rule.parts.law && (
          <>
            <dt>{t('retention.meaning.law')}</dt>
            <dd>{rule.parts.law}</dd>
          </>
        )}
        <dt>{t('retention.meaning.version')}</dt>
        <dd>
          {rule.version}, <Moment at={rule.made_at} /> ({rule.made_by})
        </dd>
      </dl>
      <Exceptions parts={rule.parts} />
      <CutOffs cutOffs={rule.cut_offs} />
    </section>
  );
}

/// Whether the rule may approve its usual runs: somebody else than its writer decides so.
function Standing({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  const session = useSession();
  const client = useQueryClient();
  const { done } = useNotices();
  const path = { rule: rule.rule };
  const settled = (after: WholeRule) => {
    client.setQueryData(ruleQuery(rule.rule).queryKey, after);
    return client.invalidateQueries({ queryKey: rulesKey });
  };
  if (!may(session, 'retention.standing') || rule.parts.then === 'review') return null;
  if (rule.mine) return <p className={styles.note}>{t('retention.standing.mine')}</p>;
  return (
    <Row gap="xs" mt="xs">
      {(!rule.standing || rule.standing.ended) && (
        <Reasoned
          small
          title={t('retention.standing.let')}
          verb={t('retention.standing.let')}
          label={t('retention.reason.label')}
          description={t('retention.reason.what')}
          what={t('retention.standing.let_what')}
          act={async (reason) => {
            const body = { reason };
            await settled(await post('/api/retention/rules/{rule}/standing', { path, body }));
            done(t('retention.standing.stands'));
          }}
        />
      )}
      {rule.standing && (
        <Reasoned
          small
          title={t('retention.standing.end')}
          verb={t('retention.standing.end')}
          label={t('retention.reason.label')}
          description={t('retention.reason.what')}
          what={t('retention.standing.end_what')}
          act={async (reason) => {
            const body = { reason };
            await settled(await post('/api/retention/rules/{rule}/standing-end', { path, body }));
            done(t('retention.standing.ended'));
          }}
        />
      )}
    </Row>
  );
}

function Runs({ rule }: { rule: WholeRule }) {
  const { t, day, number } = useText();
  return (
    <section className={styles.part} aria-labelledby="runs">
      <div className={styles.head}>
        <h2 className={styles.heading} id="runs">
          {t('retention.runs.title')}
        </h2>
      </div>
      <dl className={styles.facts}>
        <dt>{t('retention.page.approval')}</dt>
        <dd>
          <RuleState rule={rule} />
          {rule.standing && !rule.standing.ended && (
            <span className={styles.note}>
              {t('retention.standing.by', { name: rule.standing.decided_by })}
            </span>
          )}
          <Standing rule={rule} />
        </dd>
        {rule.waiting && (
          <>
            <dt>{t('retention.runs.waiting')}</dt>
            <dd>
              <PageLink to={`/actions/${rule.waiting.action}`}>{rule.waiting.action}</PageLink>{' '}
              {t('retention.runs.persons', { count: rule.waiting.chosen })}
              {rule.waiting.waits && <span className={styles.note}>{rule.waiting.waits.text}</span>}
            </dd>
          </>
        )}
        <dt>{t('retention.page.next')}</dt>
        <dd>
          {rule.next_look && `${day(new Date(rule.next_look))}, `}
          {scheduleInWords(t, rule.parts.schedule)}
        </dd>
        <dt>{t('retention.runs.looks')}</dt>
        <dd>
          {rule.looks.length === 0 && t('retention.runs.never')}
          {rule.looks.map(
            (look) =>
              look && (
                <span key={look.at} className={styles.note}>
                  <Moment at={look.at} />: {number(look.chosen)}{' '}
                  {look.action && <PageLink to={`/actions/${look.action}`}>{look.action}</PageLink>}
                </span>
              ),
          )}
        </dd>
      </dl>
    </section>
  );
}

function Due({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  const client = useQueryClient();
  const session = useSession();
  const { failed } = useNotices();
  const [job, setJob] = useState('');
  const { data } = useJob(job, () => void client.invalidateQueries({ queryKey: rulesKey }));
  const { mutate, isPending } = useMutation({
    mutationFn: () => post('/api/retention/rules/{rule}/counts', { path: { rule: rule.rule } }),
    onSuccess: (made) => setJob(made.job),
    onError: failed,
  });
  const going = isPending || data?.state === 'waiting' || data?.state === 'running';
  const { counted } = rule;
  return (
    <section className={styles.part} aria-labelledby="due">
      <div className={styles.head}>
        <h2 className={styles.heading} id="due">
          {t('retention.due.title')}
        </h2>
        {may(session, 'retention.simulate') && (
          <Button variant="default" loading={going} onClick={() => mutate()}>
            {t('retention.page.count')}
          </Button>
        )}
      </div>
      <JobLine job={data} />
      {counted ? (
        <>
          <p>
            {t('retention.due.counted')} <Moment at={counted.made_at} />
          </p>
          <Figures found={counted} />
          <Odd groups={counted.review} />
          <Months months={counted.months} />
        </>
      ) : (
        <p>{t('retention.due.not_counted')}</p>
      )}
    </section>
  );
}

function Checked({ job }: { job: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['retention', 'check', job],
    queryFn: ({ signal }) => get('/api/retention/checks/{job}', { path: { job }, signal }),
    staleTime: Number.POSITIVE_INFINITY, // Each look is an entry of the log.
  });
  if (query.isError) return <Failure error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return null;
  return query.data.review.length > 0 ? (
    <Odd groups={query.data.review} />
  ) : (
    <p role="status">
      <Status tone="good">{t('retention.check.none')}</Status>
    </p>
  );
}

function Check({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  const session = useSession();
  const { failed } = useNotices();
  const [job, setJob] = useState('');
  const { data } = useJob(job);
  const { mutate, isPending } = useMutation({
    mutationFn: () => post('/api/retention/rules/{rule}/checks', { path: { rule: rule.rule } }),
    onSuccess: (made) => setJob(made.job),
    onError: failed,
  });
  if (!may(session, 'retention.check')) return null;
  const going = isPending || data?.state === 'waiting' || data?.state === 'running';
  return (
    <section className={styles.part} aria-labelledby="check">
      <div className={styles.head}>
        <h2 className={styles.heading} id="check">
          {t('retention.check.title')}
        </h2>
        <Button variant="default" loading={going} onClick={() => mutate()}>
          {t('retention.check.look')}
        </Button>
      </div>
      <p>{t('retention.check.purpose')}</p>
      <JobLine job={data} />
      {data?.state === 'done' && <Checked job={data.job} />}
    </section>
  );
}

export default function RulePage() {
  const { t } = useText();
  const session = useSession();
  const { rule: name = '' } = useParams({ strict: false }) as { rule?: string };
  const query = useQuery(ruleQuery(name));
  return (
    <Loaded from={query}>
      {(rule) => (
        <>
          <PageHead
            title={t('retention.one.heading', { rule: rule.rule })}
            purpose={t('retention.one.purpose')}
            law="GDPR art. 5.1 e"
            actions={
              <>
                {may(session, 'retention.remove') && <Removal rule={rule} />}
                {may(session, 'retention.plan') && <Plan rule={rule} />}
              </>
            }
          />
          <Meaning rule={rule} />
          <Runs rule={rule} />
          <Due rule={rule} />
          {may(session, 'retention.simulate') && <Trial rule={rule} />}
          <Check rule={rule} />
          <RuleText key={rule.version} rule={rule} />
        </>
      )}
    </Loaded>
  );
}
