// The actions: what waits for the person, what is being planned, and all there are.

import { Button, SegmentedControl } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, erase, get } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Moment } from '@web/components/moment.tsx';
import { More } from '@web/components/more.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import styles from './actions.module.css';
import { actionsKey, type Line, type Wish, waitingQuery } from './queries.ts';
import { kinds, states } from './words.ts';

type Answer = AnswerOf<'/api/actions', 'get'>;

const nothing = { show: '' };

const views: [show: string, key: PlainKey, fits: (line: Line) => boolean][] = [
  ['', 'actions.list.all', () => true],
  ['waiting', 'actions.list.waiting', (line) => line.waits_for_me],
  ['mine', 'actions.list.mine', (line) => line.mine],
  [
    'running',
    'actions.list.running',
    (line) => ['approved', 'running', 'partly_done'].includes(line.state),
  ],
  [
    'ended',
    'actions.list.ended',
    (line) => ['done', 'done_with_remainder', 'refused', 'closed'].includes(line.state),
  ],
];

function Wishes({ wishes }: { wishes: Wish[] }) {
  const { t } = useText();
  const client = useQueryClient();
  const { failed } = useNotices();
  const putAside = (wish: Wish) =>
    erase('/api/actions/wishes/{wish}', { path: { wish: wish.wish } })
      .then(() => client.invalidateQueries({ queryKey: actionsKey }))
      .catch(failed);
  return (
    <ul className={styles.wishes}>
      {wishes.map((wish) => (
        <li key={wish.wish} className={styles.wish}>
          <Status tone={wish.state === 'refused' ? 'bad' : 'wait'}>
            {wish.state === 'refused' ? t('actions.wish.refused') : t('actions.wish.making')}
          </Status>
          <span className={styles.grow}>{wish.refusal?.text ?? t('actions.wish.making_what')}</span>
          <Moment at={wish.made_at} />
          {wish.state === 'refused' && (
            <Button size="compact-sm" variant="default" onClick={() => void putAside(wish)}>
              {t('actions.wish.aside')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function useColumns(): Column<Line>[] {
  const { t } = useText();
  return [
    {
      name: 'action',
      head: t('actions.list.action'),
      cell: (line) => <PageLink to={`/actions/${line.action}`}>{line.action}</PageLink>,
      tight: true,
    },
    {
      name: 'kind',
      head: t('actions.list.kind'),
      cell: (line) => (line.many ? t('actions.kind.many') : t(kinds[line.kind])),
    },
    { name: 'reference', head: t('actions.list.reference'), cell: (line) => line.reference },
    {
      name: 'state',
      head: t('actions.list.state'),
      cell: (line) => {
        const [tone, key] = states[line.state];
        return <Status tone={tone}>{t(key)}</Status>;
      },
    },
    { name: 'by', head: t('actions.list.by'), cell: (line) => line.planned_by },
    {
      name: 'at',
      head: t('actions.list.at'),
      cell: (line) => <Moment at={line.planned_at} />,
      tight: true,
    },
  ];
}

export default function ActionsPage() {
  const { t } = useText();
  const [{ show }, change] = useAddress(nothing);
  const waiting = useQuery(waitingQuery);
  const query = useInfiniteQuery({
    queryKey: [...actionsKey, 'list'],
    initialPageParam: '',
    getNextPageParam: (page: Answer) => page.next ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      get('/api/actions', { query: { cursor: pageParam, limit: 100 }, signal }),
    refetchOnWindowFocus: false,
  });
  const columns = useColumns();
  const lines = query.data?.pages.flatMap((page) => page.actions) ?? [];
  const [, , fits] = views.find(([view]) => view === show) ?? (views[0] as (typeof views)[number]);
  const shown = lines.filter(fits);
  const wishes = waiting.data?.wishes ?? [];
  return (
    <>
      <PageHead
        title={t('actions.list.title')}
        purpose={t('actions.list.purpose')}
        law="GDPR art. 5.2, 15, 17"
      />
      {wishes.length > 0 && <Wishes wishes={wishes} />}
      {query.isPending && <TableShape rows={6} />}
      {query.isError && <Failure error={query.error} again={() => void query.refetch()} />}
      {lines.length > 0 && (
        <SegmentedControl
          className={styles.views ?? ''}
          aria-label={t('actions.list.show')}
          value={show}
          onChange={(view) => change({ show: view })}
          data={views.map(([view, key, fitting]) => ({
            value: view,
            label: `${t(key)} (${lines.filter(fitting).length}${query.hasNextPage ? '+' : ''})`,
          }))}
        />
      )}
      {query.isSuccess && shown.length === 0 && (
        <Empty
          icon={IconChecklist}
          title={lines.length > 0 ? t('actions.list.none_such') : t('actions.list.none')}
          what={lines.length > 0 ? t('actions.list.none_such_what') : t('actions.list.none_what')}
          step={
            lines.length > 0 && (
              <Button variant="default" size="sm" onClick={() => change(nothing)}>
                {t('actions.list.show_all')}
              </Button>
            )
          }
        />
      )}
      {shown.length > 0 && (
        <Table
          caption={t('actions.list.title')}
          columns={columns}
          rows={shown}
          keyOf={(line) => line.action}
        />
      )}
      <More query={query} label={t('actions.list.more')} />
    </>
  );
}
