// Who has what, looked through: the open review line by line, and those that are attested.

import { Button, TextInput } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, get, post } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type PlainKey, type Say, useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { Ask } from './ask.tsx';
import { reviewsQuery } from './query.ts';
import styles from './rights.module.css';
import { roles } from './words.ts';

type Review = AnswerOf<'/api/accounts/reviews/{review}', 'get'>;
type Line = Review['lines'][number];
type Head = AnswerOf<'/api/accounts/reviews', 'get'>['reviews'][number];

const half_a_year_days = 182;

const kinds: Record<Line['kind'], PlainKey> = {
  role: 'accounts.review.role',
  grant: 'accounts.review.grant',
  substitute: 'accounts.review.substitute',
};

function rightOf(t: Say, line: Line): string {
  return line.role ? t(roles[line.role]) : t('accounts.review.all_of_another');
}

function useChange() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['accounts'] });
}

function Keep({ review, line }: { review: string; line: Line }) {
  const { t } = useText();
  const { failed } = useNotices();
  const changed = useChange();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      post('/api/accounts/reviews/{review}/verdicts', {
        path: { review },
        body: { line: line.line, keep: true },
      }),
    onError: failed,
    onSettled: changed,
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isPending}
      onClick={() => mutate()}
      aria-label={t('accounts.review.keep_it', {
        name: line.account.name,
        right: rightOf(t, line),
      })}
    >
      {t('accounts.review.keep')}
    </Button>
  );
}

function Withdraw({ review, line, close }: { review: string; line: Line; close: () => void }) {
  const { t } = useText();
  const { done } = useNotices();
  const changed = useChange();
  const [reason, setReason] = useState('');
  const act = async () => {
    await post('/api/accounts/reviews/{review}/verdicts', {
      path: { review },
      body: { line: line.line, keep: false, reason },
    });
    done(t('accounts.review.withdrawn_now', { name: line.account.name, right: rightOf(t, line) }));
    await changed();
  };
  return (
    <Ask
      title={t('accounts.review.withdraw_title', {
        name: line.account.name,
        right: rightOf(t, line),
      })}
      what={t('accounts.review.withdraw_what')}
      verb={t('accounts.review.withdraw')}
      danger
      ready={reason.trim() !== ''}
      act={act}
      close={close}
    >
      <TextInput
        label={t('accounts.access.why')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        data-autofocus
      />
    </Ask>
  );
}

function Attest({ review, close }: { review: string; close: () => void }) {
  const { t } = useText();
  const { done } = useNotices();
  const changed = useChange();
  const half = new Date(Date.now() + half_a_year_days * 86_400_000).toISOString().slice(0, 10);
  const [next, setNext] = useState(half);
  const act = async () => {
    await post('/api/accounts/reviews/{review}/attestation', {
      path: { review },
      body: { next_on: next },
    });
    done(t('accounts.review.attested_now'));
    await changed();
  };
  return (
    <Ask
      title={t('accounts.review.attest')}
      what={t('accounts.review.attest_what')}
      verb={t('accounts.review.attest_verb')}
      ready={next !== ''}
      act={act}
      close={close}
    >
      <DayField label={t('accounts.review.next')} value={next} change={setNext} />
    </Ask>
  );
}

function Verdict({ line }: { line: Line }) {
  const { t } = useText();
  if (line.kept === null) return <Status tone="wait">{t('accounts.review.open')}</Status>;
  return (
    <>
      <Status tone={line.kept ? 'good' : 'quiet'}>
        {t(line.kept ? 'accounts.review.kept' : 'accounts.review.withdrawn')}
      </Status>
      <span className={styles.note}>
        {line.decided_by?.name}
        {line.reason && `: ${line.reason}`}
      </span>
    </>
  );
}

function Lines({ review }: { review: Review }) {
  const { t } = useText();
  const [gone, setGone] = useState<Line>();
  const open = review.attested_at === null;
  const columns: Column<Line>[] = [
    {
      name: 'who',
      head: t('accounts.access.who'),
      cell: (line) => <span className={styles.name}>{line.account.name}</span>,
    },
    {
      name: 'right',
      head: t('accounts.review.right'),
      cell: (line) => (
        <>
          {rightOf(t, line)}
          <span className={styles.note}>
            {t(kinds[line.kind])}
            {line.number && ` ${line.number}`}
          </span>
        </>
      ),
    },
    {
      name: 'used',
      head: t('accounts.people.used'),
      cell: (line) => (line.used_at ? <Moment at={line.used_at} /> : t('accounts.people.never')),
    },
    {
      name: 'verdict',
      head: t('accounts.review.verdict'),
      cell: (line) => <Verdict line={line} />,
    },
    {
      name: 'do',
      head: t('accounts.access.do'),
      cell: (line) =>
        open &&
        line.may_decide && (
          <span className={styles.buttons}>
            {line.kept === null && <Keep review={review.number} line={line} />}
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setGone(line)}
              aria-label={t('accounts.review.withdraw_it', {
                name: line.account.name,
                right: rightOf(t, line),
              })}
            >
              {t('accounts.review.withdraw')}
            </Button>
          </span>
        ),
      tight: true,
    },
  ];
  return (
    <>
      <Table
        caption={t('accounts.review.title')}
        columns={columns}
        rows={review.lines}
        keyOf={(line) => String(line.line)}
      />
      {gone && <Withdraw review={review.number} line={gone} close={() => setGone(undefined)} />}
    </>
  );
}

