// Who stands in for whom, and from when until when.

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, post } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { Ask } from './ask.tsx';
import { namesQuery, substitutesQuery } from './query.ts';
import styles from './rights.module.css';

type Substitute = AnswerOf<'/api/accounts/substitutes', 'get'>['substitutes'][number];

function Appoint({ close }: { close: () => void }) {
  const { t } = useText();
  const session = useSession();
  const client = useQueryClient();
  const { done } = useNotices();
  const names = useQuery(namesQuery).data?.names ?? [];
  const [absent, setAbsent] = useState(session.account.id);
  const [substitute, setSubstitute] = useState('');
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const act = async () => {
    await post('/api/accounts/substitutes', {
      body: { absent, substitute, reason, until, ...(from ? { from } : {}) },
    });
    done(t('accounts.stand_in.made'));
    await client.invalidateQueries({ queryKey: ['accounts'] });
  };
  const named = names.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Ask
      title={t('accounts.stand_in.appoint')}
      what={t('accounts.stand_in.what')}
      verb={t('accounts.stand_in.verb')}
      ready={substitute !== '' && reason.trim() !== '' && until !== ''}
      act={act}
      close={close}
    >
      {may(session, 'accounts.roles') && (
        <NativeSelect
          label={t('accounts.stand_in.absent')}
          value={absent}
          onChange={(event) => setAbsent(event.currentTarget.value)}
          data={named}
        />
      )}
      <NativeSelect
        label={t('accounts.stand_in.substitute')}
        value={substitute}
        onChange={(event) => setSubstitute(event.currentTarget.value)}
        data={[
          { value: '', label: t('accounts.stand_in.choose') },
          ...named.filter(({ value }) => value !== absent),
        ]}
      />
      <TextInput
        label={t('accounts.stand_in.reason')}
        description={t('accounts.stand_in.reason_what')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
      />
      <DayField label={t('accounts.access.first_day')} value={from} change={setFrom} />
      <DayField label={t('accounts.access.last_day')} value={until} change={setUntil} />
    </Ask>
  );
}

function End({ one }: { one: Substitute }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done, failed } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      post('/api/accounts/substitutes/{substitute}/end', { path: { substitute: one.number } }),
    onSuccess: () => done(t('accounts.stand_in.ended_now', { name: one.substitute.name })),
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey: ['accounts'] }),
  });
  return (
    <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
      {t('accounts.access.end')}
    </Button>
  );
}

function List({ all }: { all: Substitute[] }) {
  const { t, day } = useText();
  const columns: Column<Substitute>[] = [
    { name: 'absent', head: t('accounts.stand_in.absent'), cell: (one) => one.absent.name },
    {
      name: 'substitute',
      head: t('accounts.stand_in.substitute'),
      cell: (one) => <span className={styles.name}>{one.substitute.name}</span>,
    },
    {
      name: 'time',
      head: t('accounts.access.time'),
      cell: (one) =>
        t('accounts.access.from_until', {
          from: day(new Date(one.from)),
          until: day(new Date(new Date(one.until).getTime() - 1)),
        }),
    },
    {
      name: 'reason',
      head: t('accounts.stand_in.reason'),
      cell: (one) => <span className={styles.reason}>{one.reason}</span>,
    },
    {
      name: 'state',
      head: t('accounts.access.state'),
      cell: (one) =>
        one.in_force ? (
          <Status tone="good">{t('accounts.access.granted')}</Status>
        ) : one.ended_at || new Date(one.until) < new Date() ? (
          <Status tone="quiet">{t('accounts.access.ended')}</Status>
        ) : (
          <Status tone="wait">{t('accounts.access.coming')}</Status>
        ),
    },
    {
      name: 'do',
      head: t('accounts.access.do'),
      cell: (one) => (one.may_end ? <End one={one} /> : null),
      tight: true,
    },
  ];
  return (
    <Table
      caption={t('accounts.stand_in.title')}
      columns={columns}
      rows={all}
      keyOf={(one) => one.number}
    />
  );
}

export function Substitutes() {
  const { t } = useText();
  const query = useQuery(substitutesQuery);
  const [appoints, setAppoints] = useState(false);
  return (
    <section className={styles.section} aria-labelledby="stand-in">
      <div className={styles.head}>
        <h2 id="stand-in" className={styles.heading}>
          {t('accounts.stand_in.title')}
        </h2>
        <Button variant="default" onClick={() => setAppoints(true)}>
          {t('accounts.stand_in.appoint')}
        </Button>
      </div>
      <Loaded from={query}>
        {({ substitutes }) =>
          substitutes.length > 0 ? (
            <List all={substitutes} />
          ) : (
            <Empty
              small
              icon={IconArrowsExchange}
              title={t('accounts.stand_in.none')}
              what={t('accounts.stand_in.none_what')}
            />
          )
        }
      </Loaded>
      {appoints && <Appoint close={() => setAppoints(false)} />}
    </section>
  );
}
