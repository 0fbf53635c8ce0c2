// What kinds of systems are called.

import type { PlainKey } from '@web/text/texts.tsx';

import type { System } from './query.ts';

export const kindWords: Record<System['kind'], PlainKey> = {
  sqlite: 'connectors.kind.sqlite',
  postgresql: 'connectors.kind.postgresql',
  mariadb: 'connectors.kind.mariadb',
  csv: 'connectors.kind.csv',
  manual: 'connectors.kind.manual',
};
