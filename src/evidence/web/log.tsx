// The log: what was done with personal data, newest first. Who did it, what was searched for and
// why are sealed; they open for whoever says why he looks, and that look is an entry of its own.

import { Button, TextInput } from '@mantine/core';
import { IconListDetails, IconLockOpen } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type AnswerOf, get } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { Moment } from '@web/components/moment.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import { shortIds } from './ids.ts';
import styles from './log.module.css';
import { wordOfEvent, wordOfUse } from './words.ts';

type Answer = AnswerOf<'/api/evidence/entries', 'get'>;
export type Entry = Answer['entries'][number];

const nothing = { event: '', object: '', from: '', until: '' };
type Filter = typeof nothing;

/// The reason is no part of the address: it would stand in histories and in other people's links.
function useEntries(filter: Filter, reference: string) {
  return useInfiniteQuery({
    queryKey: ['evidence', filter, reference],
    initialPageParam: '',
    getNextPageParam: (page: Answer) => page.next ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      get('/api/evidence/entries', {
        query: { ...filter, reference, cursor: pageParam, limit: 50 },
        signal,
      }),
  });
}

function useColumns(opened: boolean): Column<Entry>[] {
  const { t } = useText();
  const { account } = useSession();
  const nameOf = (id = '') => (id === account.id ? account.name : shortIds(id) || '–');
  const columns: Column<Entry>[] = [
    {
      name: 'at',
      head: t('evidence.page.at'),
      cell: (entry) => <Moment at={entry.at} exact />,
      tight: true,
    },
    {
      name: 'event',
      head: t('evidence.page.event'),
      cell: (entry) => (
        <>
          {wordOfEvent(t, entry.event)}
          <span className={styles.use}>{wordOfUse(t, entry.use)}</span>
        </>
      ),
    },
    {
      name: 'object',
      head: t('evidence.page.object'),
      cell: (entry) => shortIds(entry.object) || '–',
    },
  ];
  if (opened) {
    columns.push(
      {
        name: 'account',
        head: t('evidence.page.account'),
        cell: (entry) => nameOf(entry.opened?.account),
      },
      {
        name: 'criterion',
        head: t('evidence.page.criterion'),
        cell: (entry) => entry.opened?.criterion || '–',
      },
      {
        name: 'reference',
        head: t('evidence.page.reference'),
        cell: (entry) => entry.opened?.reference || '–',
      },
    );
  }
  columns.push({
    name: 'position',
    head: t('evidence.page.position'),
    cell: (entry) => entry.position ?? t('evidence.page.waiting'),
    number: true,
    tight: true,
  });
  return columns;
}

function Filters({ filter, change }: { filter: Filter; change: (to: Partial<Filter>) => void }) {
  const { t } = useText();
  return (
    <search className={styles.filters} aria-label={t('evidence.page.filter')}>
      <DayField
        label={t('evidence.page.from')}
        value={filter.from}
        change={(day) => change({ from: day })}
      />
      <DayField
        label={t('evidence.page.until')}
        value={filter.until}
        change={(day) => change({ until: day })}
      />
      <TextInput
        label={t('evidence.page.object')}
        placeholder="A-0001"
        value={filter.object}
        onChange={(event) => change({ object: event.currentTarget.value })}
      />
    </search>
  );
}

/// Opening the sealed parts asks for a reason first.
function Opening({ reference, open }: { reference: string; open: (why: string) => void }) {
  const { t } = useText();
  const [why, setWhy] = useState(reference);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why.trim()) open(why.trim());
  };
  if (reference) {
    return (
      <div className={styles.opening}>
        <IconLockOpen size={19} stroke={1.6} aria-hidden />
        <span>{t('evidence.page.opened', { reference })}</span>
        <Button size="compact-sm" variant="default" onClick={() => open('')}>
          {t('evidence.page.close')}
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.opening} onSubmit={submit}>
      <TextInput
        className={styles.why ?? ''}
        label={t('evidence.page.why')}
        description={t('evidence.page.why_what')}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autoComplete="off"
      />
      <Button type="submit" variant="default" disabled={!why.trim()}>
        {t('evidence.page.open')}
      </Button>
    </form>
  );
}

export default function LogPage() {
  const { t } = useText();
  const [filter, change] = useAddress(nothing);
  const [reference, setReference] = useState('');
  const query = useEntries(filter, reference);
  const columns = useColumns(reference !== '');
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const filtered = Object.values(filter).some(Boolean);
  return (
    <>
      <PageHead
        title={t('evidence.page.title')}
        purpose={t('evidence.page.purpose')}
        law="GDPR art. 5.2, 32"
      />
      <Filters filter={filter} change={change} />
      <Opening reference={reference} open={setReference} />
      {query.isPending && <TableShape rows={10} />}
      {query.isError && <Failure error={query.error} again={() => void query.refetch()} />}
      {query.isSuccess && entries.length === 0 && (
        <Empty
          icon={IconListDetails}
          title={filtered ? t('evidence.page.none_such') : t('evidence.page.none')}
          what={filtered ? t('evidence.page.none_such_what') : t('evidence.page.none_what')}
          step={
            filtered && (
              <Button variant="default" size="sm" onClick={() => change(nothing)}>
                {t('evidence.page.all')}
              </Button>
            )
          }
        />
      )}
      {entries.length > 0 && (
        <Table
          caption={t('evidence.page.title')}
          columns={columns}
          rows={entries}
          keyOf={(entry) => entry.id}
        />
      )}
      {query.hasNextPage && (
        <Button
          mt="lg"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('evidence.page.more')}
        </Button>
      )}
    </>
  );
}
