// Who sees which class of data for what, and the changes that administrator and DPO make together.

import { Button, NativeSelect, SegmentedControl, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, post } from '@web/api/client.ts';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status, type Tone } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { Ask } from './ask.tsx';
import { fieldsQuery } from './query.ts';
import styles from './rights.module.css';
import { type Cell, classes, type Role, roles, rolesIn, tasks } from './words.ts';

type Change = AnswerOf<'/api/accounts/fields', 'get'>['changes'][number];

const all_tasks = Object.keys(tasks) as Cell['task'][];
const all_classes = Object.keys(classes) as Cell['class'][];
/// The others' work needs no person: the server refuses them.
const with_persons: Role[] = ['coordinator', 'handler', 'approver', 'dpo'];

const states: Record<Change['state'], [PlainKey, Tone]> = {
  asked: ['accounts.fields.asked', 'wait'],
  agreed: ['accounts.fields.agreed', 'good'],
  refused: ['accounts.fields.refused', 'bad'],
};

function AskFor({ close }: { close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [task, setTask] = useState<Cell['task']>('find');
  const [of, setOf] = useState<Cell['class']>('national_id');
  const [role, setRole] = useState<Role>('handler');
  const [allowed, setAllowed] = useState('show');
  const [reason, setReason] = useState('');
  const act = async () => {
    await post('/api/accounts/fields', {
      body: { task, class: of, role, allowed: allowed === 'show', reason },
    });
    done(t('accounts.fields.asked_now'));
    await client.invalidateQueries({ queryKey: ['accounts'] });
  };
  return (
    <Ask
      title={t('accounts.fields.ask')}
      what={t('accounts.fields.ask_what')}
      verb={t('accounts.fields.ask_verb')}
      ready={reason.trim() !== ''}
      act={act}
      close={close}
    >
      <NativeSelect
        label={t('accounts.fields.task')}
        value={task}
        onChange={(event) => setTask(event.currentTarget.value as Cell['task'])}
        data={all_tasks.map((one) => ({ value: one, label: t(tasks[one]) }))}
      />
      <NativeSelect
        label={t('accounts.fields.class')}
        value={of}
        onChange={(event) => setOf(event.currentTarget.value as Cell['class'])}
        data={all_classes.map((one) => ({ value: one, label: t(classes[one]) }))}
      />
      <NativeSelect
        label={t('accounts.access.role')}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
        data={with_persons.map((one) => ({ value: one, label: t(roles[one]) }))}
      />
      <SegmentedControl
        aria-label={t('accounts.fields.becomes')}
        value={allowed}
        onChange={setAllowed}
        data={[
          { value: 'show', label: t('accounts.fields.shown') },
          { value: 'mask', label: t('accounts.fields.masked') },
        ]}
      />
      <Textarea
        label={t('accounts.access.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        autosize
        minRows={2}
      />
    </Ask>
  );
}

function Decide({ change }: { change: Change }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done, failed } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: (agreed: boolean) =>
      post('/api/accounts/fields/{change}/decision', {
        path: { change: change.number },
        body: { agreed },
      }),
    onSuccess: () => done(t('accounts.access.decided', { number: change.number })),
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey: ['accounts'] }),
  });
  return (
    <span className={styles.buttons}>
      <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate(true)}>
        {t('accounts.fields.agree')}
      </Button>
      <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate(false)}>
        {t('accounts.access.refuse')}
      </Button>
    </span>
  );
}

function Changes({ changes }: { changes: Change[] }) {
  const { t } = useText();
  const columns: Column<Change>[] = [
    {
      name: 'what',
      head: t('accounts.fields.change'),
      cell: (change) => (
        <>
          {t(change.allowed ? 'accounts.fields.would_show' : 'accounts.fields.would_mask', {
            role: t(roles[change.role]),
            class: t(classes[change.class]),
            task: t(tasks[change.task]),
          })}
          <span className={styles.note}>{change.reason}</span>
        </>
      ),
    },
    {
      name: 'asked',
      head: t('accounts.fields.asked_by'),
      cell: (change) => (
        <>
          {change.asked_by.name}
          <span className={styles.note}>
            <Moment at={change.asked_at} />
          </span>
        </>
      ),
    },
    {
      name: 'state',
      head: t('accounts.access.state'),
      cell: (change) => (
        <>
          <Status tone={states[change.state][1]}>{t(states[change.state][0])}</Status>
          <span className={styles.note}>{change.decided_by?.name}</span>
        </>
      ),
    },
    {
      name: 'do',
      head: t('accounts.access.do'),
      cell: (change) => (change.may_decide ? <Decide change={change} /> : null),
      tight: true,
    },
  ];
  return (
    <section className={styles.section} aria-labelledby="changes">
      <div className={styles.head}>
        <h2 id="changes" className={styles.heading}>
          {t('accounts.fields.changes')}
        </h2>
      </div>
      <Table
        caption={t('accounts.fields.changes')}
        columns={columns}
        rows={changes}
        keyOf={(change) => change.number}
      />
    </section>
  );
}

function Policy({ policy }: { policy: Cell[] }) {
  const { t } = useText();
  const columns: Column<Cell['task']>[] = [
    {
      name: 'task',
      head: t('accounts.fields.task'),
      cell: (task) => <span className={styles.name}>{t(tasks[task])}</span>,
    },
    ...all_classes.map((of) => ({
      name: of,
      head: t(classes[of]),
      cell: (task: Cell['task']) => {
        const cell = policy.find((one) => one.task === task && one.class === of);
        if (!cell) return null;
        return (
          <>
            {rolesIn(t, cell.roles) || t('accounts.fields.nobody')}
            {!cell.as_shipped && (
              <span className={styles.note}>{t('accounts.fields.own_decision')}</span>
            )}
          </>
        );
      },
    })),
  ];
  return (
    <Table
      caption={t('accounts.fields.title')}
      columns={columns}
      rows={all_tasks}
      keyOf={(task) => task}
    />
  );
}

export default function FieldsPage() {
  const { t } = useText();
  const session = useSession();
  const query = useQuery(fieldsQuery);
  const [asks, setAsks] = useState(false);
  return (
    <>
      <PageHead
        title={t('accounts.fields.title')}
        purpose={t('accounts.fields.purpose')}
        law="GDPR art. 5, 25, 87"
        actions={
          may(session, 'accounts.fields') && (
            <Button onClick={() => setAsks(true)}>{t('accounts.fields.ask')}</Button>
          )
        }
      />
      <Loaded from={query}>
        {({ policy, changes }) => (
          <>
            <Policy policy={policy} />
            {changes.length > 0 && <Changes changes={changes} />}
          </>
        )}
      </Loaded>
      {asks && <AskFor close={() => setAsks(false)} />}
    </>
  );
}
