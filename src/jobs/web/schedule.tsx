// What is done again and again: each entry with when next, and a form to set one.

import { Button, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { IconCalendarRepeat } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, erase, get, put } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type PlainKey, type Say, useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './jobs.module.css';
import { factsOf } from './list.tsx';
import { type Recurrence, readRecurrence, weekdays, writeRecurrence } from './recurrence.ts';
import { jobWord } from './today.ts';

type Entry = AnswerOf<'/api/jobs/schedule', 'get'>['entries'][number];

const queryKey = ['jobs', 'schedule'];

const dayNames: Record<(typeof weekdays)[number], PlainKey> = {
  monday: 'jobs.day.monday',
  tuesday: 'jobs.day.tuesday',
  wednesday: 'jobs.day.wednesday',
  thursday: 'jobs.day.thursday',
  friday: 'jobs.day.friday',
  saturday: 'jobs.day.saturday',
  sunday: 'jobs.day.sunday',
};

/// "Every Monday at 02:30", in the person's language.
export function recurrenceInWords(t: Say, text: string): string {
  const read = readRecurrence(text);
  if (!read) return text;
  switch (read.unit) {
    case 'minutes':
      return t('jobs.when.minutes', { count: read.every });
    case 'daily':
      return t('jobs.when.daily', { time: read.time });
    case 'weekly':
      return t('jobs.when.weekly', { day: t(dayNames[read.weekday]), time: read.time });
    case 'monthly':
      return t('jobs.when.monthly', { day: read.day, time: read.time });
  }
}

function Remove({ entry }: { entry: Entry }) {
  const { t } = useText();
  const client = useQueryClient();
  const { undoable, failed } = useNotices();
  const again = () => client.invalidateQueries({ queryKey });
  const { mutate, isPending } = useMutation({
    mutationFn: () => erase('/api/jobs/schedule/{entry}', { path: { entry: entry.name } }),
    onSuccess: () =>
      undoable(t('jobs.schedule.removed', { name: entry.name }), async () => {
        await put('/api/jobs/schedule/{entry}', {
          path: { entry: entry.name },
          body: {
            kind: entry.kind,
            when: entry.when,
            zone: entry.zone,
            parameters: Object.entries(entry.parameters).map(([name, value]) => `${name}=${value}`),
          },
        });
        await again();
      }),
    onError: failed,
    onSettled: again,
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isPending}
      onClick={() => mutate()}
      aria-label={t('jobs.schedule.remove_one', { name: entry.name })}
    >
      {t('jobs.schedule.remove')}
    </Button>
  );
}

