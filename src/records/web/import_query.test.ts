import { describe, expect, it } from 'vitest';

import {
  type Columns,
  chose,
  chosenFor,
  left_out,
  type Mapping,
  undecided,
} from './import_query.ts';

const mapping: Mapping = {
  columns: [
    { column: 'Navn', field: 'name' },
    { column: 'Hjemmel', field: 'legal_bases.basis', split: '|' },
    { column: 'Hjemmel', field: 'special_exceptions.exception', split: '|' },
    { column: 'Id', ignore: true },
  ],
};

describe('the choice of a column', () => {
  it('is its field, that it is left out, or nothing yet', () => {
    expect(chosenFor(mapping, 'Navn')).toBe('name');
    expect(chosenFor(mapping, 'Id')).toBe(left_out);
    expect(chosenFor(mapping, 'Andet')).toBe('');
  });

  it('replaces all that was said of the column, and of no other', () => {
    expect(chose(mapping, 'Hjemmel', 'note').columns).toEqual([
      { column: 'Navn', field: 'name' },
      { column: 'Id', ignore: true },
      { column: 'Hjemmel', field: 'note' },
    ]);
    expect(chose(mapping, 'Navn', left_out).columns.at(-1)).toEqual({
      column: 'Navn',
      ignore: true,
    });
    expect(chosenFor(chose(mapping, 'Navn', ''), 'Navn')).toBe('');
  });

  it('is open where no rule speaks of the column', () => {
    const columns = {
      columns: ['Navn', 'Andet'].map((column) => ({
        column,
        fields: [],
        ignored: false,
        values: [],
      })),
    } as unknown as Columns;
    expect(undecided(columns, mapping)).toEqual(['Andet']);
  });
});
