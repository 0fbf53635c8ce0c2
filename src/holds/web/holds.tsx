// Holds: why a person or a system may not be touched. Those whose day of review has come stand
// first; each ends only when somebody lifts it and says why.

import { Button, Modal, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { systemsQuery } from '@room/connectors/web/connectors.ts';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, get, post } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { ReasonForm } from '@web/components/reason.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './holds.module.css';

type Hold = AnswerOf<'/api/holds', 'get'>['holds'][number];

const queryKey = ['holds'];

function SetForm({ handle, close }: { handle: string; close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const session = useSession();
  const systems = useQuery({ ...systemsQuery, enabled: may(session, 'connectors.list') });
  const [on, setOn] = useState<'person' | 'system'>('person');
  const [person, setPerson] = useState(handle);
  const [system, setSystem] = useState('');
  const [reason, setReason] = useState('');
  const [review, setReview] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      post('/api/holds', {
        body: {
          ...(on === 'person' ? { person: person.trim() } : { system }),
          reason: reason.trim(),
          review_on: review,
        },
      }),
    onSuccess: async (hold) => {
      await client.invalidateQueries({ queryKey });
      done(t('holds.set.done', { hold: hold.number }));
      close();
    },
  });
  const whole = (on === 'person' ? person.trim() : system) && reason.trim() && review;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Radio.Group
        label={t('holds.set.on')}
        value={on}
        onChange={(value) => setOn(value as typeof on)}
      >
        <div className={styles.choice}>
          <Radio value="person" label={t('holds.set.person')} />
          <Radio value="system" label={t('holds.set.system')} />
        </div>
      </Radio.Group>
      {on === 'person' ? (
        <TextInput
          label={t('holds.set.handle')}
          description={t('holds.set.handle_what')}
          placeholder="P-7K3F9Q"
          required
          autoComplete="off"
          spellCheck={false}
          value={person}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
      ) : (
        <Select
          label={t('holds.set.which')}
          required
          value={system || null}
          onChange={(value) => setSystem(value ?? '')}
          data={(systems.data?.systems ?? []).map(({ name }) => name)}
        />
      )}
      <Textarea
        label={t('holds.set.reason')}
        description={t('holds.set.reason_what')}
        required
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DayField label={t('holds.set.review')} value={review} change={setReview} />
      {error && <Failure error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" loading={isPending} disabled={!whole}>
          {t('holds.set.title')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('holds.set.back')}
        </Button>
      </div>
    </form>
  );
}

function LiftForm({ hold, close }: { hold: Hold; close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const path = { hold: hold.number };
  return (
    <ReasonForm
      grave
      what={t('holds.lift.what', { reason: hold.reason })}
      label={t('holds.lift.reason')}
      verb={t('holds.lift.title')}
      act={async (reason) => {
        await post('/api/holds/{hold}/lifting', { path, body: { reason } });
        await client.invalidateQueries({ queryKey });
        done(t('holds.lift.done', path));
      }}
      close={close}
    />
  );
}

function useColumns(lift?: (hold: Hold) => void): Column<Hold>[] {
  const { t, day } = useText();
  const columns: Column<Hold>[] = [
    { name: 'number', head: t('holds.page.number'), cell: (hold) => hold.number, tight: true },
    {
      name: 'on',
      head: t('holds.page.on'),
      cell: (hold) =>
        hold.on === 'person'
          ? t('holds.page.person')
          : t('holds.page.system', { system: hold.system ?? '–' }),
    },
    { name: 'reason', head: t('holds.page.reason'), cell: (hold) => hold.reason },
    {
      name: 'review',
      head: t('holds.page.review'),
      cell: (hold) => (
        <>
          {day(new Date(hold.review_on))}
          {hold.review_due && <Status tone="wait">{t('holds.page.due')}</Status>}
        </>
      ),
      tight: true,
    },
    {
      name: 'set',
      head: t('holds.page.set_by'),
      cell: (hold) => (
        <>
          {hold.set_by}
          <span className={styles.note}>
            <Moment at={hold.set_at} />
          </span>
        </>
      ),
      tight: true,
    },
  ];
  if (lift) {
    columns.push({
      name: 'lift',
      head: t('holds.page.change'),
      cell: (hold) => (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => lift(hold)}
          aria-label={t('holds.lift.one', { hold: hold.number })}
        >
          {t('holds.lift.short')}
        </Button>
      ),
      tight: true,
    });
  }
  return columns;
}

/// A person's page leads here with the handle, which says nothing of the person.
const nothing = { person: '' };

export default function HoldsPage() {
  const { t } = useText();
  const session = useSession();
  const [{ person }, change] = useAddress(nothing);
  const [setting, setSetting] = useState(person !== '' && may(session, 'holds.set'));
  const close = () => {
    setSetting(false);
    change(nothing);
  };
  const [lifted, setLifted] = useState<Hold>();
  const columns = useColumns(may(session, 'holds.lift') ? setLifted : undefined);
  const query = useQuery({ queryKey, queryFn: ({ signal }) => get('/api/holds', { signal }) });
  const set = may(session, 'holds.set') && (
    <Button onClick={() => setSetting(true)}>{t('holds.set.title')}</Button>
  );
  const closing = { 'aria-label': t('web.state.close') };
  return (
    <>
      <PageHead
        title={t('holds.page.title')}
        purpose={t('holds.page.purpose')}
        law="GDPR art. 17.3 e, 18"
        actions={set}
      />
      <Loaded from={query}>
        {({ holds }) =>
          holds.length > 0 ? (
            <Table
              caption={t('holds.page.title')}
              columns={columns}
              rows={holds}
              keyOf={(hold) => hold.number}
            />
          ) : (
            <Empty
              icon={IconHandStop}
              title={t('holds.page.none')}
              what={t('holds.page.none_what')}
            />
          )
        }
      </Loaded>
      <Modal
        opened={setting}
        onClose={close}
        title={t('holds.set.title')}
        closeButtonProps={closing}
      >
        <SetForm handle={person} close={close} />
      </Modal>
      <Modal
        opened={lifted !== undefined}
        onClose={() => setLifted(undefined)}
        title={t('holds.lift.one', { hold: lifted?.number ?? '' })}
        closeButtonProps={closing}
      >
        {lifted && <LiftForm hold={lifted} close={() => setLifted(undefined)} />}
      </Modal>
    </>
  );
}
