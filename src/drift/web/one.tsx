// One finding: what is wrong, where it lies, what mends it, and what became of it.

import { Button, Modal, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type Say, useText } from '@web/text/texts.tsx';
import { type FormEvent, type ReactNode, useState } from 'react';

import styles from './drift.module.css';
import { driftKey, type Finding, findingQuery } from './query.ts';
import { SeverityOf, stateWord, whatWords } from './words.tsx';

type Turn = NonNullable<Finding['turns']>[number];

const longest = 2000;

function turnWord(t: Say, what: Turn['what']): string {
  return {
    found: t('drift.turn.found'),
    accepted: t('drift.turn.accepted'),
    reopened: t('drift.turn.reopened'),
    graver: t('drift.turn.graver'),
    back: t('drift.turn.back'),
    mended: t('drift.turn.mended'),
  }[what];
}

/// A button and the dialog that it opens.
function Asked(props: {
  title: string;
  variant: string;
  children: (close: () => void) => ReactNode;
}) {
  const { title, variant, children } = props;
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title={title}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
        size="lg"
      >
        {children(close)}
      </Modal>
    </>
  );
}

function Accept({ finding, close }: { finding: Finding; close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      post('/api/drift/findings/{finding}/acceptance', {
        path: { finding: finding.finding },
        body: { reason: reason.trim(), until },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: driftKey });
      done(t('drift.one.accepted', { finding: finding.finding }));
      close();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <p>{t('drift.one.accept_what')}</p>
      <Textarea
        label={t('drift.one.why')}
        required
        maxLength={longest}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <DayField label={t('drift.one.until')} required value={until} change={setUntil} />
      {error && <Failure error={error} />}
      <Button type="submit" disabled={!reason.trim() || !until} loading={isPending}>
        {t('drift.one.accept')}
      </Button>
    </form>
  );
}

function AddLines({ finding, close }: { finding: Finding; close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { undoable } = useNotices();
  const [activity, setActivity] = useState(finding.activities[0]?.number ?? '');
  const [necessity, setNecessity] = useState('');
  const [period, setPeriod] = useState('');
  const [reason, setReason] = useState('');
  const periods = useQuery({
    queryKey: ['records', 'processing', 'retention_period', 'choices'],
    queryFn: ({ signal }) =>
      post('/api/processing/{kind}/lists', {
        path: { kind: 'retention_period' },
        body: { limit: 200, order: 'title', descending: false, archived: false },
        signal,
      }),
  });
  const again = () => {
    void client.invalidateQueries({ queryKey: driftKey });
    void client.invalidateQueries({ queryKey: ['records'] });
  };
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      post('/api/drift/findings/{finding}/lines', {
        path: { finding: finding.finding },
        body: {
          activity,
          reason: reason.trim(),
          ...(necessity.trim() ? { necessity: necessity.trim() } : {}),
          ...(period ? { period } : {}),
        },
      }),
    onSuccess: ({ change }) => {
      again();
      undoable(t('drift.one.added', { activity }), async () => {
        await post('/api/processing/{kind}/changes/{change}/undo', {
          path: { kind: 'activity', change: change ?? '' },
          body: { reason: t('drift.one.undone') },
        });
        again();
      });
      close();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <p>{t('drift.one.lines_what')}</p>
      <Select
        label={t('drift.one.activity')}
        required
        allowDeselect={false}
        data={finding.activities.map(({ number, title }) => ({
          value: number,
          label: `${number} ${title}`,
        }))}
        value={activity}
        onChange={(number) => setActivity(number ?? '')}
      />
      <Textarea
        label={t('drift.one.necessity')}
        description={t('drift.one.necessity_what')}
        maxLength={longest}
        autosize
        value={necessity}
        onChange={(event) => setNecessity(event.currentTarget.value)}
      />
      <Select
        label={t('drift.one.period')}
        description={t('drift.one.period_what')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('web.state.clear') }}
        data={(periods.data?.records ?? []).map(({ number, title }) => ({
          value: number,
          label: `${number} ${title}`,
        }))}
        value={period || null}
        onChange={(number) => setPeriod(number ?? '')}
      />
      <Textarea
        label={t('drift.one.why')}
        required
        maxLength={longest}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error && <Failure error={error} />}
      <Button type="submit" disabled={!reason.trim() || !activity} loading={isPending}>
        {t('drift.one.add_lines')}
      </Button>
    </form>
  );
}

