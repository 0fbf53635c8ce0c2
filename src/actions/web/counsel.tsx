// What the data protection officer says of an action: shown to everybody who decides on it.

import { Button, NativeSelect, Textarea } from '@mantine/core';
import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Moment } from '@web/components/moment.tsx';
import { Status } from '@web/components/status.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './actions.module.css';
import type { DecidingProps } from './decisions.tsx';
import type { Action } from './queries.ts';
import { stances } from './words.ts';

type Opinion = Action['opinions'][number];

function Advising({ action, changed }: DecidingProps) {
  const { t } = useText();
  const [stance, setStance] = useState<Opinion['stance']>('no_objection');
  const [opinion, setOpinion] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const now = await post('/api/actions/{action}/opinions', {
        path: { action: action.action },
        body: { stance, opinion: opinion.trim() },
      });
      setOpinion('');
      changed(now);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.advising} onSubmit={(event) => void submit(event)}>
      <NativeSelect
        label={t('actions.counsel.stance')}
        value={stance}
        onChange={(event) => setStance(event.currentTarget.value as Opinion['stance'])}
        data={(Object.keys(stances) as Opinion['stance'][]).map((value) => ({
          value,
          label: t(stances[value][1]),
        }))}
      />
      <Textarea
        label={t('actions.counsel.text')}
        description={t('actions.counsel.text_what')}
        value={opinion}
        onChange={(event) => setOpinion(event.currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={2}
      />
      {error !== undefined && <Failure error={error} />}
      <div>
        <Button type="submit" variant="default" disabled={!opinion.trim()} loading={busy}>
          {t('actions.counsel.give')}
        </Button>
      </div>
    </form>
  );
}

export function Counsel({ action, changed }: DecidingProps) {
  const { t } = useText();
  if (action.opinions.length === 0 && !action.may.advise) return null;
  return (
    <section className={styles.card} aria-label={t('actions.counsel.title')}>
      <h2 className={styles.card_title}>{t('actions.counsel.title')}</h2>
      {action.opinions.map((opinion) => {
        const [tone, key] = stances[opinion.stance];
        return (
          <div key={`${opinion.at} ${opinion.by}`} className={styles.opinion}>
            <Status tone={tone}>{t(key)}</Status>
            <span className={styles.quiet}>
              {opinion.by}, <Moment at={opinion.at} />
            </span>
            <p className={styles.said}>{opinion.text}</p>
          </div>
        );
      })}
      {action.may.advise && <Advising action={action} changed={changed} />}
    </section>
  );
}