function One({ head }: { head: Head }) {
  const { t } = useText();
  const session = useSession();
  const [attests, setAttests] = useState(false);
  const query = useQuery({
    queryKey: ['accounts', 'review', head.number],
    queryFn: ({ signal }) =>
      get('/api/accounts/reviews/{review}', { path: { review: head.number }, signal }),
  });
  return (
    <Loaded from={query}>
      {(review) => {
        const left = review.lines.filter((line) => line.kept === null).length;
        return (
          <>
            <div className={styles.head}>
              <p className={styles.what} role="status">
                {review.attested_by
                  ? t('accounts.review.attested_by', { name: review.attested_by.name })
                  : t('accounts.review.left', { left, all: review.lines.length })}
              </p>
              {!review.attested_at && may(session, 'accounts.review') && (
                <Button disabled={left > 0} onClick={() => setAttests(true)}>
                  {t('accounts.review.attest')}
                </Button>
              )}
            </div>
            <Lines review={review} />
            {attests && <Attest review={review.number} close={() => setAttests(false)} />}
          </>
        );
      }}
    </Loaded>
  );
}

function Earlier({ reviews }: { reviews: Head[] }) {
  const { t, day } = useText();
  const columns: Column<Head>[] = [
    { name: 'number', head: t('accounts.review.number'), cell: (review) => review.number },
    {
      name: 'begun',
      head: t('accounts.review.begun'),
      cell: (review) => (
        <>
          <Moment at={review.begun_at} exact />
          <span className={styles.note}>{review.begun_by.name}</span>
        </>
      ),
    },
    {
      name: 'attested',
      head: t('accounts.review.attested'),
      cell: (review) => review.attested_by?.name ?? t('accounts.review.open'),
    },
    {
      name: 'next',
      head: t('accounts.review.next'),
      cell: (review) => (review.next_on ? day(new Date(`${review.next_on}T12:00:00`)) : ''),
    },
  ];
  return (
    <section className={styles.section} aria-labelledby="earlier">
      <div className={styles.head}>
        <h2 id="earlier" className={styles.heading}>
          {t('accounts.review.all')}
        </h2>
      </div>
      <Table
        caption={t('accounts.review.all')}
        columns={columns}
        rows={reviews}
        keyOf={(review) => review.number}
      />
    </section>
  );
}

function Begin() {
  const { t } = useText();
  const { failed } = useNotices();
  const changed = useChange();
  const { mutate, isPending } = useMutation({
    mutationFn: () => post('/api/accounts/reviews'),
    onError: failed,
    onSettled: changed,
  });
  return (
    <Button loading={isPending} onClick={() => mutate()}>
      {t('accounts.review.begin')}
    </Button>
  );
}

export default function ReviewsPage() {
  const { t } = useText();
  const session = useSession();
  const query = useQuery(reviewsQuery);
  const newest = query.data?.reviews[0];
  const begins = may(session, 'accounts.review') && (!newest || newest.attested_at !== null);
  return (
    <>
      <PageHead
        title={t('accounts.review.title')}
        purpose={t('accounts.review.purpose')}
        law="GDPR art. 24, 32"
        actions={begins && newest && <Begin />}
      />
      <Loaded from={query}>
        {({ reviews }) =>
          reviews[0] ? (
            <>
              <One head={reviews[0]} />
              <Earlier reviews={reviews} />
            </>
          ) : (
            <Empty
              icon={IconListCheck}
              title={t('accounts.review.none')}
              what={t('accounts.review.none_what')}
              step={begins && <Begin />}
            />
          )
        }
      </Loaded>
    </>
  );
}
