import path from 'node:path';

import { expect, test } from 'vitest';

import { allRoomFaults, readRooms, roomFaults } from './rooms.ts';

const may = readRooms('floor base:\njobs: base\n# a remark\noverview: base jobs\napp: *\n');

test('a room uses only the public file of a room that it may include', () => {
  const use = (from: string) => roomFaults('overview', `import { x } from '${from}';`, may);
  expect(use('@room/jobs/web/jobs.ts')).toEqual([]);
  expect(use('@room/jobs/web/today.ts')).toEqual([
    '@room/jobs/web/today.ts: only jobs/web/jobs.ts is public',
  ]);
  expect(use('@room/actions/web/actions.ts')).toEqual([
    '@room/actions/web/actions.ts: rooms.txt does not let overview include actions',
  ]);
  expect(use('../../jobs/web/jobs.ts')).toEqual([
    '../../jobs/web/jobs.ts: leaves the room by a relative path',
  ]);
});

test('a lazy import is held to the same, and the shell uses no room', () => {
  expect(roomFaults('jobs', "import('@room/overview/web/overview.ts')", may)).toHaveLength(1);
  expect(roomFaults('web', "import '@room/jobs/web/jobs.ts';", may)).toEqual([
    '@room/jobs/web/jobs.ts: the shell uses no room',
  ]);
});

test('the tree keeps to rooms.txt', () => {
  expect(allRoomFaults(path.resolve(import.meta.dirname, '../..'))).toEqual([]);
});
