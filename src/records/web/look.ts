// How a list is looked at: in the address, or as a view that was saved. What is searched for may be
// a name: it stays out of the address.

import { useAddress } from '@web/components/use_address.ts';
import { useState } from 'react';

import type { Kind, SavedView } from './query.ts';

export interface Look {
  search: string;
  states: string[];
  values: Record<string, string[]>;
  archived: boolean;
  order: string;
  descending: boolean;
  /// Empty: those that are shown first.
  columns: string[];
}

const nothing = { view: '', state: '', where: '', order: '', archived: '', columns: '' };
export type Address = typeof nothing;

const parts = (text: string, by: string) => (text === '' ? [] : text.split(by));

/// "role:controller,processor;area:hr": a word of an organisation's own field may be any text.
function valuesIn(where: string): Record<string, string[]> {
  return Object.fromEntries(
    parts(where, ';').map((one) => {
      const [field = '', words = ''] = one.split(':');
      return [field, parts(words, ',').map(decodeURIComponent)];
    }),
  );
}

export function lookOf(address: Address): Look {
  const [order = '', direction] = address.order.split(' ');
  return {
    search: '',
    states: parts(address.state, ','),
    values: valuesIn(address.where),
    archived: address.archived !== '',
    order: order || 'number',
    descending: order === '' || direction === 'desc',
    columns: parts(address.columns, ','),
  };
}

export function orderWord({ order, descending }: Pick<Look, 'order' | 'descending'>): string {
  return order === 'number' && descending ? '' : `${order} ${descending ? 'desc' : 'asc'}`;
}

export function addressOf(look: Look): Address {
  return {
    view: '',
    state: look.states.join(','),
    where: Object.entries(look.values)
      .filter(([, words]) => words.length > 0)
      .map(([field, words]) => `${field}:${words.map(encodeURIComponent).join(',')}`)
      .join(';'),
    order: orderWord(look),
    archived: look.archived ? 'yes' : '',
    columns: look.columns.join(','),
  };
}

/// Whether it shows less than all records that are not archived.
export function isNarrowed(look: Look): boolean {
  const filtered = Object.values(look.values).some((words) => words.length > 0);
  return look.search !== '' || look.states.length > 0 || filtered || look.archived;
}

/// What a saved view says of the list, without what it is itself.
export function lookAs(view: Look): Look {
  const { search, states, values, archived, order, descending, columns } = view;
  return { search, states, values, archived, order, descending, columns };
}

export interface Looking {
  look: Look;
  change: (part: Partial<Look>) => void;
  /// The saved one that is looked at, unchanged.
  view: SavedView | undefined;
  open: (id: string) => void;
  /// The address names one that is not there any more.
  isGone: boolean;
}

export function useLook(kind: Kind, views: SavedView[]): Looking {
  const [address, setAddress] = useAddress(nothing);
  const [typed, setTyped] = useState<string>();
  const view = views.find(({ id }) => id === address.view);
  const base = view ? lookAs(view) : lookOf(address);
  const known = kind.fields.map(({ name }) => name);
  const look = {
    ...base,
    columns: base.columns.filter((name) => known.includes(name)),
    search: typed ?? base.search,
  };
  return {
    look,
    view: typed === undefined || typed === view?.search ? view : undefined,
    isGone: address.view !== '' && !view,
    change: (part) => {
      const next = { ...look, ...part };
      setTyped(next.search);
      setAddress(addressOf(next));
    },
    open: (id) => {
      setTyped(undefined);
      setAddress({ ...nothing, view: id });
    },
  };
}
