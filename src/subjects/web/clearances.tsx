// Searches on people who work here: who searches and why, and the place for a second person to say
// yes or no. Not for whom: that is between the one who searches and the log.

import { Button, TextInput } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnswerOf, get, post } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './alarms.module.css';

type Clearance = AnswerOf<'/api/subjects/clearances', 'get'>['clearances'][number];

function Decision({ clearance }: { clearance: Clearance }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: (yes: boolean) =>
      post('/api/subjects/clearances/{clearance}/decision', {
        path: { clearance: clearance.clearance },
        body: { yes, note: note.trim() },
      }),
    onSuccess: (_, yes) => {
      done(t(yes ? 'subjects.clearances.given' : 'subjects.clearances.refused'));
      return client.invalidateQueries({ queryKey: ['subjects', 'clearances'] });
    },
  });
  return (
    <div className={styles.review}>
      <TextInput
        className={styles.note ?? ''}
        label={t('subjects.clearances.note')}
        value={note}
        maxLength={1000}
        onChange={(event) => setNote(event.currentTarget.value)}
        autoComplete="off"
      />
      <Button loading={isPending} onClick={() => mutate(true)}>
        {t('subjects.clearances.yes')}
      </Button>
      <Button variant="default" loading={isPending} onClick={() => mutate(false)}>
        {t('subjects.clearances.no')}
      </Button>
      {error && <Failure error={error} />}
    </div>
  );
}

function Waiting({ clearance }: { clearance: Clearance }) {
  const { t } = useText();
  return (
    <li className={styles.alarm}>
      <h2 className={styles.title}>
        {t(
          clearance.kind === 'self'
            ? 'subjects.clearances.of_self'
            : 'subjects.clearances.of_colleague',
          { name: clearance.account ?? '–' },
        )}
      </h2>
      <dl className={styles.facts}>
        <div>
          <dt>{t('subjects.alarms.reference')}</dt>
          <dd>{clearance.reference}</dd>
        </div>
        <div>
          <dt>{t('subjects.alarms.at')}</dt>
          <dd>
            <Moment at={clearance.asked_at} exact />
          </dd>
        </div>
        <div>
          <dt>{t('subjects.clearances.number')}</dt>
          <dd>{clearance.clearance}</dd>
        </div>
      </dl>
      <Decision clearance={clearance} />
    </li>
  );
}

export default function ClearancesPage() {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['subjects', 'clearances'],
    queryFn: ({ signal }) => get('/api/subjects/clearances', { signal }),
    refetchOnWindowFocus: false, // Each asking is an entry.
  });
  return (
    <>
      <PageHead
        title={t('subjects.clearances.title')}
        purpose={t('subjects.clearances.purpose')}
        law="GDPR art. 5(1)(f), 32"
      />
      <Loaded from={query}>
        {({ clearances }) =>
          clearances.length > 0 ? (
            <ul className={styles.alarms}>
              {clearances.map((clearance) => (
                <Waiting key={clearance.clearance} clearance={clearance} />
              ))}
            </ul>
          ) : (
            <Empty
              icon={IconUserCheck}
              title={t('subjects.clearances.none')}
              what={t('subjects.clearances.none_what')}
            />
          )
        }
      </Loaded>
    </>
  );
}
