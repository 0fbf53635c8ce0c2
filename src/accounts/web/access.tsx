// Roles for a time and substitutes: asked for, decided, ended. Each row has its record.

import { Button, NativeSelect, Textarea } from '@mantine/core';
import { IconClockPlus, IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, post } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status, type Tone } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type PlainKey, type Say, useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { Ask } from './ask.tsx';
import { grantsQuery, namesQuery } from './query.ts';
import styles from './rights.module.css';
import { WhoseData } from './role_fields.tsx';
import { Substitutes } from './substitutes.tsx';
import { all_roles, everybodys, limitsIn, type Role, roles } from './words.ts';

export type Grant = AnswerOf<'/api/accounts/grants', 'get'>['grants'][number];

const states: Record<Grant['state'], [PlainKey, Tone]> = {
  asked: ['accounts.access.asked', 'wait'],
  granted: ['accounts.access.granted', 'good'],
  refused: ['accounts.access.refused', 'bad'],
  withdrawn: ['accounts.access.withdrawn', 'quiet'],
  revoked: ['accounts.access.revoked', 'quiet'],
};

const steps: Record<Grant['state'], PlainKey> = {
  asked: 'accounts.access.asked',
  granted: 'accounts.access.step_granted',
  refused: 'accounts.access.refused',
  withdrawn: 'accounts.access.withdrawn',
  revoked: 'accounts.access.revoked',
};

/// A grant's state in words: one whose time is over, or has not come, is not in force.
export function stateOf(grant: Grant, now: Date): [PlainKey, Tone] {
  if (grant.state !== 'granted' || grant.in_force) return states[grant.state];
  return new Date(grant.from) > now
    ? ['accounts.access.coming', 'wait']
    : ['accounts.access.ended', 'quiet'];
}

