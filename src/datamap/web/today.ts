// Maps that nobody has confirmed wait for somebody: nothing is searched or erased by them.

import { asToday, type Need } from '@web/today.ts';

import { type Maps, mapsQuery, type Standing } from './queries.ts';

const waits = (one: Standing) => one.newest !== null && one.newest !== one.confirmed;

export const today = asToday<Maps>({
  permission: 'datamap.confirm',
  query: mapsQuery,
  needs: ({ maps }, t): Need[] =>
    maps.filter(waits).map((one) => ({
      id: `datamap ${one.system}`,
      tone: 'wait',
      word: t('datamap.today.to_confirm'),
      what: one.confirmed
        ? t('datamap.today.newer', { system: one.system })
        : t('datamap.today.first', { system: one.system }),
      why: t('datamap.today.why'),
      to: `/discovery/${one.system}`,
      ...(one.made_at ? { at: one.made_at } : {}),
    })),
});
