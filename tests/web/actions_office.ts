// An office in which there is something to plan: the demo's members' system and time reports, a
// system on paper, and the people that four eyes take.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import type { Office } from './office.ts';

const demo = path.resolve(import.meta.dirname, '../../demo');

/// Systems with confirmed maps; olle approves, dag is the data protection officer.
export function furnish(office: Office): void {
  execFileSync('/usr/bin/python3', ['-B', path.join(demo, 'make_systems.py'), office.folder]);
  for (const system of ['medlem', 'tidrapport']) {
    office.run('system', 'add', system, '--url', `sqlite:${office.file(`${system}.sqlite`)}`);
    office.run('datamap', 'propose', system, '--quiet');
    office.run('datamap', 'confirm', system, '--quiet');
  }
  office.run('system', 'add', 'parm', '--url', 'manual:');
  office.add('olle', 'approver');
  office.add('dag', 'dpo');
}

/// The handle of who is found by that.
export function person(office: Office, ...criteria: string[]): string {
  const search = office.file('search.txt');
  fs.writeFileSync(search, `${criteria.join('\n')}\n`);
  const found = JSON.parse(
    office.run('subjects', 'find', '--reference', 'request 14', '--from', search, '--json'),
  ) as { persons: { person: string }[] };
  const handle = found.persons[0]?.person;
  if (!handle) throw new Error('nobody was found');
  return handle;
}

/// Whom the demo is about.
export const karin = (office: Office) =>
  person(office, 'personnummer: 19840407-2384', 'email: karin.ahlstrom@example.org');
