// The lists that follow from the record: systems, recipients, persons, countries. Each is worked
// out when it is looked at.

import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconListDetails, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import { postFile } from '@web/api/post_file.ts';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { More } from '@web/components/more.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './derived.module.css';
import { Files } from './files.tsx';
import {
  type Grouping,
  groupings,
  type ListLine,
  type ListName,
  listed,
  listNames,
  type Piece,
} from './query.ts';

const nothing = { lacking: '', abroad: '', special: '', by: '' };
const formats = ['xlsx', 'csv', 'pdf', 'docx'] as const;
// So many things of a cell are shown at once; the others when somebody asks.
const shown_at_once = 6;

const titles: Record<ListName, PlainKey> = {
  systems: 'processing.lists.systems',
  recipients: 'processing.lists.recipients',
  persons: 'processing.lists.persons',
  countries: 'processing.lists.countries',
};

const purposes: Record<ListName, PlainKey> = {
  systems: 'processing.lists.systems_what',
  recipients: 'processing.lists.recipients_what',
  persons: 'processing.lists.persons_what',
  countries: 'processing.lists.countries_what',
};

const laws: Record<ListName, string> = {
  systems: 'GDPR art. 5(2), 30',
  recipients: 'GDPR art. 28, 30(1)(d)',
  persons: 'GDPR art. 30(1)(c)',
  countries: 'GDPR art. 30(1)(e), 44',
};

const ways: Record<Grouping, PlainKey> = {
  type: 'processing.lists.by_type',
  group: 'processing.lists.by_group',
  data: 'processing.lists.by_data',
  class: 'processing.lists.by_class',
  basis: 'processing.lists.by_basis',
};

function One({ piece }: { piece: Piece }) {
  const words = piece.number ? (
    <PageLink to={`/${piece.room}/${piece.kind}/${piece.number}`}>{piece.text}</PageLink>
  ) : (
    piece.text
  );
  const { t } = useText();
  if (!piece.lacking) return words;
  return (
    <>
      <Status tone="wait">{t('processing.lists.lacking')}</Status> {words}
    </>
  );
}

function Cell({ pieces }: { pieces: Piece[] }) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  if (pieces.length === 0) return <span className={styles.quiet}>–</span>;
  if (pieces.length === 1) return <One piece={pieces[0] as Piece} />;
  const shown = all ? pieces : pieces.slice(0, shown_at_once);
  return (
    <>
      <ul className={styles.pieces}>
        {shown.map((piece) => (
          <li key={piece.number + piece.text}>
            <One piece={piece} />
          </li>
        ))}
      </ul>
      {shown.length < pieces.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t('processing.lists.more_of_cell', { count: pieces.length - shown.length })}
        </button>
      )}
    </>
  );
}

function columnsOf(heads: string[]): Column<ListLine>[] {
  return heads.map((head, at) => ({
    name: head,
    head,
    cell: (line) =>
      at === 0 ? (
        <span className={styles.name}>
          <One piece={line.about} />
        </span>
      ) : (
        <Cell pieces={line.cells[at - 1] ?? []} />
      ),
  }));
}

/// Lines of one group stand together as they come.
function groupsOf(lines: ListLine[]): { name: string; lines: ListLine[] }[] {
  const groups: { name: string; lines: ListLine[] }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.name === line.group) last.lines.push(line);
    else groups.push({ name: line.group, lines: [line] });
  }
  return groups;
}

function Tables({
  title,
  columns,
  lines,
}: {
  title: string;
  columns: string[];
  lines: ListLine[];
}) {
  return groupsOf(lines).map(({ name, lines: rows }) => (
    <div key={name}>
      {name && <h2 className={styles.title}>{name}</h2>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard where words are long. */}
      <section className={styles.wide} aria-label={name || title} tabIndex={0}>
        <Table
          caption={name || title}
          columns={columnsOf(columns)}
          rows={rows}
          keyOf={(line) => line.about.number || line.about.text}
        />
      </section>
    </div>
  ));
}

