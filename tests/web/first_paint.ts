// How long a new visitor waits until something is drawn, on loopback. A measurement and no test: it
// says as much of what else runs on the machine as of the pages.
// usage: node tests/web/first_paint.ts OMBUD [TIMES]

import path from 'node:path';

import { Office } from './office.ts';
import { Visitor } from './visitor.ts';

const [program, times = '7'] = process.argv.slice(2);
if (!program) throw new Error('usage: node tests/web/first_paint.ts OMBUD [TIMES]');
const office = new Office(path.resolve(program));
try {
  await office.open();
  const took: number[] = [];
  for (let time = 0; time < Number(times); time += 1) {
    const visitor = await Visitor.come(office.address);
    await visitor.go('/');
    took.push(Math.round(await visitor.firstPaint()));
    await visitor.leave();
  }
  took.sort((one, other) => one - other);
  process.stdout.write(`first contentful paint, new browsers: ${took.join(', ')} ms\n`);
} finally {
  await office.leave();
}
