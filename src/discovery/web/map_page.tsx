// One system's map: what Ombud believes of each column, looked through and confirmed by a person.

import { Tabs } from '@mantine/core';
import { systemsQuery } from '@room/connectors/web/connectors.ts';
import { confirmedQuery, newestQuery, type Read } from '@room/datamap/web/datamap.ts';
import { IconDatabaseOff, IconHandStop, IconMap2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { asProblem } from '@web/api/problem.ts';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { lazy, Suspense } from 'react';

import { Columns } from './columns.tsx';
import { Confirm, MapState } from './confirm.tsx';
import { ProposalProgress, Propose } from './propose.tsx';
import { answersQuery, isLive, useProposalJob } from './queries.ts';

const Graph = lazy(() => import('./graph.tsx'));
const PreflightPart = lazy(() => import('./preflight.tsx'));
const Compared = lazy(() => import('./compared.tsx'));
const Versions = lazy(() => import('./versions.tsx'));

const first_view = { view: 'columns' };

function Views({
  system,
  read,
  before,
}: {
  system: string;
  read: Read;
  before?: Read | undefined;
}) {
  const { t } = useText();
  const [{ view }, change] = useAddress(first_view);
  return (
    <Tabs value={view} onChange={(to) => change({ view: to ?? 'columns' })} keepMounted={false}>
      <Tabs.List mb="lg">
        <Tabs.Tab value="columns">{t('discovery.view.columns')}</Tabs.Tab>
        <Tabs.Tab value="graph">{t('discovery.view.graph')}</Tabs.Tab>
        <Tabs.Tab value="preflight">{t('discovery.view.preflight')}</Tabs.Tab>
        <Tabs.Tab value="compared">{t('discovery.view.compared')}</Tabs.Tab>
        <Tabs.Tab value="versions">{t('discovery.view.versions')}</Tabs.Tab>
      </Tabs.List>
      <Suspense fallback={<TableShape />}>
        <Tabs.Panel value="columns">
          <Columns system={system} read={read} before={before} />
        </Tabs.Panel>
        <Tabs.Panel value="graph">
          <Graph map={read.map} />
        </Tabs.Panel>
        <Tabs.Panel value="preflight">
          <PreflightPart system={system} />
        </Tabs.Panel>
        <Tabs.Panel value="compared">
          <Compared system={system} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <Versions system={system} />
        </Tabs.Panel>
      </Suspense>
    </Tabs>
  );
}

/// Where nothing was proposed yet: what a map is, and the button that begins it.
function First({ system }: { system: string }) {
  const { t } = useText();
  const session = useSession();
  return (
    <Empty
      icon={IconMap2}
      title={t('discovery.page.none')}
      what={t('discovery.page.none_what')}
      step={
        may(session, 'datamap.propose') ? (
          <Propose system={system} />
        ) : (
          <span>{t('discovery.page.ask_coordinator')}</span>
        )
      }
    />
  );
}

function Known({ system, read }: { system: string; read: Read }) {
  const isNewer = !read.map.confirmed;
  const confirmed = useQuery({ ...confirmedQuery(system), enabled: isNewer });
  const before = isNewer ? confirmed.data : undefined;
  return (
    <>
      <MapState system={system} read={read} before={before} />
      <Views system={system} read={read} before={before} />
    </>
  );
}

function MapOf({ system }: { system: string }) {
  const newest = useQuery(newestQuery(system));
  const job = useProposalJob(system);
  const running = job.data && isLive(job.data);
  if (newest.isError && asProblem(newest.error).key !== 'datamap.none')
    return <Failure error={newest.error} again={() => void newest.refetch()} />;
  if (newest.isPending) return <TableShape />;
  return (
    <>
      <ProposalProgress system={system} job={job.data} />
      {!newest.data && !running && <First system={system} />}
      {newest.data && <Known system={system} read={newest.data} />}
    </>
  );
}

function Actions({ system }: { system: string }) {
  const session = useSession();
  const newest = useQuery(newestQuery(system));
  const answers = useQuery({ ...answersQuery(system), enabled: newest.data !== undefined });
  if (!newest.data) return null;
  return (
    <>
      {may(session, 'datamap.propose') && <Propose system={system} again />}
      {may(session, 'datamap.confirm') && !newest.data.map.confirmed && (
        <Confirm system={system} read={newest.data} waiting={answers.data?.waiting.length ?? 0} />
      )}
    </>
  );
}

export default function MapPage() {
  const { t } = useText();
  const { system = '' } = useParams({ strict: false });
  const systems = useQuery(systemsQuery);
  const found = systems.data?.systems.find((one) => one.name === system);
  return (
    <>
      <p>
        <PageLink to="/connectors">{t('discovery.page.all_systems')}</PageLink>
      </p>
      <PageHead
        title={t('discovery.page.of', { system })}
        purpose={t('discovery.page.purpose')}
        law="GDPR art. 30(1)(c), 5(2)"
        actions={found && found.kind !== 'manual' && <Actions system={system} />}
      />
      <Loaded from={systems}>
        {() => {
          if (!found)
            return (
              <Empty
                icon={IconDatabaseOff}
                title={t('discovery.page.no_system', { system })}
                what={t('discovery.page.no_system_what')}
                step={<PageLink to="/connectors">{t('discovery.page.all_systems')}</PageLink>}
              />
            );
          if (found.kind === 'manual')
            return (
              <Empty
                icon={IconHandStop}
                title={t('discovery.page.manual')}
                what={t('discovery.page.manual_what')}
              />
            );
          return <MapOf system={system} />;
        }}
      </Loaded>
    </>
  );
}
