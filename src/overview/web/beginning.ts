// How far an office is that has just begun: from the systems and maps that there are.

import { systemsQuery } from '@room/connectors/web/connectors.ts';
import { mapsQuery } from '@room/datamap/web/datamap.ts';
import { useQuery } from '@tanstack/react-query';
import { may, useSession } from '@web/shell/session.tsx';

export interface BeginningStep {
  name: 'system' | 'map' | 'confirm';
  done: boolean;
  /// The system whose turn it is, where there is one.
  system: string | undefined;
}

export interface Standing {
  system: string;
  newest: number | null;
  confirmed: number | null;
}

/// Manual systems need no map: an office that has only those is done with the first step.
export function stepsOf(systems: { name: string; kind: string }[], maps: Standing[]) {
  const mapped = systems.filter((one) => one.kind !== 'manual').length;
  const none = maps.find((one) => one.newest === null);
  const open = maps.find((one) => one.newest !== null && one.confirmed === null);
  const steps: BeginningStep[] = [
    { name: 'system', done: systems.length > 0, system: undefined },
    {
      name: 'map',
      done: systems.length > 0 && (mapped === 0 || maps.some((one) => one.newest !== null)),
      system: none?.system,
    },
    {
      name: 'confirm',
      done: systems.length > 0 && (mapped === 0 || maps.some((one) => one.confirmed !== null)),
      system: open?.system,
    },
  ];
  return steps;
}

export function useBeginning() {
  const session = useSession();
  const systems = useQuery({ ...systemsQuery, enabled: may(session, 'connectors.list') });
  const maps = useQuery({ ...mapsQuery, enabled: may(session, 'datamap.show') });
  const standings = maps.data?.maps ?? [];
  return {
    // Who may not see maps is not told how far they are.
    known: systems.data !== undefined && maps.data !== undefined,
    systems: systems.data?.systems.length ?? 0,
    done: standings.filter((one) => one.confirmed !== null).length,
    all: standings.length,
    steps: stepsOf(systems.data?.systems ?? [], standings),
    failed: systems.error ?? maps.error,
  };
}
