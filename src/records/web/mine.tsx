// My tasks: what one is to do about records, what one is to look through, what is wrong with those
// that one keeps, and where one is named.

import { Switch } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { get } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useText } from '@web/text/texts.tsx';

import { type About, type Mine, pathOf } from './mine_query.ts';
import styles from './records.module.css';
import { Until } from './tasks.tsx';

const open = { done: '' };

function RecordOf({ record }: { record: About }) {
  return (
    <>
      <PageLink to={pathOf(record)}>{`${record.number} ${record.title}`}</PageLink>{' '}
      <span className={styles.quiet}>{record.kind_label}</span>
    </>
  );
}

function TaskTable({ tasks }: { tasks: Mine['tasks'] }) {
  const { t } = useText();
  const columns: Column<Mine['tasks'][number]>[] = [
    {
      name: 'until',
      head: t('records.task.due'),
      cell: (task) => <Until {...task} />,
      tight: true,
    },
    { name: 'what', head: t('records.task.what'), cell: ({ what }) => what },
    {
      name: 'record',
      head: t('records.mine.record'),
      cell: ({ record }) => <RecordOf record={record} />,
    },
    { name: 'by', head: t('records.mine.giver'), cell: ({ made_by }) => made_by, tight: true },
  ];
  return (
    <Table
      caption={t('records.task.title')}
      columns={columns}
      rows={tasks}
      keyOf={({ id }) => id}
    />
  );
}

function Reviews({ reviews }: { reviews: Mine['reviews'] }) {
  const { t } = useText();
  if (reviews.length === 0) return null;
  const columns: Column<Mine['reviews'][number]>[] = [
    {
      name: 'until',
      head: t('records.task.due'),
      cell: ({ review_on }) => <Until due_on={review_on} done_at={null} />,
      tight: true,
    },
    {
      name: 'record',
      head: t('records.mine.record'),
      cell: ({ record }) => <RecordOf record={record} />,
    },
  ];
  return (
    <section aria-labelledby="reviews">
      <h2 id="reviews" className={styles.title}>
        {t('records.mine.reviews')}
      </h2>
      <Table
        caption={t('records.mine.reviews')}
        columns={columns}
        rows={reviews}
        keyOf={({ record }) => record.number}
      />
    </section>
  );
}

function ToMend({ toMend }: { toMend: Mine['to_mend'] }) {
  const { t, day } = useText();
  if (toMend.length === 0) return null;
  const columns: Column<Mine['to_mend'][number]>[] = [
    {
      name: 'since',
      head: t('records.mine.since'),
      cell: ({ since }) => day(new Date(since)),
      tight: true,
    },
    {
      name: 'what',
      head: t('records.mine.wrong'),
      cell: ({ what, page }) => <PageLink to={page}>{what}</PageLink>,
    },
    {
      name: 'record',
      head: t('records.mine.record'),
      cell: ({ record }) => <RecordOf record={record} />,
    },
  ];
  return (
    <section aria-labelledby="to-mend">
      <h2 id="to-mend" className={styles.title}>
        {t('records.mine.to_mend')}
      </h2>
      <Table
        caption={t('records.mine.to_mend')}
        columns={columns}
        rows={toMend}
        keyOf={({ record, page, what }) => record.number + page + what}
      />
    </section>
  );
}

function Mentions({ mentions }: { mentions: Mine['mentions'] }) {
  const { t } = useText();
  if (mentions.length === 0) return null;
  return (
    <section aria-labelledby="mentions">
      <h2 id="mentions" className={styles.title}>
        {t('records.mine.mentions')}
      </h2>
      <ul className={styles.values}>
        {mentions.map(({ record, at, by }) => (
          <li key={record.number + at}>
            {by}: <RecordOf record={record} /> <Moment at={at} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function MinePage() {
  const { t } = useText();
  const [{ done }, change] = useAddress(open);
  const mine = useQuery({
    queryKey: ['records', 'mine', done],
    queryFn: ({ signal }) => get('/api/records/mine', { query: { done }, signal }),
  });
  return (
    <>
      <PageHead title={t('records.mine.title')} purpose={t('records.mine.purpose')} />
      <div className={styles.filters}>
        <Switch
          label={t('records.mine.done')}
          checked={done !== ''}
          onChange={(event) => change({ done: event.currentTarget.checked ? 'yes' : '' })}
        />
      </div>
      <Loaded from={mine}>
        {({ tasks, reviews, mentions, to_mend }) =>
          tasks.length + reviews.length + mentions.length + to_mend.length === 0 ? (
            <Empty
              icon={IconChecklist}
              title={t('records.mine.none')}
              what={t('records.mine.none_what')}
            />
          ) : (
            <>
              {tasks.length > 0 && <TaskTable tasks={tasks} />}
              <Reviews reviews={reviews} />
              <ToMend toMend={to_mend} />
              <Mentions mentions={mentions} />
            </>
          )
        }
      </Loaded>
    </>
  );
}
