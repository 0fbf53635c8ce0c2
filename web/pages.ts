// All rooms' pages. A room that has src/ROOM/web/pages.ts is found; no list is kept.

import type { Page } from './page.ts';

const found = import.meta.glob<{ pages: Page[] }>('../src/*/web/pages.ts', { eager: true });

export const pages: Page[] = Object.values(found).flatMap((file) => file.pages);
