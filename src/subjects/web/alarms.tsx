// Searches that somebody else looks at: what was noticed, why it was searched, and the place to say
// that it is in order or must be followed up. Below, what is noticed at all.

import { Button, Switch, TextInput } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnswerOf, get, post } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './alarms.module.css';
import { Limits } from './limits.tsx';
import { wordOfAlarm } from './words.ts';

type Alarm = AnswerOf<'/api/subjects/alarms', 'get'>['alarms'][number];
type Verdict = 'in_order' | 'to_follow_up';

const waiting = { reviewed: '' };

function Review({ alarm }: { alarm: Alarm }) {
  const { t } = useText();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: (verdict: Verdict) =>
      post('/api/subjects/alarms/{alarm}/review', {
        path: { alarm: alarm.alarm },
        body: { verdict, note: note.trim() },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['subjects', 'alarms'] }),
  });
  if (alarm.own) return <p className={styles.quiet}>{t('subjects.alarms.own')}</p>;
  return (
    <div className={styles.review}>
      <TextInput
        className={styles.note ?? ''}
        label={t('subjects.alarms.note')}
        value={note}
        maxLength={1000}
        onChange={(event) => setNote(event.currentTarget.value)}
        autoComplete="off"
      />
      <Button loading={isPending} onClick={() => mutate('in_order')}>
        {t('subjects.alarms.in_order')}
      </Button>
      <Button variant="default" loading={isPending} onClick={() => mutate('to_follow_up')}>
        {t('subjects.alarms.to_follow_up')}
      </Button>
      {error && <Failure error={error} />}
    </div>
  );
}

function Reviewed({ alarm }: { alarm: Alarm }) {
  const { t } = useText();
  return (
    <p className={styles.reviewed}>
      <Status tone={alarm.verdict === 'in_order' ? 'good' : 'bad'}>
        {alarm.verdict === 'in_order'
          ? t('subjects.alarms.was_in_order')
          : t('subjects.alarms.was_to_follow_up')}
      </Status>{' '}
      <span className={styles.quiet}>
        {alarm.reviewed_by} {alarm.reviewed_at && <Moment at={alarm.reviewed_at} exact />}
      </span>{' '}
      {alarm.note}
    </p>
  );
}

function AlarmItem({ alarm }: { alarm: Alarm }) {
  const { t } = useText();
  return (
    <li className={styles.alarm}>
      <h2 className={styles.title}>{wordOfAlarm(t, alarm.kind)}</h2>
      <dl className={styles.facts}>
        <div>
          <dt>{t('subjects.alarms.who')}</dt>
          <dd>{alarm.account ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('subjects.alarms.at')}</dt>
          <dd>
            <Moment at={alarm.at} exact />
          </dd>
        </div>
        <div>
          <dt>{t('subjects.alarms.reference')}</dt>
          <dd>{alarm.reference}</dd>
        </div>
        <div>
          <dt>{t('subjects.alarms.explanation')}</dt>
          <dd>{alarm.explanation ?? t('subjects.alarms.unexplained')}</dd>
        </div>
      </dl>
      {alarm.verdict ? <Reviewed alarm={alarm} /> : <Review alarm={alarm} />}
    </li>
  );
}

export default function AlarmsPage() {
  const { t } = useText();
  const [{ reviewed }, change] = useAddress(waiting);
  const query = useQuery({
    queryKey: ['subjects', 'alarms', reviewed],
    queryFn: ({ signal }) =>
      get('/api/subjects/alarms', {
        query: reviewed === 'yes' ? { reviewed: 'yes' } : {},
        signal,
      }),
    refetchOnWindowFocus: false, // Each asking is an entry.
  });
  return (
    <>
      <PageHead
        title={t('subjects.alarms.title')}
        purpose={t('subjects.alarms.purpose')}
        law="GDPR art. 32, 39"
      />
      <Switch
        className={styles.switch ?? ''}
        label={t('subjects.alarms.reviewed_too')}
        checked={reviewed === 'yes'}
        onChange={(event) => change({ reviewed: event.currentTarget.checked ? 'yes' : '' })}
      />
      <Loaded from={query}>
        {({ alarms }) =>
          alarms.length > 0 ? (
            <ul className={styles.alarms}>
              {alarms.map((alarm) => (
                <AlarmItem key={alarm.alarm} alarm={alarm} />
              ))}
            </ul>
          ) : (
            <Empty
              icon={IconBellRinging}
              title={t('subjects.alarms.none')}
              what={t('subjects.alarms.none_what')}
            />
          )
        }
      </Loaded>
      <Limits />
    </>
  );
}
