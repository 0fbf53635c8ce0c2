// The contract (src/ROOM/api.yaml, one part a room) as TypeScript: every path, what it takes and
// what it answers.

import fs from 'node:fs';
import path from 'node:path';

import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';

import { writeTypes } from './plugin.ts';

type Part = Record<string, Record<string, Record<string, unknown>>>;

/// The rooms' parts.
export function contractFiles(root: string): string[] {
  return fs
    .readdirSync(path.join(root, 'src'))
    .sort()
    .map((room) => path.join(root, 'src', room, 'api.yaml'))
    .filter((file) => fs.existsSync(file));
}

/// All parts as one document. A path or component that two of them declare is a fault.
export function joinContract(files: string[]): OpenAPI3 {
  const paths: Record<string, unknown> = {};
  const components: Record<string, Record<string, unknown>> = {};
  const put = (into: Record<string, unknown>, from: Record<string, unknown>, file: string) => {
    for (const [name, value] of Object.entries(from)) {
      if (name in into) throw new Error(`${file}: ${name} stands in another part too`);
      into[name] = value;
    }
  };
  for (const file of files) {
    const part = parse(fs.readFileSync(file, 'utf8')) as Part;
    put(paths, part.paths ?? {}, file);
    for (const [kind, named] of Object.entries(part.components ?? {})) {
      components[kind] ??= {};
      put(components[kind], named, file);
    }
  }
  const info = { title: 'Ombud', version: '1' };
  return { openapi: '3.1.0', info, paths, components } as OpenAPI3;
}

export async function writeContract(root: string): Promise<void> {
  const nodes = await openapiTS(joinContract(contractFiles(root)), { silent: true });
  writeTypes(root, `// Generated from the rooms' api.yaml.\n${astToString(nodes)}`, 'contract.ts');
}
