// Carrying out: the extract is made to be read, an approved action is run, watched, stopped, let go
// on or closed. An erasure is run after its number was typed.

import { Button, Group, NativeSelect } from '@mantine/core';
import { post } from '@web/api/client.ts';
import { TypedConfirmation } from '@web/components/confirmation.tsx';
import { Failure } from '@web/components/failure.tsx';
import { Moment } from '@web/components/moment.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { type Language, languages, names } from '@web/text/language.ts';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './actions.module.css';
import type { DecidingProps } from './decisions.tsx';
import { Going } from './going.tsx';
import type { Action, Plan } from './queries.ts';
import { useEvents } from './use_events.ts';
import { whats } from './words.ts';

interface Seen {
  state: Action['state'];
  stopped: boolean;
  job: string | null;
  progress: { what: string; done: number; all: number } | null;
}

const isLive = (job: string | null | undefined) => job === 'waiting' || job === 'running';

/// Rows that were planned and are not in the extract, by table.
function LeftOut({ action }: { action: Action }) {
  const { t } = useText();
  const parts = action.extract?.parts.filter((part) => part.left_out > 0) ?? [];
  const missed = action.extract?.not_reached ?? [];
  if (parts.length + missed.length === 0) return null;
  return (
    <ul className={styles.stop}>
      {parts.map((part) => (
        <li key={`${part.system} ${part.table}`}>
          {t('actions.run.left_out', {
            system: part.system,
            table: part.table,
            rows: part.left_out,
          })}
        </li>
      ))}
      {missed.map((one) => (
        <li key={one.system}>
          {one.system}: {one.text}
        </li>
      ))}
    </ul>
  );
}

/// What it does now, told as it goes on; the action is asked for anew when the job has ended.
function Watching({ action, changed }: DecidingProps) {
  const { t } = useText();
  const seen = useEvents<Seen>(
    `/api/actions/${action.action}/events`,
    'action',
    (now) => !isLive(now.job),
    () => changed(),
  );
  const extract = action.job?.kind === 'actions.extract';
  const waits = (seen?.job ?? action.job?.state) === 'waiting';
  return (
    <Going
      title={
        waits
          ? t('actions.run.waits')
          : extract
            ? t('actions.run.extracting')
            : t('actions.run.running')
      }
      what={extract ? t('actions.run.extracting_what') : t('actions.run.running_what')}
      progress={seen?.progress ?? action.job?.progress ?? null}
    />
  );
}

function linesOf(plan: Plan, t: ReturnType<typeof useText>['t']) {
  const goes = plan.goes.map((one) =>
    t('actions.run.line', {
      system: one.system,
      table: one.table,
      rows: one.rows,
      what: t(whats[one.what]),
    }),
  );
  const stays = plan.stays.map((one) =>
    t('actions.run.stay', { system: one.system, table: one.table, rows: one.rows, why: one.why }),
  );
  return { goes, stays };
}

function useRunning({ action, changed }: DecidingProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async () => {
    await post('/api/actions/{action}/run', {
      path: { action: action.action },
      version: action.version,
    });
    changed();
  };
  const tryRun = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await run();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { run, tryRun, busy, error };
}

function Running(props: DecidingProps) {
  const { t } = useText();
  const { action } = props;
  const [open, setOpen] = useState(false);
  const { run, tryRun, busy, error } = useRunning(props);
  const again = action.state !== 'approved';
  if (action.kind === 'access') {
    return (
      <>
        {error !== undefined && <Failure error={error} />}
        <Button loading={busy} onClick={() => void tryRun()}>
          {t('actions.run.finish')}
        </Button>
      </>
    );
  }
  const { goes, stays } = action.plan ? linesOf(action.plan, t) : { goes: [], stays: [] };
  return (
    <>
      <Button color="red.9" onClick={() => setOpen(true)}>
        {again ? t('actions.run.again') : t('actions.run.erase')}
      </Button>
      <TypedConfirmation
        open={open}
        title={t('actions.run.confirm', { action: action.action })}
        name={action.action}
        goes={goes}
        stays={stays}
        verb={again ? t('actions.run.again') : t('actions.run.erase')}
        act={run}
        close={() => setOpen(false)}
      />
    </>
  );
}

