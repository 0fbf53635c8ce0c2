import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { joinContract } from './contract.ts';

function files(...bodies: string[]): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'contract-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  return bodies.map((body, at) => {
    const file = path.join(folder, `${at}.yaml`);
    fs.writeFileSync(file, body);
    return file;
  });
}

test('the rooms’ parts become one contract', () => {
  const joined = joinContract(
    files(
      'paths: {/api/a: {get: {}}}\ncomponents: {schemas: {A: {type: string}}}',
      'paths: {/api/b: {get: {}}}\ncomponents: {schemas: {B: {type: string}}}',
    ),
  );
  expect(Object.keys(joined.paths ?? {})).toEqual(['/api/a', '/api/b']);
  expect(Object.keys(joined.components?.schemas ?? {})).toEqual(['A', 'B']);
});

test('a path that two rooms declare fails the build', () => {
  expect(() => joinContract(files('paths: {/api/a: {}}', 'paths: {/api/a: {}}'))).toThrow(
    '/api/a stands in another part too',
  );
});