function Steps({ finding }: { finding: Finding }) {
  const { t } = useText();
  const session = useSession();
  const client = useQueryClient();
  const accepting = may(session, 'drift.accept') && finding.state !== 'mended';
  return (
    <div className={styles.buttons}>
      {finding.lines && may(session, 'drift.propose') && (
        <Asked title={t('drift.one.add_lines')} variant="filled">
          {(close) => <AddLines finding={finding} close={close} />}
        </Asked>
      )}
      {finding.page && (
        <Button
          variant={finding.lines ? 'default' : 'filled'}
          renderRoot={(props) => <Link to={finding.page as '/'} {...props} />}
        >
          {t('drift.one.go')}
        </Button>
      )}
      {accepting && (
        <Asked title={t('drift.one.accept')} variant="default">
          {(close) => <Accept finding={finding} close={close} />}
        </Asked>
      )}
      {accepting && finding.state === 'accepted' && (
        <Reasoned
          title={t('drift.one.reopen')}
          label={t('drift.one.why')}
          verb={t('drift.one.reopen')}
          act={async (reason) => {
            await post('/api/drift/findings/{finding}/reopening', {
              path: { finding: finding.finding },
              body: { reason },
            });
            await client.invalidateQueries({ queryKey: driftKey });
          }}
        />
      )}
    </div>
  );
}

function Facts({ finding }: { finding: Finding }) {
  const { t, number, day } = useText();
  const { evidence } = finding;
  const facts: [string, ReactNode][] = [
    [t('drift.list.severity'), <SeverityOf key="severity" severity={finding.severity} />],
    [t('drift.list.state'), stateWord(t, finding.state)],
    [t('drift.list.kind'), whatWords(t)[finding.what]],
    [t('drift.one.law'), finding.law],
  ];
  if (finding.accepted_until)
    facts.push([t('drift.one.until'), day(new Date(finding.accepted_until))]);
  if (finding.system)
    facts.push([
      t('drift.list.system'),
      <PageLink key="system" to={`/connectors/one/${finding.system}`}>
        {finding.system}
      </PageLink>,
    ]);
  if (finding.record)
    facts.push([
      t('drift.one.record'),
      <PageLink key="record" to={`/processing/${finding.record.kind}/${finding.record.number}`}>
        {`${finding.record.number} ${finding.record.title}`}
      </PageLink>,
    ]);
  if (evidence.categories.length > 0)
    facts.push([
      t('drift.one.data'),
      `${evidence.categories.map(({ label }) => label).join(', ')} (${evidence.class_label})`,
    ]);
  if (evidence.places.length > 0) {
    const more = evidence.places_all - evidence.places.length;
    facts.push([
      t('drift.one.places'),
      <span key="places" className={styles.places}>
        {evidence.places.join(', ')}
        {more > 0 && ` ${t('drift.one.more_places', { count: more })}`}
      </span>,
    ]);
  }
  if (evidence.rows !== null)
    facts.push([
      t('drift.one.rows'),
      evidence.of === null
        ? number(evidence.rows)
        : t('drift.one.rows_of', { rows: number(evidence.rows), of: number(evidence.of) }),
    ]);
  if (evidence.sampled !== null && evidence.there !== null)
    facts.push([
      t('drift.one.looked'),
      t('drift.one.rows_of', { rows: number(evidence.sampled), of: number(evidence.there) }),
    ]);
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export default function FindingPage() {
  const { t, language } = useText();
  const number = decodeURIComponent(useLocation().pathname.split('/').at(-1) ?? '');
  const finding = useQuery(findingQuery(number, language));
  return (
    <Loaded from={finding}>
      {(one) => (
        <>
          <PageHead title={`${one.finding} ${whatWords(t)[one.what]}`} purpose={one.wrong} />
          <p>{one.mend}</p>
          <Steps finding={one} />
          <Facts finding={one} />
          {one.activities.length > 0 && (
            <section className={styles.part}>
              <h2 className={styles.heading}>{t('drift.one.activities')}</h2>
              <ul>
                {one.activities.map((activity) => (
                  <li key={activity.number}>
                    <PageLink to={`/processing/activity/${activity.number}`}>
                      {`${activity.number} ${activity.title}`}
                    </PageLink>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section className={styles.part}>
            <h2 className={styles.heading}>{t('drift.one.turns')}</h2>
            <ul>
              {(one.turns ?? []).map((turn) => (
                <li key={`${turn.at} ${turn.what}`}>
                  <Moment at={turn.at} /> {turnWord(t, turn.what)}
                  {turn.by && `, ${turn.by}`}
                  {turn.reason && `: ${turn.reason}`}
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </Loaded>
  );
}
