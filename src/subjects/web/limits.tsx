// What is noticed, and when somebody must wait: whoever watches over searches sets it.

import { Button, Checkbox, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnswerOf, get, put } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './limits.module.css';

type Values = AnswerOf<'/api/subjects/limits', 'get'>;
type Number = Exclude<keyof Values, 'free_days'>;

const queryKey = ['subjects', 'limits'];

function Form({ now }: { now: Values }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [wanted, setWanted] = useState(now);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => put('/api/subjects/limits', { body: wanted }),
    onSuccess: () => {
      done(t('subjects.limits.kept'));
      return client.invalidateQueries({ queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const field = (name: Number, label: string, most: number) => (
    <NumberInput
      label={label}
      value={wanted[name]}
      min={0}
      max={most}
      allowDecimal={false}
      hideControls
      onChange={(value) => setWanted({ ...wanted, [name]: typeof value === 'number' ? value : 0 })}
    />
  );
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.fields}>
        {field('searches_an_hour', t('subjects.limits.an_hour'), 1_000_000)}
        {field('searches_without_action', t('subjects.limits.without_action'), 1_000_000)}
        {field('first_hour', t('subjects.limits.first_hour'), 23)}
        {field('last_hour', t('subjects.limits.last_hour'), 24)}
      </div>
      <Checkbox
        label={t('subjects.limits.free_days')}
        checked={wanted.free_days}
        onChange={(event) => setWanted({ ...wanted, free_days: event.currentTarget.checked })}
      />
      {error && <Failure error={error} />}
      <div>
        <Button type="submit" variant="default" loading={isPending}>
          {t('subjects.limits.keep')}
        </Button>
      </div>
    </form>
  );
}

export function Limits() {
  const { t } = useText();
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/api/subjects/limits', { signal }),
  });
  return (
    <section className={styles.limits} aria-labelledby="limits">
      <h2 id="limits" className={styles.title}>
        {t('subjects.limits.title')}
      </h2>
      <p className={styles.what}>{t('subjects.limits.what')}</p>
      <Loaded from={query}>{(now) => <Form now={now} />}</Loaded>
    </section>
  );
}
