// Requests in a table: of all records, or of one.

import { PageLink } from '@web/components/link.tsx';
import { Moment } from '@web/components/moment.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import { type Head, pageOf } from './query.ts';
import { StateOf } from './words.tsx';

interface RequestTableProps {
  requests: Head[];
  /// The caption, for those who hear it.
  caption: string;
  /// Each with its record, where they are of several.
  withRecord: boolean;
}

export function RequestTable({ requests, caption, withRecord }: RequestTableProps) {
  const { t, day } = useText();
  const record: Column<Head> = {
    name: 'record',
    head: t('guests.list.record'),
    cell: ({ record: { room, kind, kind_label, number, title } }) => (
      <>
        <PageLink to={`/${room}/${kind}/${number}`}>{`${number} ${title}`}</PageLink> {kind_label}
      </>
    ),
  };
  const columns: Column<Head>[] = [
    {
      name: 'request',
      head: t('guests.list.request'),
      cell: ({ number, name }) => (
        <PageLink to={pageOf(number)}>{name ? `${number} ${name}` : number}</PageLink>
      ),
    },
    ...(withRecord ? [record] : []),
    {
      name: 'state',
      head: t('guests.list.state'),
      cell: (request) => <StateOf request={request} />,
    },
    {
      name: 'asked',
      head: t('guests.list.asked'),
      cell: ({ asked_at }) => <Moment at={asked_at} />,
      tight: true,
    },
    {
      name: 'until',
      head: t('guests.list.until'),
      cell: ({ until }) => day(new Date(until)),
      tight: true,
    },
  ];
  return (
    <Table caption={caption} columns={columns} rows={requests} keyOf={({ number }) => number} />
  );
}
