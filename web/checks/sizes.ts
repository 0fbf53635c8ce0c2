// Holds the built pages to their budget, as the browser gets them: gzip. What is loaded before
// anything shows: 260 kB with its styles; what a page loads later: 120 kB a piece.
// usage: node web/checks/sizes.ts [FOLDER]

import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const main_bytes = 260_000;
const chunk_bytes = 120_000;

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  css?: string[];
}
export type Manifest = Record<string, Chunk>;

/// The files of the entry and of all that it imports before it runs.
export function mainFiles(manifest: Manifest): Set<string> {
  const files = new Set<string>();
  const walk = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const other of chunk.imports ?? []) walk(other);
  };
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry) walk(name);
  return files;
}

/// Each fault as a sentence; none where all is within the budget.
export function sizeFaults(manifest: Manifest, bytesOf: (file: string) => number): string[] {
  const main = mainFiles(manifest);
  const total = [...main].reduce((sum, file) => sum + bytesOf(file), 0);
  const faults = total > main_bytes ? [`main: ${total} bytes, ${main_bytes} at most`] : [];
  for (const { file } of Object.values(manifest)) {
    if (main.has(file) || !file.endsWith('.js')) continue;
    const bytes = bytesOf(file);
    if (bytes > chunk_bytes) faults.push(`${file}: ${bytes} bytes, ${chunk_bytes} at most`);
  }
  return faults;
}

function main(folder: string): void {
  const manifest = JSON.parse(
    fs.readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8'),
  ) as Manifest;
  const bytesOf = (file: string) =>
    gzipSync(fs.readFileSync(path.join(folder, file)), { level: 9 }).length;
  const faults = sizeFaults(manifest, bytesOf);
  const total = [...mainFiles(manifest)].reduce((sum, file) => sum + bytesOf(file), 0);
  process.stdout.write(`main: ${total} of ${main_bytes} bytes (gzip)\n`);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length ? 1 : 0;
}

if (import.meta.main) {
  main(process.argv[2] ?? path.resolve(import.meta.dirname, '../../build/pages'));
}
