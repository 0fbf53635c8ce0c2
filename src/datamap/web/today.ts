// Maps that nobody has confirmed wait for somebody: nothing is searched or erased by them.

import type { Say } from '@web/text/texts.tsx';
import { asToday, type Need } from '@web/today.ts';

import { type Maps, mapsQuery, type Standing } from './queries.ts';

const waits = (one: Standing) => one.newest === null || one.newest !== one.confirmed;

function sentence(one: Standing, t: Say): string {
  if (!one.newest) return t('datamap.today.propose', { system: one.system });
  if (one.confirmed) return t('datamap.today.newer', { system: one.system });
  return t('datamap.today.first', { system: one.system });
}

export const today = asToday<Maps>({
  permission: 'datamap.confirm',
  query: mapsQuery,
  needs: ({ maps }, t): Need[] =>
    maps.filter(waits).map((one) => ({
      id: `datamap ${one.system}`,
      tone: 'wait',
      word: one.newest ? t('datamap.today.to_confirm') : t('datamap.today.to_propose'),
      what: sentence(one, t),
      why: t('datamap.today.why'),
      to: `/discovery/${one.system}`,
      ...(one.made_at ? { at: one.made_at } : {}),
    })),
});
