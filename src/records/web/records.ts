// What a room that declares kinds of record gives its pages: a first page with its kinds, and of
// each kind a list, a form and the record.

import type { Page } from '@web/page.ts';
import type { PlainKey } from '@web/text/texts.tsx';
import { createElement } from 'react';

interface Rooms {
  room: string;
  title: PlainKey;
  purpose: PlainKey;
  law: string;
  menu: NonNullable<Page['menu']>;
  letter?: string;
}

export function recordPages({ room, title, purpose, law, menu, letter }: Rooms): Page[] {
  const home: Page = {
    path: `/${room}`,
    title,
    permission: `${room}.read`,
    menu,
    load: async () => {
      const { Home } = await import('./home.tsx');
      return { default: () => createElement(Home, { title, purpose, law }) };
    },
  };
  if (letter) home.letter = letter;
  return [
    home,
    {
      path: `/${room}/$kind`,
      title,
      permission: `${room}.read`,
      load: () => import('./list.tsx'),
    },
    {
      path: `/${room}/$kind/new`,
      title,
      permission: `${room}.edit`,
      load: () => import('./new.tsx'),
    },
    {
      path: `/${room}/$kind/import`,
      title,
      permission: `${room}.edit`,
      load: () => import('./import.tsx'),
    },
    {
      path: `/${room}/$kind/$number`,
      title,
      permission: `${room}.read`,
      load: () => import('./one.tsx'),
    },
  ];
}
