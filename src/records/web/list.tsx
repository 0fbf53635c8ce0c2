// The records of a kind: searched, filtered by state, ordered, a page at a time.

import { Button, MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilePlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { More } from '@web/components/more.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { usePlace } from './place.ts';
import { type Kind, listOf, type Saved, type Values } from './query.ts';
import styles from './records.module.css';
import { Shown } from './shown.tsx';
import { StateOf } from './state_of.tsx';
import { WithKind } from './with_kind.tsx';

const nothing = { state: '', order: '', archived: '', columns: '' };
// More than this do not fit beside number, name and state; others are chosen.
const columns_at_first = 4;

function useColumns(room: string, kind: Kind, wanted: string[]): Column<Saved>[] {
  const { t } = useText();
  return [
    { name: 'number', head: t('records.list.number'), cell: ({ number }) => number, tight: true },
    {
      name: 'title',
      head: t('records.list.title'),
      cell: ({ number, title }) => (
        <PageLink to={`/${room}/${kind.kind}/${number}`} className={styles.name}>
          {title}
        </PageLink>
      ),
    },
    {
      name: 'state',
      head: t('records.list.state'),
      cell: (record) => <StateOf kind={kind} record={record} />,
      tight: true,
    },
    ...kind.fields
      .filter((field) => wanted.includes(field.name))
      .map((field) => ({
        name: field.name,
        head: field.label,
        number: field.type === 'integer',
        cell: (record: Saved) => (
          <Shown field={field} value={(record.fields as Values)[field.name]} links={record.links} />
        ),
      })),
  ];
}

function Records({ room, kind }: { room: string; kind: Kind }) {
  const { t, number } = useText();
  const session = useSession();
  const [filters, change] = useAddress(nothing);
  // What is searched for may be a name: it stays out of the address.
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, 250);
  const listed = kind.fields.filter((field) => field.listed && field.name !== kind.title);
  const wanted = filters.columns
    ? filters.columns.split(',')
    : listed.slice(0, columns_at_first).map(({ name }) => name);
  const columns = useColumns(room, kind, wanted);
  const [order = '', direction] = filters.order.split(' ');
  const pages = useInfiniteQuery({
    queryKey: [
      'records',
      room,
      kind.kind,
      'list',
      filters.state,
      filters.order,
      filters.archived,
      asked,
    ],
    queryFn: ({ pageParam, signal }) =>
      listOf(
        room,
        kind.kind,
        {
          search: asked,
          states: filters.state ? [filters.state] : [],
          archived: filters.archived !== '',
          order: order || 'number',
          descending: direction === 'desc' || filters.order === '',
          after: pageParam,
        },
        signal,
      ),
    initialPageParam: [] as string[],
    getNextPageParam: ({ next }) => (next.length ? next : undefined),
    placeholderData: (before) => before,
  });
  const orders = [
    { value: 'title asc', label: t('records.list.by_title') },
    { value: 'changed desc', label: t('records.list.by_change') },
    ...listed.map(({ name, label }) => ({ value: `${name} asc`, label })),
  ];
  const make = may(session, `${kind.room}.edit`) && (
    <Button component={Link} to={`/${room}/${kind.kind}/new` as '/'}>
      {t('records.new.title', { kind: kind.label })}
    </Button>
  );
  const narrowed = asked !== '' || filters.state !== '' || filters.archived !== '';
  return (
    <>
      <PageHead title={kind.plural} purpose={kind.about} law={kind.law} actions={make} />
      <div className={styles.filters}>
        <TextInput
          label={t('records.list.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          autoComplete="off"
        />
        <Select
          label={t('records.list.state')}
          placeholder={t('records.list.all_states')}
          data={kind.states.map(({ name, label }) => ({ value: name, label }))}
          value={filters.state || null}
          onChange={(state) => change({ state: state ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': t('web.state.clear') }}
        />
        <Select
          label={t('records.list.order')}
          placeholder={t('records.list.by_number')}
          data={orders}
          value={filters.order || null}
          onChange={(chosen) => change({ order: chosen ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': t('web.state.clear') }}
        />
        {listed.length > columns_at_first && (
          <MultiSelect
            label={t('records.list.columns')}
            className={styles.columns ?? ''}
            data={listed.map(({ name, label }) => ({ value: name, label }))}
            value={wanted}
            onChange={(names) => change({ columns: names.join(',') })}
          />
        )}
        <Switch
          label={t('records.list.archived')}
          checked={filters.archived !== ''}
          onChange={(event) => change({ archived: event.currentTarget.checked ? 'yes' : '' })}
        />
      </div>
      <Loaded from={pages}>
        {(data) => {
          const records = data.pages.flatMap((page) => page.records);
          if (records.length === 0) {
            return (
              <Empty
                icon={IconFilePlus}
                title={t(narrowed ? 'records.list.none_fit' : 'records.list.none')}
                what={narrowed ? t('records.list.widen') : kind.about}
                step={!narrowed && make}
              />
            );
          }
          return (
            <>
              <p className={styles.hint} role="status">
                {t('records.list.count', { count: data.pages[0]?.count ?? records.length })}
              </p>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard where many columns are chosen. */}
              <section className={styles.wide} aria-label={kind.plural} tabIndex={0}>
                <Table
                  caption={kind.plural}
                  columns={columns}
                  rows={records}
                  keyOf={(record) => record.id}
                />
              </section>
              <More
                query={pages}
                label={t('records.list.more', { shown: number(records.length) })}
              />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

export default function RecordList() {
  const { room } = usePlace();
  return <WithKind>{(kind) => <Records key={kind.kind} room={room} kind={kind} />}</WithKind>;
}
