// What stands in the menu for this person, and in what order.

import type { Page } from '@web/page.ts';
import { type Group, groups } from '@web/page.ts';
import type { PlainKey } from '@web/text/texts.tsx';

export type MenuPage = Page & { menu: NonNullable<Page['menu']> };

const titles: Record<Group, PlainKey | undefined> = {
  start: undefined, // The first ones need no heading.
  people: 'web.menu.people',
  systems: 'web.menu.systems',
  paper: 'web.menu.paper',
  rules: 'web.menu.rules',
  proof: 'web.menu.proof',
  house: 'web.menu.house',
};

export interface MenuGroup {
  group: Group;
  title: PlainKey | undefined;
  pages: MenuPage[];
}

/// Only what he may open, and no heading above nothing.
export function menuOf(pages: Page[], allowed: (permission?: string) => boolean): MenuGroup[] {
  const shown = pages.filter((page): page is MenuPage => !!page.menu && allowed(page.permission));
  return groups
    .map((group) => ({
      group,
      title: titles[group],
      pages: shown
        .filter((page) => page.menu.group === group)
        .sort((one, other) => one.menu.order - other.menu.order),
    }))
    .filter(({ pages: some }) => some.length > 0);
}
