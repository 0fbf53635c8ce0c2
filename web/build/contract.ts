// The contract (src/ROOM/api.yaml, one part a room) as TypeScript: every path, what it takes and
// what it answers. tools/join_api.py makes one document of the parts.

import { execFileSync } from 'node:child_process';
import path from 'node:path';

import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

import { writeTypes } from './plugin.ts';

export async function writeContract(root: string): Promise<void> {
  const joined = execFileSync('/usr/bin/python3', ['-B', path.join(root, 'tools/join_api.py')], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const nodes = await openapiTS(JSON.parse(joined) as OpenAPI3, { silent: true });
  writeTypes(root, `// Generated from the rooms' api.yaml.\n${astToString(nodes)}`, 'contract.ts');
}
