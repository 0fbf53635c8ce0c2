// The log: what was done with personal data, newest first. Who did it, what was searched for and
// why are sealed; they open for whoever says why he looks, and that look is an entry of its own.

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconListDetails, IconLockOpen } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { DayField } from '@web/components/day_field.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { More } from '@web/components/more.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import { useColumns } from './columns.tsx';
import styles from './log.module.css';
import { type Entry, glance, look, type Page } from './looking.ts';
import { Verification } from './verification.tsx';
import { wordOfEvent, wordOfUse } from './words.ts';

const nothing = { event: '', use: '', object: '', from: '', until: '' };
type Filter = typeof nothing;

/// Whom it is about, and who did it: known to nobody who has not said why.
interface Opened {
  reference: string;
  account: string;
  person: string;
}

const closed: Opened = { reference: '', account: '', person: '' };
const uses: Entry['use'][] = [
  'view',
  'search',
  'list',
  'change',
  'export',
  'erase',
  'sign_in',
  'denied',
  'administer',
];

/// The reason is no part of the address: it would stand in histories and in other people's links.
function useEntries(filter: Filter, opened: Opened) {
  return useInfiniteQuery({
    queryKey: ['evidence', filter, opened],
    initialPageParam: '',
    getNextPageParam: (page: Page) => page.next ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      opened.reference
        ? look({ ...filter, ...opened, cursor: pageParam }, signal)
        : glance(filter, pageParam, signal),
    ...(opened.reference ? { staleTime: Infinity, refetchOnWindowFocus: false, retry: false } : {}),
  });
}

interface FiltersProps {
  filter: Filter;
  events: string[];
  change: (to: Partial<Filter>) => void;
}

function Filters({ filter, events, change }: FiltersProps) {
  const { t } = useText();
  const named = [...new Set([filter.event, ...events])].filter(Boolean);
  const words = named
    .map((event) => ({ value: event, label: wordOfEvent(t, event) }))
    .sort((one, other) => one.label.localeCompare(other.label));
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
      <NativeSelect
        label={t('evidence.page.event')}
        value={filter.event}
        onChange={(event) => change({ event: event.currentTarget.value })}
        data={[{ value: '', label: t('evidence.page.any') }, ...words]}
      />
      <NativeSelect
        label={t('evidence.page.use')}
        value={filter.use}
        onChange={(event) => change({ use: event.currentTarget.value })}
        data={[
          { value: '', label: t('evidence.page.any') },
          ...uses.map((use) => ({ value: use, label: wordOfUse(t, use) })),
        ]}
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

/// What only the sealed parts tell, once they are open: applied together, each time as an entry.
function Narrowing({ opened, open }: { opened: Opened; open: (to: Opened) => void }) {
  const { t } = useText();
  const [account, setAccount] = useState(opened.account);
  const [person, setPerson] = useState(opened.person);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open({ ...opened, account: account.trim(), person: person.trim() });
  };
  return (
    <form className={styles.narrowing} onSubmit={submit}>
      <TextInput
        label={t('evidence.page.account')}
        description={t('evidence.page.account_what')}
        value={account}
        onChange={(event) => setAccount(event.currentTarget.value)}
        autoComplete="off"
      />
      <TextInput
        label={t('evidence.page.person')}
        description={t('evidence.page.person_what')}
        placeholder="P-7K3F9Q"
        value={person}
        onChange={(event) => setPerson(event.currentTarget.value)}
        autoComplete="off"
      />
      <Button type="submit" variant="default">
        {t('evidence.page.narrow')}
      </Button>
    </form>
  );
}

/// Opening the sealed parts asks for a reason first.
function Opening({ opened, open }: { opened: Opened; open: (to: Opened) => void }) {
  const { t } = useText();
  const [why, setWhy] = useState(opened.reference);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why.trim()) open({ ...closed, reference: why.trim() });
  };
  if (opened.reference) {
    return (
      <div className={styles.opening}>
        <IconLockOpen size={19} stroke={1.6} aria-hidden />
        <span>{t('evidence.page.opened', { reference: opened.reference })}</span>
        <Button size="compact-sm" variant="default" onClick={() => open(closed)}>
          {t('evidence.page.close')}
        </Button>
        <Narrowing opened={opened} open={open} />
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
  const [opened, setOpened] = useState(closed);
  const query = useEntries(filter, opened);
  const columns = useColumns(opened.reference !== '');
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const looked = query.data?.pages.reduce((sum, page) => sum + page.looked_through, 0) ?? 0;
  const filtered = [...Object.values(filter), opened.account, opened.person].some(Boolean);
  const [seen, setSeen] = useState<string[]>([]);
  const fresh = [...new Set(entries.map(({ event }) => event))].filter(
    (event) => !seen.includes(event),
  );
  if (fresh.length > 0) setSeen([...seen, ...fresh]);
  return (
    <>
      <PageHead
        title={t('evidence.page.title')}
        purpose={t('evidence.page.purpose')}
        law="GDPR art. 5.2, 32"
      />
      <Verification />
      <Filters filter={filter} events={seen} change={change} />
      <Opening opened={opened} open={setOpened} />
      {query.isPending && <TableShape rows={10} />}
      {query.isError && <Failure error={query.error} again={() => void query.refetch()} />}
      {query.isSuccess && entries.length === 0 && (
        <Empty
          icon={IconListDetails}
          title={filtered ? t('evidence.page.none_such') : t('evidence.page.none')}
          what={filtered ? t('evidence.page.none_such_what') : t('evidence.page.none_what')}
          step={
            filtered && (
              <Button
                variant="default"
                size="sm"
                onClick={() => {
                  change(nothing);
                  setOpened({ ...closed, reference: opened.reference });
                }}
              >
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
      {query.hasNextPage && looked > entries.length && (
        <p className={styles.looked}>{t('evidence.page.looked_through', { entries: looked })}</p>
      )}
      <More query={query} label={t('evidence.page.more')} />
    </>
  );
}
