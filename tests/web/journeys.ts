// What people do with the pages, in a browser, before the real server. Each journey is a function
// of tests/web/*.journey.ts; its name is what it shows.
// usage: node tests/web/journeys.ts OMBUD [WORD]: all, or those with the word in their names

import fs from 'node:fs';
import path from 'node:path';

import { Office } from './office.ts';
import { Visitor, type Wishes } from './visitor.ts';

/// The office, and how to come there with a browser; all who came leave afterwards.
export interface Stage {
  office: Office;
  come: (wishes?: Wishes) => Promise<Visitor>;
}
export type Journey = (stage: Stage) => Promise<void>;
/// One that needs no office: it says itself which address it visits.
export type Alone = (stage: {
  come: (address: string, wishes?: Wishes) => Promise<Visitor>;
}) => Promise<void>;

/// The faults of one journey.
async function walk(program: string, journey: Journey | Alone, alone: boolean): Promise<string[]> {
  const visitors: Visitor[] = [];
  const visit = async (address: string, wishes?: Wishes) => {
    const visitor = await Visitor.come(address, wishes);
    visitors.push(visitor);
    return visitor;
  };
  const office = alone ? undefined : new Office(program);
  const faults: string[] = [];
  try {
    await office?.open();
    if (!office) await (journey as Alone)({ come: visit });
    else await (journey as Journey)({ office, come: (wishes) => visit(office.address, wishes) });
  } catch (error) {
    faults.push((error as Error).stack ?? String(error));
    for (const visitor of visitors) await visitor.picture('fault').catch(() => undefined);
  } finally {
    for (const visitor of visitors) {
      faults.push(...visitor.faults);
      await visitor.leave();
    }
    await office?.leave();
  }
  return faults;
}

async function main(program: string, word = ''): Promise<void> {
  const files = fs.readdirSync(import.meta.dirname).filter((file) => file.endsWith('.journey.ts'));
  let bad = 0;
  for (const file of files.sort()) {
    const all = (await import(path.join(import.meta.dirname, file))) as Record<string, Journey>;
    for (const [name, journey] of Object.entries(all)) {
      const title = `${file.replace('.journey.ts', '')}: ${name.replace(/([A-Z])/g, (c) => ` ${c.toLowerCase()}`)}`;
      if (!title.includes(word)) continue;
      const began = performance.now();
      const faults = await walk(program, journey, file.startsWith('components'));
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      process.stdout.write(`${faults.length ? 'FAULT' : 'ok   '} ${title} (${seconds} s)\n`);
      for (const fault of faults) process.stdout.write(`      ${fault}\n`);
      if (faults.length) bad += 1;
    }
  }
  process.exitCode = bad ? 1 : 0;
}

const [program, word] = process.argv.slice(2);
if (!program) throw new Error('usage: node tests/web/journeys.ts OMBUD [WORD]');
await main(path.resolve(program), word);
