import { describe, expect, it } from 'vitest';

import { type Field, isAsked, of, tidied, type Values } from './query.ts';

const field = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  label: name,
  type: 'text',
  format: 'free',
  help: '',
  law: '',
  many: false,
  required: false,
  listed: false,
  searched: false,
  retired: false,
  least: 0,
  most: 0,
  to: '',
  to_room: '',
  choices: [],
  fields: [],
  when: null,
  ...more,
});

const role = field('role', { type: 'choice' });
const customers = field('customers', { many: true, when: { field: 'role', words: ['processor'] } });
const abroad = field('abroad', { type: 'yes_no' });
const country = field('country', { when: { field: 'abroad', words: ['yes'] } });
const matrix = field('matrix', { type: 'rows', fields: [field('who'), field('what')] });

describe('a field with a condition', () => {
  it('is asked for where the other one has the word', () => {
    expect(isAsked(customers, { role: 'processor' })).toBe(true);
    expect(isAsked(customers, { role: 'controller' })).toBe(false);
    expect(isAsked(customers, {})).toBe(false);
    expect(isAsked(country, { abroad: true })).toBe(true);
    expect(isAsked(country, { abroad: false })).toBe(false);
    expect(isAsked(customers, { role: ['controller', 'processor'] })).toBe(true);
  });
});

describe('what is sent', () => {
  it('has nothing empty and nothing that is no longer asked for', () => {
    const values: Values = {
      role: 'controller',
      customers: ['A'],
      abroad: false,
      country: 'US',
      matrix: [{ who: '', what: '' }, { who: 'a' }],
    };
    expect(tidied([role, customers, abroad, country, matrix], values)).toEqual({
      role: 'controller',
      abroad: false,
      matrix: [{ who: 'a' }],
    });
  });

  it('has what stands in a field that the form does not know yet', () => {
    expect(tidied([role], { role: 'controller', own_7: 'South' })).toEqual({
      role: 'controller',
      own_7: 'South',
    });
  });
});

describe('a path', () => {
  it('is that of the room', () => {
    expect(of('parties', '/api/processing/{kind}/lists')).toBe('/api/parties/{kind}/lists');
  });
});
