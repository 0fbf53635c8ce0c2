// What somebody is to do about a record, and until when.

import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { get, post, put } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { Status } from '@web/components/status.tsx';
import { useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import { of, type Task } from './query.ts';
import styles from './records.module.css';
import talk from './talk.module.css';
import { type AtProps, type TalkProps, useAgain } from './talk.tsx';

const today = () => new Date().toLocaleDateString('sv-SE');

/// Until when, as a word with a sign.
export function Until({ due_on, done_at }: Pick<Task, 'due_on' | 'done_at'>) {
  const { t, day } = useText();
  if (done_at) return <Status tone="good">{t('records.task.is_done')}</Status>;
  if (!due_on) return <Status tone="quiet">{t('records.task.open')}</Status>;
  const until = day(new Date(due_on));
  if (due_on < today()) return <Status tone="bad">{t('records.task.late', { day: until })}</Status>;
  return <Status tone="wait">{t('records.task.until', { day: until })}</Status>;
}

interface GiveProps {
  at: AtProps;
  task?: Task;
  close: () => void;
}

/// A new task, or another owner and day for one.
function GiveForm({ at, task, close }: GiveProps) {
  const { t } = useText();
  const again = useAgain();
  const [what, setWhat] = useState('');
  const [owner, setOwner] = useState(task?.owner.id ?? '');
  const [due, setDue] = useState(task?.due_on ?? '');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const accounts = useQuery({
    queryKey: ['accounts', 'names'],
    queryFn: ({ signal }) => get('/api/accounts/names', { signal }),
  });
  const path = { kind: at.kind, number: at.number };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || (!task && what.trim() === '')) return;
    setBusy(true);
    try {
      if (task) {
        await put(of(at.room, '/api/processing/{kind}/{number}/tasks/{task}'), {
          path: { ...path, task: task.number },
          body: { owner, due_on: due },
        });
      } else {
        await post(of(at.room, '/api/processing/{kind}/{number}/tasks'), {
          path,
          body: { what, due_on: due, ...(owner ? { owner } : {}) },
        });
      }
      await again();
      close();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <form className={talk.give} onSubmit={(event) => void send(event)} noValidate>
      {!task && (
        <TextInput
          label={t('records.task.what')}
          required
          maxLength={500}
          value={what}
          onChange={(event) => setWhat(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <Select
        label={t('records.task.owner')}
        description={task ? undefined : t('records.task.owner_else')}
        searchable
        data={(accounts.data?.names ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={owner || null}
        onChange={(id) => setOwner(id ?? '')}
      />
      <DayField label={t('records.task.due')} value={due} change={setDue} />
      {error !== undefined && <Failure error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" loading={busy} disabled={!task && what.trim() === ''}>
          {t(task ? 'records.form.save' : 'records.task.give')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('records.form.back')}
        </Button>
      </div>
    </form>
  );
}

function TaskSteps({ task }: { task: Task }) {
  const { t, day } = useText();
  const words = {
    given: t('records.task.step_given'),
    changed: t('records.task.step_changed'),
    done: t('records.task.step_done'),
    reopened: t('records.task.step_reopened'),
  };
  if (task.steps.length < 2) return null;
  return (
    <details className={styles.hint}>
      <summary>{t('records.task.steps')}</summary>
      <ol className={styles.values}>
        {task.steps.map((step) => (
          <li key={step.at + step.what}>
            {[
              `${day(new Date(step.at))} ${step.by}: ${words[step.what]}`,
              step.what === 'changed' &&
                [step.owner, step.due_on && day(new Date(step.due_on))].filter(Boolean).join(', '),
              step.note,
            ]
              .filter(Boolean)
              .join(' – ')}
          </li>
        ))}
      </ol>
    </details>
  );
}

interface TaskProps extends TalkProps {
  task: Task;
  change: () => void;
}

function One({ at, mayEdit, task, change }: TaskProps) {
  const { t } = useText();
  const session = useSession();
  const again = useAgain();
  const path = { kind: at.kind, number: at.number, task: task.number };
  const mine = [task.owner.name, task.made_by].includes(session?.account.name ?? '');
  return (
    <li className={talk.task}>
      <div className={talk.what}>
        <strong>{task.number}</strong> {task.what}
        <div className={styles.hint}>
          {t('records.task.has', { name: task.owner.name, giver: task.made_by })}
        </div>
        <TaskSteps task={task} />
      </div>
      <div className={talk.side}>
        <Until {...task} />
        {(mine || mayEdit) &&
          (task.done_at ? (
            <Reasoned
              small
              title={`${t('records.task.reopen')}: ${task.number}`}
              label={t('records.one.reason')}
              verb={t('records.task.reopen')}
              act={async (reason) => {
                await post(of(at.room, '/api/processing/{kind}/{number}/tasks/{task}/reopening'), {
                  path,
                  body: { reason },
                });
                await again();
              }}
            />
          ) : (
            <>
              <Reasoned
                small
                optional
                title={`${t('records.task.finish')}: ${task.number}`}
                label={t('records.task.note')}
                verb={t('records.task.finish')}
                act={async (note) => {
                  await post(
                    of(at.room, '/api/processing/{kind}/{number}/tasks/{task}/completion'),
                    { path, body: { note } },
                  );
                  await again();
                }}
              />
              <Button size="compact-sm" variant="default" onClick={change}>
                {t('records.task.change')}
              </Button>
            </>
          ))}
      </div>
    </li>
  );
}

export function Tasks({ at, mayEdit }: TalkProps) {
  const { t } = useText();
  const [open, setOpen] = useState<Task | 'new'>();
  const close = () => setOpen(undefined);
  const tasks = useQuery({
    queryKey: ['records', at.room, at.kind, at.number, 'tasks'],
    queryFn: ({ signal }) =>
      get(of(at.room, '/api/processing/{kind}/{number}/tasks'), {
        path: { kind: at.kind, number: at.number },
        signal,
      }),
  });
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks" className={styles.title}>
        {t('records.task.title')}
      </h2>
      <Loaded from={tasks}>
        {(data) =>
          data.tasks.length > 0 && (
            <ul className={talk.tasks}>
              {data.tasks.map((task) => (
                <One
                  key={task.id}
                  at={at}
                  mayEdit={mayEdit}
                  task={task}
                  change={() => setOpen(task)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Button variant="default" onClick={() => setOpen('new')}>
        {t('records.task.new')}
      </Button>
      <Modal
        opened={open !== undefined}
        onClose={close}
        title={
          open === 'new' || !open
            ? t('records.task.new')
            : `${t('records.task.change')}: ${open.number}`
        }
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
      >
        {open && <GiveForm at={at} {...(open === 'new' ? {} : { task: open })} close={close} />}
      </Modal>
    </section>
  );
}
