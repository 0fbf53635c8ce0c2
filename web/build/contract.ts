// The contract (src/ROOM/api.yaml, one part a room) as TypeScript: every path, what it takes and
// what it answers.

import fs from 'node:fs';
import path from 'node:path';

import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';

import { writeTypes } from './plugin.ts';

type Part = Record<string, Record<string, Record<string, unknown>>>;

/// All rooms' parts as one document. A path or component that two rooms declare is a fault.
export function joinContract(root: string): OpenAPI3 {
  const joined: Part = { paths: {}, components: {} };
  const put = (into: Record<string, unknown>, from: Record<string, unknown>, file: string) => {
    for (const [name, value] of Object.entries(from)) {
      if (name in into) throw new Error(`${file}: ${name} stands in another room's part too`);
      into[name] = value;
    }
  };
  for (const room of fs.readdirSync(path.join(root, 'src')).sort()) {
    const file = path.join(root, 'src', room, 'api.yaml');
    if (!fs.existsSync(file)) continue;
    const part = parse(fs.readFileSync(file, 'utf8')) as Part;
    put(joined.paths as Record<string, unknown>, part.paths ?? {}, file);
    for (const [kind, named] of Object.entries(part.components ?? {})) {
      const components = joined.components as Part[string];
      components[kind] ??= {};
      put(components[kind], named, file);
    }
  }
  if (!Object.keys(joined.paths as object).length) {
    return {
      openapi: '3.1.0',
      info: { title: 'Ombud', version: '1' },
      ...parse(fs.readFileSync(path.join(root, 'tests/web/draft.yaml'), 'utf8')),
    } as OpenAPI3;
  }
  return { openapi: '3.1.0', info: { title: 'Ombud', version: '1' }, ...joined } as OpenAPI3;
}

export async function writeContract(root: string): Promise<void> {
  const nodes = await openapiTS(joinContract(root), { silent: true });
  writeTypes(root, `// Generated from src/*/api.yaml.\n${astToString(nodes)}`, 'contract.ts');
}