function Tabs({ now }: { now: ListName }) {
  const { t } = useText();
  return (
    <nav aria-label={t('processing.lists.title')} className={styles.tabs}>
      {listNames.map((name) => (
        <PageLink
          key={name}
          to={`/processing/derived/${name}`}
          className={name === now ? styles.here : undefined}
        >
          {t(titles[name])}
        </PageLink>
      ))}
    </nav>
  );
}

function Lines({ name }: { name: ListName }) {
  const { t, language, number } = useText();
  const [filters, change] = useAddress(nothing);
  // What is searched for may be a name: it stays out of the address.
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, 250);
  const by = name === 'systems' ? groupings.find((one) => one === filters.by) : undefined;
  const narrow = {
    ...(by ? { grouped_by: by } : {}),
    search: asked,
    lacking: filters.lacking !== '',
    abroad: filters.abroad !== '',
    special: filters.special !== '',
  };
  const pages = useInfiniteQuery({
    queryKey: ['records', 'processing', 'derived', name, narrow, language],
    queryFn: ({ pageParam, signal }) => listed(name, narrow, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page, all) => {
      const seen = all.reduce((sum, { lines }) => sum + lines.length, 0);
      return seen < page.count && page.lines.length > 0 ? seen : undefined;
    },
    placeholderData: (before) => before,
  });
  const narrowed = asked !== '' || narrow.lacking || narrow.abroad || narrow.special;
  const flip = (filter: keyof typeof nothing, label: PlainKey) => (
    <Switch
      label={t(label)}
      checked={filters[filter] !== ''}
      onChange={(event) => change({ [filter]: event.currentTarget.checked ? 'yes' : '' })}
    />
  );
  return (
    <>
      <PageHead
        title={t(titles[name])}
        purpose={t(purposes[name])}
        law={laws[name]}
        actions={
          <Files
            name={name}
            formats={formats}
            make={(format, spoken) =>
              postFile('/api/processing/lists/{list}/files', {
                path: { list: name },
                body: { ...narrow, format, language: spoken },
              })
            }
          />
        }
      />
      <Tabs now={name} />
      <div className={styles.filters}>
        <TextInput
          label={t('processing.lists.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          autoComplete="off"
        />
        {flip('lacking', 'processing.lists.only_lacking')}
        {flip('abroad', 'processing.lists.only_abroad')}
        {flip('special', 'processing.lists.only_special')}
        {name === 'systems' && (
          <NativeSelect
            label={t('processing.lists.by')}
            value={by ?? ''}
            onChange={(event) => change({ by: event.currentTarget.value })}
            data={[
              { value: '', label: t('processing.lists.by_none') },
              ...groupings.map((one) => ({ value: one, label: t(ways[one]) })),
            ]}
          />
        )}
      </div>
      <Loaded from={pages}>
        {(data) => {
          const lines = data.pages.flatMap((page) => page.lines);
          const first = data.pages[0];
          if (!first || lines.length === 0) {
            return (
              <Empty
                icon={IconListDetails}
                title={t(narrowed ? 'processing.lists.none_fit' : 'processing.lists.none')}
                what={t(narrowed ? 'processing.lists.widen' : 'processing.lists.none_what')}
                step={
                  !narrowed && (
                    <PageLink to="/processing/activity/new">
                      {t('processing.completeness.write')}
                    </PageLink>
                  )
                }
              />
            );
          }
          return (
            <>
              <p className={styles.hint} role="status">
                {t('processing.lists.count', { count: first.count })}
                {by && `. ${t('processing.lists.in_each')}`}
              </p>
              <Tables title={t(titles[name])} columns={first.columns} lines={lines} />
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

export default function Lists() {
  const { view } = useParams({ strict: false }) as { view?: string };
  const name = listNames.find((one) => one === view) ?? 'systems';
  return <Lines key={name} name={name} />;
}
