import type { Page } from '@web/page.ts';
import { pages } from '@web/pages.ts';
import { expect, test } from 'vitest';

import { menuOf } from './menu.ts';

const icon = () => null;
const load = async () => ({ default: () => null });

function page(
  path: string,
  group: 'start' | 'systems' | 'proof',
  order: number,
  permission?: string,
): Page {
  return {
    path,
    title: 'web.me.menu',
    load,
    menu: { group, order, icon },
    ...(permission ? { permission } : {}),
  };
}

test('the menu holds what one may open, in its order, and no heading above nothing', () => {
  const all = [
    page('/b', 'systems', 2, 'connectors.list'),
    page('/a', 'systems', 1),
    page('/log', 'proof', 1, 'evidence.read'),
    { path: '/sign-in', title: 'web.me.menu', load, open: true } as Page,
  ];
  const menu = menuOf(all, (permission) => permission !== 'evidence.read');
  expect(menu.map((group) => group.group)).toEqual(['systems']);
  expect(menu[0]?.pages.map(({ path }) => path)).toEqual(['/a', '/b']);
});

test('each page is found, at an address and by a letter of its own', () => {
  const paths = pages.map(({ path }) => path);
  expect(paths).toContain('/sign-in');
  expect(new Set(paths).size).toBe(paths.length);
  const letters = pages.flatMap(({ letter }) => letter ?? []);
  expect(new Set(letters).size).toBe(letters.length);
});