function AskFor({ close }: { close: () => void }) {
  const { t } = useText();
  const session = useSession();
  const client = useQueryClient();
  const { done } = useNotices();
  const names = useQuery(namesQuery);
  const [account, setAccount] = useState(session.account.id);
  const [role, setRole] = useState<Role>('handler');
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [whose, setWhose] = useState(everybodys);
  const act = async () => {
    const grant = await post('/api/accounts/grants', {
      body: { account, role, reason, until, ...whose },
    });
    done(t('accounts.access.asked_now', { number: grant.number }));
    await client.invalidateQueries({ queryKey: ['accounts'] });
  };
  return (
    <Ask
      title={t('accounts.access.ask')}
      what={t('accounts.access.ask_what')}
      verb={t('accounts.access.ask_verb')}
      ready={reason.trim() !== '' && until !== ''}
      act={act}
      close={close}
    >
      {may(session, 'accounts.ask') && (
        <NativeSelect
          label={t('accounts.access.for')}
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
          data={(names.data?.names ?? [session.account]).map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
        />
      )}
      <NativeSelect
        label={t('accounts.access.role')}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
        data={all_roles.map((one) => ({ value: one, label: t(roles[one]) }))}
      />
      <Textarea
        label={t('accounts.access.reason')}
        description={t('accounts.access.reason_what')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        autosize
        minRows={2}
      />
      <DayField label={t('accounts.access.last_day')} value={until} change={setUntil} />
      <WhoseData whose={whose} change={setWhose} />
    </Ask>
  );
}

type Verdict = 'grant' | 'refuse' | 'end';

const verbs: Record<Verdict, PlainKey> = {
  grant: 'accounts.access.grant',
  refuse: 'accounts.access.refuse',
  end: 'accounts.access.end',
};

function titleOf(t: Say, how: Verdict, number: string): string {
  if (how === 'grant') return t('accounts.access.grant_title', { number });
  if (how === 'refuse') return t('accounts.access.refuse_title', { number });
  return t('accounts.access.end_title', { number });
}

function Decide({ grant, how, close }: { grant: Grant; how: Verdict; close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [reason, setReason] = useState('');
  const path = { grant: grant.number };
  const act = async () => {
    if (how === 'end') await post('/api/accounts/grants/{grant}/end', { path, body: { reason } });
    else
      await post('/api/accounts/grants/{grant}/decision', {
        path,
        body: { granted: how === 'grant', reason },
      });
    done(t('accounts.access.decided', { number: grant.number }));
    await client.invalidateQueries({ queryKey: ['accounts'] });
  };
  return (
    <Ask
      title={titleOf(t, how, grant.number)}
      what={t('accounts.access.about', {
        name: grant.account.name,
        role: t(roles[grant.role]),
        reason: grant.reason,
      })}
      verb={t(verbs[how])}
      danger={how !== 'grant'}
      ready={reason.trim() !== ''}
      act={act}
      close={close}
    >
      <Textarea
        label={t('accounts.access.why')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        autosize
        minRows={2}
        data-autofocus
      />
    </Ask>
  );
}

function Record({ grant }: { grant: Grant }) {
  const { t } = useText();
  return (
    <>
      <span className={styles.reason}>{grant.reason}</span>
      <ul className={styles.steps}>
        {grant.steps.map((step) => (
          <li key={step.at}>
            {t(steps[step.state])}: {step.by.name}, <Moment at={step.at} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Grants({ grants }: { grants: Grant[] }) {
  const { t, day } = useText();
  const [chosen, setChosen] = useState<[Grant, Verdict]>();
  const button = (grant: Grant, how: Verdict) => (
    <Button size="compact-sm" variant="default" onClick={() => setChosen([grant, how])}>
      {t(verbs[how])}
    </Button>
  );
  const columns: Column<Grant>[] = [
    {
      name: 'who',
      head: t('accounts.access.who'),
      cell: (grant) => (
        <>
          <span className={styles.name}>{grant.account.name}</span>
          <span className={styles.note}>{grant.number}</span>
        </>
      ),
    },
    {
      name: 'role',
      head: t('accounts.access.role'),
      cell: (grant) => (
        <>
          {t(roles[grant.role])}
          <span className={styles.note}>{limitsIn(t, grant)}</span>
        </>
      ),
    },
    {
      name: 'time',
      head: t('accounts.access.time'),
      cell: (grant) =>
        t('accounts.access.from_until', {
          from: day(new Date(grant.from)),
          until: day(new Date(new Date(grant.until).getTime() - 1)),
        }),
    },
    { name: 'why', head: t('accounts.access.reason'), cell: (grant) => <Record grant={grant} /> },
    {
      name: 'state',
      head: t('accounts.access.state'),
      cell: (grant) => {
        const [word, tone] = stateOf(grant, new Date());
        return <Status tone={tone}>{t(word)}</Status>;
      },
    },
    {
      name: 'do',
      head: t('accounts.access.do'),
      cell: (grant) => (
        <span className={styles.buttons}>
          {grant.may_decide && button(grant, 'grant')}
          {grant.may_decide && button(grant, 'refuse')}
          {grant.may_end && !grant.may_decide && button(grant, 'end')}
        </span>
      ),
      tight: true,
    },
  ];
  return (
    <>
      <Table
        caption={t('accounts.access.title')}
        columns={columns}
        rows={grants}
        keyOf={(grant) => grant.number}
      />
      {chosen && <Decide grant={chosen[0]} how={chosen[1]} close={() => setChosen(undefined)} />}
    </>
  );
}

export default function AccessPage() {
  const { t } = useText();
  const query = useQuery(grantsQuery);
  const [asks, setAsks] = useState(false);
  const button = (
    <Button
      leftSection={<IconClockPlus size={17} stroke={1.7} aria-hidden />}
      onClick={() => setAsks(true)}
    >
      {t('accounts.access.ask')}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t('accounts.access.title')}
        purpose={t('accounts.access.purpose')}
        law="GDPR art. 5, 25, 32"
        actions={button}
      />
      <Loaded from={query}>
        {({ grants }) =>
          grants.length > 0 ? (
            <Grants grants={grants} />
          ) : (
            <Empty
              icon={IconUserPlus}
              title={t('accounts.access.none')}
              what={t('accounts.access.none_what')}
            />
          )
        }
      </Loaded>
      <Substitutes />
      {asks && <AskFor close={() => setAsks(false)} />}
    </>
  );
}