function Extracting({ action, changed }: DecidingProps) {
  const { t, language } = useText();
  const [wanted, setWanted] = useState<Language>(language);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const make = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await post('/api/actions/{action}/extract', {
        path: { action: action.action },
        body: { language: wanted },
      });
      changed();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.making}>
      {error !== undefined && <Failure error={error} />}
      <NativeSelect
        label={t('actions.run.language')}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value as Language)}
        data={languages.map((other) => ({ value: other, label: names[other] }))}
      />
      <Button
        variant={action.extract ? 'default' : 'filled'}
        loading={busy}
        onClick={() => void make()}
      >
        {action.extract ? t('actions.run.extract_again') : t('actions.run.extract')}
      </Button>
    </div>
  );
}

function sentenceOf(action: Action, t: ReturnType<typeof useText>['t']): string | undefined {
  const access = action.kind === 'access';
  if (action.state === 'planned' && access) {
    return action.extract ? t('actions.run.extract_there') : t('actions.run.extract_first');
  }
  if (action.state === 'approved') {
    return access ? t('actions.run.finish_what') : t('actions.run.approved_what');
  }
  if (action.state === 'partly_done') return t('actions.run.partly_what');
  if (action.state === 'running') return t('actions.run.cut_off');
  return undefined;
}

export function Run({ action, changed }: DecidingProps) {
  const { t } = useText();
  const { may, stop, job } = action;
  const live = isLive(job?.state);
  const path = { action: action.action };
  const sentence = live ? undefined : sentenceOf(action, t);
  if (!live && !sentence && !stop) return null;
  return (
    <section className={styles.card} aria-label={t('actions.run.title')}>
      <h2 className={styles.card_title}>{t('actions.run.title')}</h2>
      {stop && (
        <div className={styles.stop} role="note">
          <strong>{t('actions.run.stopped', { name: stop.by })}</strong> <Moment at={stop.at} />
          <p className={styles.said}>{stop.reason}</p>
        </div>
      )}
      {live && <Watching action={action} changed={changed} />}
      {sentence && <p>{sentence}</p>}
      <LeftOut action={action} />
      {!live && job?.error && <p className={styles.quiet}>{job.error}</p>}
      <Group align="flex-end">
        {may.stop && (
          <Reasoned
            label={t('actions.reason.label')}
            description={t('actions.reason.what')}
            title={t('actions.run.stop_title', path)}
            what={t('actions.run.stop_what')}
            verb={t('actions.run.stop')}
            tone="bad"
            act={async (reason) =>
              changed(await post('/api/actions/{action}/stop', { path, body: { reason } }))
            }
          />
        )}
        {may.let_go_on && (
          <Reasoned
            label={t('actions.reason.label')}
            description={t('actions.reason.what')}
            title={t('actions.run.go_on_title', path)}
            what={t('actions.run.go_on_what')}
            verb={t('actions.run.go_on')}
            act={async (reason) =>
              changed(await post('/api/actions/{action}/resumption', { path, body: { reason } }))
            }
          />
        )}
        {may.close && (
          <Reasoned
            label={t('actions.reason.label')}
            description={t('actions.reason.what')}
            title={t('actions.run.close_title', path)}
            what={t('actions.run.close_what')}
            verb={t('actions.run.close')}
            act={async (reason) =>
              changed(await post('/api/actions/{action}/closure', { path, body: { reason } }))
            }
          />
        )}
        {may.extract && <Extracting action={action} changed={changed} />}
        {may.run && <Running action={action} changed={changed} />}
      </Group>
    </section>
  );
}
