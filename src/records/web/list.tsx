// The records of a kind: searched, filtered, ordered, a page at a time, under a name where somebody
// has saved it so; and changed many at once.

import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilePlus, IconTableImport } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { More } from '@web/components/more.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';

import { ExportMenu } from './export_menu.tsx';
import { columns_at_first, Filters, listedOf } from './filters.tsx';
import { isNarrowed, type Look, useLook } from './look.ts';
import { ManyBar, useChoice, useChoiceColumn } from './many.tsx';
import { usePlace } from './place.ts';
import { type Kind, listOf, type Saved, type SavedView, type Values, viewsQuery } from './query.ts';
import styles from './records.module.css';
import { Shown } from './shown.tsx';
import { StateOf } from './state_of.tsx';
import { Views } from './views.tsx';
import { WithKind } from './with_kind.tsx';

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

function usePages(room: string, kind: Kind, look: Look) {
  const { columns: _, ...asked } = look;
  return useInfiniteQuery({
    queryKey: ['records', room, kind.kind, 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      listOf(room, kind.kind, { ...asked, after: pageParam }, signal),
    initialPageParam: [] as string[],
    getNextPageParam: ({ next }) => (next.length ? next : undefined),
    placeholderData: (before) => before,
  });
}

function Records({ room, kind, views }: { room: string; kind: Kind; views: SavedView[] }) {
  const { t, number } = useText();
  const session = useSession();
  const looking = useLook(kind, views);
  const { look } = looking;
  const [search] = useDebouncedValue(look.search, 250);
  const asked = { ...look, search };
  const pages = usePages(room, kind, asked);
  const choice = useChoice(asked);
  const choiceColumn = useChoiceColumn(choice);
  const fields = look.columns.length
    ? look.columns
    : listedOf(kind)
        .slice(0, columns_at_first)
        .map(({ name }) => name);
  const columns = useColumns(room, kind, fields);
  const mayEdit = may(session, `${kind.room}.edit`);
  const make = mayEdit && (
    <Button component={Link} to={`/${room}/${kind.kind}/new` as '/'}>
      {t('records.new.title', { kind: kind.label })}
    </Button>
  );
  const { columns: _, ...conditions } = asked;
  const actions = (
    <>
      <ExportMenu room={room} kind={kind} asked={conditions} columns={fields} />
      {mayEdit && (
        <Button
          variant="default"
          component={Link}
          to={`/${room}/${kind.kind}/import` as '/'}
          leftSection={<IconTableImport size={17} stroke={1.7} aria-hidden />}
        >
          {t('records.import.start')}
        </Button>
      )}
      {make}
    </>
  );
  const narrowed = isNarrowed(asked);
  return (
    <>
      <PageHead title={kind.plural} purpose={kind.about} law={kind.law} actions={actions} />
      <Views room={room} kind={kind} views={views} looking={looking} />
      <Filters kind={kind} look={look} change={looking.change} />
      <Loaded from={pages}>
        {(data) => {
          const records = data.pages.flatMap((page) => page.records);
          const count = data.pages[0]?.count ?? records.length;
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
              {mayEdit && !look.archived ? (
                <ManyBar
                  room={room}
                  kind={kind}
                  look={asked}
                  choice={choice}
                  shown={records}
                  count={count}
                />
              ) : (
                <p className={styles.hint} role="status">
                  {t('records.list.count', { count })}
                </p>
              )}
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard where many columns are chosen. */}
              <section className={styles.wide} aria-label={kind.plural} tabIndex={0}>
                <Table
                  caption={kind.plural}
                  columns={mayEdit && !look.archived ? [choiceColumn, ...columns] : columns}
                  rows={records}
                  keyOf={(record) => record.id}
                />
              </section>
              <More
                query={pages}
                label={t('records.list.more', { shown: number(records.length) })}
              />
              <p>
                <PageLink to={`/${room}/${kind.kind}/changes`}>
                  {t('records.changes.link')}
                </PageLink>
              </p>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function WithViews({ room, kind }: { room: string; kind: Kind }) {
  const views = useQuery(viewsQuery(room, kind.kind));
  return (
    <Loaded from={views}>{(data) => <Records room={room} kind={kind} views={data.views} />}</Loaded>
  );
}

export default function RecordList() {
  const { room } = usePlace();
  return <WithKind>{(kind) => <WithViews key={kind.kind} room={room} kind={kind} />}</WithKind>;
}
