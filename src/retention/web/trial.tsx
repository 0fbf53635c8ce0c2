// Trying a rule out: as of another day, with another period. Real counts of the system, and nothing
// is planned.

import { Button, NumberInput, Select, Slider, TextInput } from '@mantine/core';
import { JobLine, useJob } from '@room/jobs/web/jobs.ts';
import { useMutation, useQuery } from '@tanstack/react-query';

import { get, post } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import { By, Figures, Months, Odd } from './counts.tsx';
import { keepText, type Unit, units } from './keep.ts';
import type { WholeRule } from './query.ts';
import styles from './retention.module.css';
import { keepInWords } from './words.ts';

const day_ms = 24 * 3600 * 1000;

/// The day so many days after another, as the server writes it.
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * day_ms).toISOString().slice(0, 10);
}

/// As of which day: a field, and a slider for the two years ahead.
function OnDay({ today, on, change }: { today: string; on: string; change: (on: string) => void }) {
  const { t, day } = useText();
  const ahead = Math.round((Date.parse(on || today) - Date.parse(today)) / day_ms);
  const label = (days: number) => day(new Date(daysAfter(today, days)));
  return (
    <div className={styles.slider}>
      <DayField label={t('retention.trial.on')} value={on} change={change} />
      <Slider
        mt="md"
        mb="xs"
        min={0}
        max={730}
        step={1}
        value={Math.min(Math.max(ahead, 0), 730)}
        onChange={(days) => change(days === 0 ? '' : daysAfter(today, days))}
        label={label}
        thumbLabel={t('retention.trial.on')}
        thumbProps={{ 'aria-valuetext': label(ahead) }}
        marks={[{ value: 365 }, { value: 730 }]}
      />
      <span className={styles.note}>{label(Math.max(ahead, 0))}</span>
    </div>
  );
}

/// `keep`: the period that was asked for, in words.
export function Result({ job, keep }: { job: string; keep: string }) {
  const { t, day } = useText();
  const query = useQuery({
    queryKey: ['retention', 'simulation', job],
    queryFn: ({ signal }) => get('/api/retention/simulations/{job}', { path: { job }, signal }),
  });
  if (query.isError) return <Failure error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return null;
  const found = query.data;
  return (
    <div role="status">
      <p>
        {t('retention.trial.result', { day: day(new Date(found.on)), rows: found.chosen })}
        <span className={styles.note}>{keep}</span>
      </p>
      <Figures found={found} />
      <Odd groups={found.review} />
      <Months months={found.months} />
      <By by={found.by} />
    </div>
  );
}

export function Trial({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  const { keep } = rule.parts;
  const [on, setOn] = useState('');
  const [count, setCount] = useState(keep.count);
  const [unit, setUnit] = useState<Unit>(keep.unit);
  const [by, setBy] = useState('');
  const [job, setJob] = useState('');
  const [asked, setAsked] = useState('');
  const { data } = useJob(job);
  const words = keepInWords(t, {
    ...keep,
    count,
    unit: keep.form === 'period' ? unit : 'years',
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const other = count !== keep.count || unit !== keep.unit;
      return post('/api/retention/rules/{rule}/simulations', {
        path: { rule: rule.rule },
        body: {
          ...(on ? { on } : {}),
          ...(other ? { keep: keepText({ ...keep, count, unit }) } : {}),
          ...(by.trim() ? { by: by.trim() } : {}),
        },
      });
    },
    onSuccess: (made) => {
      setJob(made.job);
      setAsked(words);
    },
  });
  const going = isPending || data?.state === 'waiting' || data?.state === 'running';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <section className={styles.part} aria-labelledby="trial">
      <div className={styles.head}>
        <h2 className={styles.heading} id="trial">
          {t('retention.trial.title')}
        </h2>
      </div>
      <p>{t('retention.trial.purpose')}</p>
      <form onSubmit={submit}>
        <OnDay today={rule.today} on={on} change={setOn} />
        <div className={styles.fields}>
          <NumberInput
            label={
              keep.bound === 'at_least' ? t('retention.trial.least') : t('retention.trial.most')
            }
            value={count}
            min={0}
            max={200}
            onChange={(value) => setCount(Number(value) || 0)}
          />
          {keep.form === 'period' && (
            <Select
              label={t('retention.form.unit')}
              value={unit}
              allowDeselect={false}
              onChange={(value) => setUnit((value ?? 'months') as Unit)}
              data={units(t)}
            />
          )}
          <TextInput
            label={t('retention.trial.by')}
            placeholder="region"
            value={by}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setBy(event.currentTarget.value)}
          />
          <Button type="submit" loading={going}>
            {t('retention.trial.count')}
          </Button>
        </div>
        <p className={styles.note}>{words}</p>
      </form>
      {error && <Failure error={error} />}
      <JobLine job={data} />
      {data?.state === 'done' && <Result job={data.job} keep={asked} />}
    </section>
  );
}
