// Every version of the map, the newest first: who proposed it and who confirmed it.

import { type Version, versionsQuery } from '@room/datamap/web/datamap.ts';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

export default function Versions({ system }: { system: string }) {
  const { t, number } = useText();
  const query = useQuery(versionsQuery(system));
  const columns: Column<Version>[] = [
    {
      name: 'version',
      head: t('discovery.versions.version'),
      cell: (one) => number(one.version),
      tight: true,
    },
    {
      name: 'state',
      head: t('discovery.versions.state'),
      cell: (one) =>
        one.confirmed_at ? (
          <Status tone="good">{t('discovery.versions.confirmed')}</Status>
        ) : (
          <Status tone="quiet">{t('discovery.versions.proposed')}</Status>
        ),
    },
    {
      name: 'made',
      head: t('discovery.versions.made'),
      cell: (one) => (
        <>
          {one.made_by}, <Moment at={one.made_at} />
        </>
      ),
    },
    {
      name: 'confirmed',
      head: t('discovery.versions.confirmed_by'),
      cell: (one) =>
        one.confirmed_at && (
          <>
            {one.confirmed_by}, <Moment at={one.confirmed_at} />
          </>
        ),
    },
  ];
  return (
    <Loaded from={query}>
      {({ versions }) => (
        <Table
          caption={t('discovery.view.versions')}
          columns={columns}
          rows={[...versions].reverse()}
          keyOf={(one) => String(one.version)}
        />
      )}
    </Loaded>
  );
}
