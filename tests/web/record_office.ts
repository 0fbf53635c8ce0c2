// An office with a record of processing activities in it, written by the real commands.

import fs from 'node:fs';
import path from 'node:path';

import type { Office } from './office.ts';

interface Written {
  kind: string;
  fields: Record<string, unknown>;
  move?: string;
}

const municipality = path.resolve(import.meta.dirname, '../record/municipality.json');

/// A Danish municipality's record: three activities in use, one just begun.
export function writeRecord(office: Office): void {
  const all = JSON.parse(fs.readFileSync(municipality, 'utf8')) as Written[];
  for (const { kind, fields, move } of all) {
    fs.writeFileSync(office.file('record.json'), JSON.stringify(fields));
    const made = office.run('records', 'add', kind, '--file', office.file('record.json'), '--json');
    const { number } = JSON.parse(made) as { number: string };
    if (move) office.run('records', 'move', kind, number, move);
  }
}
