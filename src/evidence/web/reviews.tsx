// The monthly reviews of the log: which months were looked through, by whom, with what, and the next
// one to draw.

import { Button } from '@mantine/core';
import { IconZoomCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type AnswerOf, get, post } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import { monthIn } from './month.ts';
import styles from './reviews.module.css';

type Review = AnswerOf<'/api/evidence/reviews', 'get'>['reviews'][number];

function Draw({ month }: { month: string }) {
  const { t, language } = useText();
  const navigate = useNavigate();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => post('/api/evidence/reviews', { body: { month } }),
    onSuccess: ({ review }) => navigate({ to: `/evidence/reviews/${review}` as '/' }),
  });
  return (
    <div className={styles.draw}>
      <Button loading={isPending} onClick={() => mutate()}>
        {t('evidence.reviews.draw', { month: monthIn(language, month) })}
      </Button>
      {error && <Failure error={error} />}
    </div>
  );
}

function useColumns(): Column<Review>[] {
  const { t, language, number } = useText();
  return [
    {
      name: 'month',
      head: t('evidence.reviews.month'),
      cell: ({ review, month }) => (
        <PageLink to={`/evidence/reviews/${review}`}>{monthIn(language, month)}</PageLink>
      ),
    },
    { name: 'by', head: t('evidence.reviews.by'), cell: ({ made_by }) => made_by ?? '–' },
    {
      name: 'sample',
      head: t('evidence.reviews.sample'),
      cell: ({ size, population }) =>
        t('evidence.reviews.of', { size: number(size), population: number(population) }),
    },
    {
      name: 'to_ask',
      head: t('evidence.reviews.to_ask'),
      cell: ({ to_ask }) => number(to_ask),
      number: true,
    },
    {
      name: 'state',
      head: t('evidence.reviews.state'),
      cell: ({ attested_at, size, in_order, to_ask }) => (
        <Status tone={attested_at ? 'good' : 'wait'}>
          {attested_at
            ? t('evidence.reviews.attested')
            : t('evidence.reviews.left', { left: size - in_order - to_ask })}
        </Status>
      ),
      tight: true,
    },
  ];
}

export default function ReviewsPage() {
  const { t } = useText();
  const columns = useColumns();
  const query = useQuery({
    queryKey: ['evidence', 'reviews'],
    queryFn: ({ signal }) => get('/api/evidence/reviews', { signal }),
  });
  return (
    <>
      <PageHead
        title={t('evidence.reviews.title')}
        purpose={t('evidence.reviews.purpose')}
        law="GDPR art. 32.1 d"
      />
      <Loaded from={query}>
        {({ reviews, next_month }) => (
          <>
            {next_month && <Draw key={next_month} month={next_month} />}
            {reviews.length > 0 ? (
              <Table
                caption={t('evidence.reviews.title')}
                columns={columns}
                rows={reviews}
                keyOf={({ review }) => review}
              />
            ) : (
              <Empty
                icon={IconZoomCheck}
                title={t('evidence.reviews.none')}
                what={t('evidence.reviews.none_what')}
              />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
