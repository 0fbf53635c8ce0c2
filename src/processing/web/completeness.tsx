// How far the whole record has come, point by point, and its activities, those with most missing
// first.

import { Switch } from '@mantine/core';
import { IconFilePlus, IconListCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';

import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { More } from '@web/components/more.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useText } from '@web/text/texts.tsx';

import styles from './derived.module.css';
import { completeness, type ScoreLine, type ScoreName, type Whole } from './query.ts';
import { Shares } from './score.tsx';

const nothing = { lacking: '' };
const scores: ScoreName[] = ['eight_points', 'article_30_1', 'article_30_2'];

function useColumns(): Column<ScoreLine>[] {
  const { t, number } = useText();
  const share = ({ complete, of }: { complete: number; of: number }) =>
    t('processing.score.of', { count: complete, all: of });
  return [
    {
      name: 'number',
      head: t('processing.completeness.number'),
      cell: (line) => line.number,
      tight: true,
    },
    {
      name: 'title',
      head: t('processing.completeness.activity'),
      cell: (line) => (
        <PageLink to={`/processing/activity/${line.number}`} className={styles.name}>
          {line.title}
        </PageLink>
      ),
    },
    {
      name: 'state',
      head: t('processing.completeness.state'),
      cell: (line) => line.state_label,
      tight: true,
    },
    {
      name: 'eight',
      head: t('processing.score.eight_points'),
      cell: (line) => share(line.eight_points),
      number: true,
    },
    {
      name: 'article',
      head: t('processing.score.article'),
      cell: (line) => share(line.article_30),
      number: true,
    },
    {
      name: 'missing',
      head: t('processing.completeness.missing'),
      cell: (line) => number(line.missing),
      number: true,
    },
  ];
}

function Progress({ whole }: { whole: Whole }) {
  const { t } = useText();
  return (
    <>
      <p>
        {t('processing.completeness.sum', {
          all: whole.activities,
          eight: whole.complete.eight_points,
          article: whole.complete.article_30,
        })}
      </p>
      <div className={styles.shares}>
        {scores
          .map((name) => ({ name, points: whole.points.filter(({ score }) => score === name) }))
          .filter(({ points }) => points.length > 0)
          .map(({ name, points }) => (
            <Shares key={name} name={name} points={points} />
          ))}
      </div>
    </>
  );
}

export default function Completeness() {
  const { t, language, number } = useText();
  const [{ lacking }, change] = useAddress(nothing);
  const columns = useColumns();
  const pages = useInfiniteQuery({
    queryKey: ['records', 'processing', 'completeness', 'all', lacking, language],
    queryFn: ({ pageParam, signal }) => completeness(lacking !== '', pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHead
        title={t('processing.completeness.title')}
        purpose={t('processing.completeness.purpose')}
        law="GDPR art. 30"
      />
      <Loaded from={pages}>
        {(data) => {
          const whole = data.pages[0];
          if (!whole || whole.activities === 0) {
            return (
              <Empty
                icon={IconFilePlus}
                title={t('processing.completeness.none')}
                what={t('processing.completeness.none_what')}
                step={
                  <PageLink to="/processing/activity/new">
                    {t('processing.completeness.write')}
                  </PageLink>
                }
              />
            );
          }
          const lines = data.pages.flatMap((page) => page.lines);
          return (
            <>
              <Progress whole={whole} />
              <h2 className={styles.title}>{t('processing.completeness.list')}</h2>
              <div className={styles.filters}>
                <Switch
                  label={t('processing.completeness.only_lacking')}
                  checked={lacking !== ''}
                  onChange={(event) =>
                    change({ lacking: event.currentTarget.checked ? 'yes' : '' })
                  }
                />
              </div>
              {lines.length === 0 ? (
                <Empty
                  small
                  icon={IconListCheck}
                  title={t('processing.completeness.nothing_lacks')}
                  what={t('processing.completeness.nothing_lacks_what')}
                />
              ) : (
                <Table
                  caption={t('processing.completeness.list')}
                  columns={columns}
                  rows={lines}
                  keyOf={(line) => line.number}
                />
              )}
              <More
                query={pages}
                label={t('processing.completeness.more', { shown: number(lines.length) })}
              />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
