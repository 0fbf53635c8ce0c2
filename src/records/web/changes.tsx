// What many records became at once: edits of many, imports, packs. To be found again, and taken back
// as one for a stated reason.

import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';

import { get, post } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { More } from '@web/components/more.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';

import { usePlace } from './place.ts';
import { type BulkChange, type Kind, of } from './query.ts';
import { whatWords } from './what_words.ts';
import { WithKind } from './with_kind.tsx';

function useChangeColumns(room: string, kind: Kind) {
  const { t, number } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const mayEdit = may(useSession(), `${kind.room}.edit`);
  const undo = async (change: BulkChange, reason: string) => {
    const { changed } = await post(of(room, '/api/processing/{kind}/changes/{change}/undo'), {
      path: { kind: kind.kind, change: change.id },
      body: { reason },
    });
    await client.invalidateQueries({ queryKey: ['records'] });
    done(t('records.changes.undone_now', { count: changed }));
  };
  const columns: Column<BulkChange>[] = [
    {
      name: 'at',
      head: t('records.history.at'),
      cell: ({ at }) => <Moment at={at} />,
      tight: true,
    },
    { name: 'what', head: t('records.history.what'), cell: ({ what }) => t(whatWords[what]) },
    {
      name: 'records',
      head: t('records.changes.records'),
      number: true,
      cell: ({ records }) => number(records),
    },
    { name: 'by', head: t('records.history.by'), cell: ({ by }) => by },
    { name: 'reason', head: t('records.history.reason'), cell: ({ reason }) => reason },
    {
      name: 'undo',
      head: t('records.changes.state'),
      cell: (change) => {
        if (change.undone) return <Status tone="quiet">{t('records.changes.undone')}</Status>;
        if (change.touched) return <Status tone="quiet">{t('records.changes.touched')}</Status>;
        if (!mayEdit) return <Status tone="good">{t('records.changes.stands')}</Status>;
        return (
          <Reasoned
            small
            title={t('records.changes.undo_title')}
            what={t('records.changes.undo_what', { count: change.records })}
            label={t('records.one.reason')}
            description={t('records.one.reason_what')}
            verb={t('records.changes.undo')}
            act={(reason) => undo(change, reason)}
          />
        );
      },
    },
  ];
  return columns;
}

function Changes({ room, kind }: { room: string; kind: Kind }) {
  const { t, number } = useText();
  const columns = useChangeColumns(room, kind);
  const pages = useInfiniteQuery({
    queryKey: ['records', room, kind.kind, 'changes'],
    queryFn: ({ pageParam, signal }) =>
      get(of(room, '/api/processing/{kind}/changes'), {
        path: { kind: kind.kind },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <>
      <PageHead
        title={t('records.changes.title', { kinds: kind.plural })}
        purpose={t('records.changes.purpose')}
        law={kind.law}
        actions={
          <PageLink to={`/${room}/${kind.kind}`}>
            {t('records.changes.back', { kinds: kind.plural })}
          </PageLink>
        }
      />
      <Loaded from={pages}>
        {(data) => {
          const rows = data.pages.flatMap(({ changes }) => changes);
          if (rows.length === 0) {
            return (
              <Empty
                icon={IconHistory}
                title={t('records.changes.none')}
                what={t('records.changes.none_what')}
              />
            );
          }
          return (
            <>
              <Table
                caption={t('records.changes.title', { kinds: kind.plural })}
                columns={columns}
                rows={rows}
                keyOf={({ id }) => id}
              />
              <More
                query={pages}
                label={t('records.changes.more', { shown: number(rows.length) })}
              />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

export default function RecordChanges() {
  const { room } = usePlace();
  return <WithKind>{(kind) => <Changes key={kind.kind} room={room} kind={kind} />}</WithKind>;
}
