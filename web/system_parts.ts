// Every room's part of the list of systems, by name.

import type { SystemPart } from './system_part.ts';

const found = import.meta.glob<{ systemPart: SystemPart }>('../src/*/web/system_part.tsx', {
  eager: true,
});

export const systemParts: SystemPart[] = Object.values(found).map((room) => room.systemPart);
