// What Vite lacks for us: the sentences as modules (web/build/texts.ts), and their types.

import fs from 'node:fs';
import path from 'node:path';

import type { Plugin } from 'vite';

import { declare, type Language, languages, readTexts } from './texts.ts';

const prefix = 'virtual:texts/';

/// Writes build/pages-types/sentences.ts, only where it differs.
export function writeTypes(root: string, body: string, name: string): void {
  const file = path.join(root, 'build/pages-types', name);
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === body) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, body);
}

export function texts(root: string): Plugin {
  let read = readTexts(root);
  return {
    name: 'ombud-texts',
    buildStart() {
      read = readTexts(root);
      for (const file of read.files) this.addWatchFile(file);
      writeTypes(root, declare(read), 'sentences.ts');
      if (read.faults.length) this.error(`the sentences:\n  ${read.faults.join('\n  ')}`);
    },
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const language = id.slice(prefix.length + 1) as Language;
      if (!languages.includes(language)) return undefined;
      return `export default ${JSON.stringify(read.messages[language])};`;
    },
  };
}
