// How far a system's map is, in the list of systems.

import { useQuery } from '@tanstack/react-query';

import { PageLink } from '@web/components/link.tsx';
import { Status } from '@web/components/status.tsx';
import type { SystemPart } from '@web/system_part.ts';
import { useText } from '@web/text/texts.tsx';

import { mapsQuery, type Standing } from './queries.ts';

function MapState({ standing }: { standing: Standing }) {
  const { t } = useText();
  if (!standing.newest) return <Status tone="wait">{t('datamap.standing.none')}</Status>;
  if (!standing.confirmed) return <Status tone="wait">{t('datamap.standing.proposed')}</Status>;
  if (standing.confirmed < standing.newest)
    return <Status tone="wait">{t('datamap.standing.newer')}</Status>;
  return <Status tone="good">{t('datamap.standing.confirmed')}</Status>;
}

function MapCell({ system, kind }: { system: string; kind: string }) {
  const { t } = useText();
  const { data } = useQuery(mapsQuery);
  if (kind === 'manual') return t('datamap.standing.manual');
  const standing = data?.maps.find((one) => one.system === system);
  if (!standing) return null;
  return (
    <PageLink to={`/discovery/${system}`}>
      <MapState standing={standing} />
    </PageLink>
  );
}

export const systemPart: SystemPart = {
  name: 'map',
  head: 'datamap.standing.head',
  permission: 'datamap.show',
  Cell: MapCell,
};
