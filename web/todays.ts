// All rooms' needs (web/today.ts). Apart from the types, so that no room includes itself.

import type { Today } from './today.ts';

const found = import.meta.glob<{ today: Today }>('../src/*/web/today.ts', { eager: true });

export const todays = Object.values(found).map((file) => file.today);