function WhenFields({ value, change }: { value: Recurrence; change: (to: Recurrence) => void }) {
  const { t } = useText();
  return (
    <>
      <Select
        label={t('jobs.schedule.how_often')}
        value={value.unit}
        allowDeselect={false}
        onChange={(unit) => change({ ...value, unit: (unit ?? 'daily') as Recurrence['unit'] })}
        data={[
          { value: 'minutes', label: t('jobs.every.minutes') },
          { value: 'daily', label: t('jobs.every.daily') },
          { value: 'weekly', label: t('jobs.every.weekly') },
          { value: 'monthly', label: t('jobs.every.monthly') },
        ]}
      />
      {value.unit === 'minutes' && (
        <NumberInput
          label={t('jobs.schedule.minutes')}
          value={value.every}
          min={1}
          max={1440}
          onChange={(every) => change({ ...value, every: Number(every) || 1 })}
        />
      )}
      {value.unit === 'weekly' && (
        <Select
          label={t('jobs.schedule.weekday')}
          value={value.weekday}
          allowDeselect={false}
          onChange={(day) => change({ ...value, weekday: (day ?? 'monday') as never })}
          data={weekdays.map((day) => ({ value: day, label: t(dayNames[day]) }))}
        />
      )}
      {value.unit === 'monthly' && (
        <NumberInput
          label={t('jobs.schedule.day')}
          description={t('jobs.schedule.day_what')}
          value={value.day}
          min={1}
          max={31}
          onChange={(day) => change({ ...value, day: Number(day) || 1 })}
        />
      )}
      {value.unit !== 'minutes' && (
        <TextInput
          label={t('jobs.schedule.time')}
          type="time"
          required
          value={value.time}
          onChange={(event) => change({ ...value, time: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function SetForm({ kinds, close }: { kinds: string[]; close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [name, setName] = useState('');
  const [kind, setKind] = useState(kinds[0] ?? '');
  const [when, setWhen] = useState<Recurrence>({
    unit: 'daily',
    every: 15,
    weekday: 'monday',
    day: 1,
    time: '02:30',
  });
  const [parameters, setParameters] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      put('/api/jobs/schedule/{entry}', {
        path: { entry: name.trim() },
        body: {
          kind,
          when: writeRecurrence(when),
          parameters: parameters.split(/[\s,]+/).filter(Boolean),
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey });
      done(t('jobs.schedule.set', { name: name.trim() }));
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Select
        label={t('jobs.schedule.kind')}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(value ?? '')}
        data={kinds.map((value) => ({ value, label: jobWord(t, value) }))}
      />
      <TextInput
        label={t('jobs.schedule.name')}
        description={t('jobs.schedule.name_what')}
        required
        pattern="[a-z0-9_\-]{1,60}"
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <WhenFields value={when} change={setWhen} />
      <TextInput
        label={t('jobs.schedule.parameters')}
        description={t('jobs.schedule.parameters_what')}
        value={parameters}
        autoComplete="off"
        onChange={(event) => setParameters(event.currentTarget.value)}
      />
      {error && <Failure error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" loading={isPending}>
          {t('jobs.schedule.save')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('jobs.schedule.back')}
        </Button>
      </div>
    </form>
  );
}

function SetOne() {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const kinds = useQuery({
    queryKey: ['jobs', 'kinds'],
    queryFn: ({ signal }) => get('/api/jobs/kinds', { signal }),
    enabled: open,
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('jobs.schedule.add')}</Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('jobs.schedule.add')}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
      >
        <Loaded from={kinds}>
          {(answer) => <SetForm kinds={answer.kinds} close={() => setOpen(false)} />}
        </Loaded>
      </Modal>
    </>
  );
}

function useColumns(changes: boolean): Column<Entry>[] {
  const { t, number } = useText();
  const columns: Column<Entry>[] = [
    {
      name: 'name',
      head: t('jobs.schedule.name'),
      cell: (entry) => (
        <>
          <strong>{jobWord(t, entry.kind)}</strong>
          <span className={styles.note}>
            {[entry.name, factsOf(entry.parameters)].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
    },
    {
      name: 'when',
      head: t('jobs.schedule.when'),
      cell: (entry) => (
        <>
          {recurrenceInWords(t, entry.when)}
          {entry.skipped > 0 && (
            <span className={styles.note}>
              {t('jobs.schedule.skipped', { count: entry.skipped, shown: number(entry.skipped) })}
            </span>
          )}
        </>
      ),
    },
    {
      name: 'next',
      head: t('jobs.schedule.next'),
      cell: (entry) => <Moment at={entry.next_due} />,
      tight: true,
    },
    {
      name: 'last',
      head: t('jobs.schedule.last'),
      cell: (entry) =>
        entry.last_job ? <PageLink to={`/jobs/${entry.last_job}`}>{entry.last_job}</PageLink> : '–',
      tight: true,
    },
    { name: 'account', head: t('jobs.one.account'), cell: (entry) => entry.account, tight: true },
  ];
  if (changes) {
    columns.push({
      name: 'change',
      head: t('jobs.schedule.change'),
      cell: (entry) => <Remove entry={entry} />,
      tight: true,
    });
  }
  return columns;
}

export default function SchedulePage() {
  const { t } = useText();
  const session = useSession();
  const changes = may(session, 'jobs.schedule');
  const columns = useColumns(changes);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/api/jobs/schedule', { signal }),
  });
  return (
    <>
      <PageHead
        title={t('jobs.schedule.title')}
        purpose={t('jobs.schedule.purpose')}
        actions={changes && <SetOne />}
      />
      <Loaded from={query}>
        {({ entries }) =>
          entries.length > 0 ? (
            <Table
              caption={t('jobs.schedule.title')}
              columns={columns}
              rows={entries}
              keyOf={(entry) => entry.name}
            />
          ) : (
            <Empty
              icon={IconCalendarRepeat}
              title={t('jobs.schedule.none')}
              what={t('jobs.schedule.none_what')}
            />
          )
        }
      </Loaded>
    </>
  );
}
