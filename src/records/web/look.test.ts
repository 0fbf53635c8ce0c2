import { describe, expect, it } from 'vitest';

import { addressOf, isNarrowed, lookAs, lookOf } from './look.ts';

const empty = { view: '', state: '', where: '', order: '', archived: '', columns: '' };

describe('a look', () => {
  it('without an address is all records, the newest first', () => {
    const look = lookOf(empty);
    expect([look.order, look.descending, isNarrowed(look)]).toEqual(['number', true, false]);
    expect(addressOf(look)).toEqual(empty);
  });

  it('comes back from the address that it was put in, without what was searched for', () => {
    const look = {
      search: 'Tova',
      states: ['draft', 'in_use'],
      values: { role: ['controller', 'processor'], own_1: ['200: South, west; old'] },
      archived: true,
      order: 'title',
      descending: false,
      columns: ['role', 'unit'],
    };
    const address = addressOf(look);
    expect(JSON.stringify(address)).not.toContain('Tova');
    expect(lookOf(address)).toEqual({ ...look, search: '' });
  });

  it('is of a saved view what the list is asked for, and nothing more', () => {
    const look = lookOf(empty);
    expect(lookAs({ ...look, id: '1', name: 'Ours', mine: true } as never)).toEqual(look);
  });

  it('leaves a filter out that has no words left', () => {
    expect(addressOf({ ...lookOf(empty), values: { role: [] } }).where).toBe('');
  });
});
