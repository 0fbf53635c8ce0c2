// Writes what the type check needs and is not in the tree: the sentences' keys and arguments, and
// the contract's types. Run by `./run` before tsc and vitest: node web/build/types.ts

import path from 'node:path';

import { writeContract } from './contract.ts';
import { writeTypes } from './plugin.ts';
import { declare, readTexts } from './texts.ts';

const root = path.resolve(import.meta.dirname, '../..');
const texts = readTexts(root);
writeTypes(root, declare(texts), 'sentences.ts');
await writeContract(root);
if (texts.faults.length) {
  console.error(texts.faults.join('\n'));
  process.exit(1);
}
