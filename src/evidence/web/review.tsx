// One review: the sample, entry by entry, each judged by two buttons, and at the end the
// attestation, which can't be taken back.

import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type AnswerOf, get, post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { shortIds } from './ids.ts';
import { monthIn } from './month.ts';
import styles from './review.module.css';
import { wordOfEvent, wordOfUse } from './words.ts';

type Shown = AnswerOf<'/api/evidence/reviews/{review}', 'get'>;
type Review = Shown['review'];
type Sample = Shown['entries'][number];
type Verdict = 'in_order' | 'to_ask';

/// A judgement is put in place here: asking for the sample anew would be one more look in the log.
function useJudging(review: string, entry: string, note: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (verdict: Verdict) =>
      post('/api/evidence/reviews/{review}/entries/{entry}/verdict', {
        path: { review, entry },
        body: { verdict, note },
      }),
    onSuccess: (_, verdict) => {
      client.setQueryData<Shown>(['evidence', 'review', review], (shown) =>
        shown
          ? {
              ...shown,
              entries: shown.entries.map((one) =>
                one.entry.id === entry ? { ...one, verdict } : one,
              ),
            }
          : shown,
      );
      void client.invalidateQueries({ queryKey: ['evidence', 'reviews'] });
    },
  });
}

function Facts({ entry }: { entry: Sample['entry'] }) {
  const { t } = useText();
  const facts: [string, string | null | undefined][] = [
    [t('evidence.page.account'), entry.opened?.name],
    [t('evidence.page.criterion'), entry.opened?.criterion],
    [t('evidence.page.reference'), entry.opened?.reference],
    [t('evidence.page.object'), shortIds(entry.object)],
  ];
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('evidence.page.at')}</dt>
        <dd>
          <Moment at={entry.at} exact />
        </dd>
      </div>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Judgement({ review, sample }: { review: Review; sample: Sample }) {
  const { t } = useText();
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useJudging(review.review, sample.entry.id, note.trim());
  if (!review.own || review.attested_at) return null;
  return (
    <div className={styles.judging}>
      <TextInput
        className={styles.note ?? ''}
        label={t('evidence.review.note')}
        value={note}
        maxLength={1000}
        onChange={(event) => setNote(event.currentTarget.value)}
        autoComplete="off"
      />
      <Button
        variant={sample.verdict === 'in_order' ? 'filled' : 'default'}
        aria-pressed={sample.verdict === 'in_order'}
        loading={isPending}
        onClick={() => mutate('in_order')}
      >
        {t('evidence.review.in_order')}
      </Button>
      <Button
        variant={sample.verdict === 'to_ask' ? 'filled' : 'default'}
        aria-pressed={sample.verdict === 'to_ask'}
        loading={isPending}
        onClick={() => mutate('to_ask')}
      >
        {t('evidence.review.to_ask')}
      </Button>
      {error && <Failure error={error} />}
    </div>
  );
}

function SampleItem({ review, sample }: { review: Review; sample: Sample }) {
  const { t } = useText();
  const { entry, verdict } = sample;
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          {wordOfEvent(t, entry.event)}
          <span className={styles.use}>{wordOfUse(t, entry.use)}</span>
        </h2>
        {verdict && (
          <Status tone={verdict === 'in_order' ? 'good' : 'bad'}>
            {verdict === 'in_order' ? t('evidence.review.in_order') : t('evidence.review.to_ask')}
          </Status>
        )}
      </div>
      <Facts entry={entry} />
      <Judgement review={review} sample={sample} />
    </li>
  );
}

function Attestation({ review, left }: { review: Review; left: number }) {
  const { t } = useText();
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      post('/api/evidence/reviews/{review}/attestation', {
        path: { review: review.review },
        body: { not_superior: sure },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['evidence'] }),
  });
  if (review.attested_at) {
    return (
      <p className={styles.attested}>
        <Status tone="good">{t('evidence.review.attested')}</Status> {review.made_by}{' '}
        <Moment at={review.attested_at} exact />
      </p>
    );
  }
  if (!review.own) return <p className={styles.attested}>{t('evidence.review.others')}</p>;
  return (
    <section className={styles.attestation} aria-label={t('evidence.review.attest')}>
      <p className={styles.left} role="status">
        {t('evidence.review.left', { left })}
      </p>
      <Checkbox
        label={t('evidence.review.not_superior')}
        checked={sure}
        onChange={(event) => setSure(event.currentTarget.checked)}
      />
      {error && <Failure error={error} />}
      <Button mt="md" disabled={!sure || left > 0} loading={isPending} onClick={() => mutate()}>
        {t('evidence.review.attest')}
      </Button>
    </section>
  );
}

function Body({ shown }: { shown: Shown }) {
  const left = shown.entries.filter(({ verdict }) => !verdict).length;
  return (
    <>
      <ol className={styles.entries}>
        {shown.entries.map((sample) => (
          <SampleItem key={sample.entry.id} review={shown.review} sample={sample} />
        ))}
      </ol>
      <Attestation review={shown.review} left={left} />
    </>
  );
}

export default function ReviewPage() {
  const { t, language } = useText();
  const { review } = useParams({ strict: false }) as { review: string };
  const query = useQuery({
    queryKey: ['evidence', 'review', review],
    queryFn: ({ signal }) => get('/api/evidence/reviews/{review}', { path: { review }, signal }),
    staleTime: Infinity, // Each asking is an entry.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const month = query.data?.review.month;
  return (
    <>
      <PageHead
        title={
          month
            ? t('evidence.review.of', { month: monthIn(language, month) })
            : t('evidence.review.title')
        }
        purpose={t('evidence.review.purpose')}
        law="GDPR art. 32.1 d"
        actions={<PageLink to="/evidence/reviews">{t('evidence.review.all')}</PageLink>}
      />
      <Loaded from={query}>{(shown) => <Body shown={shown} />}</Loaded>
    </>
  );
}
