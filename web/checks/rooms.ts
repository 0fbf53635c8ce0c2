// Holds the pages to src/rooms.txt, as tools/check_rooms.py holds the C++: a room's pages use the
// shell, their own folder, and of another room only ROOM/web/ROOM.ts, where rooms.txt lets the room
// include the other. The shell uses no room.

import fs from 'node:fs';
import path from 'node:path';

import { rooms, sources } from '../build/texts.ts';

/// Which rooms each room may include; "*" stands for all.
export function readRooms(text: string): Map<string, Set<string>> {
  const may = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const found = /^(?:floor )?([a-z]+):([^#]*)/.exec(line);
    if (found) may.set(found[1] as string, new Set((found[2] as string).trim().split(/\s+/)));
  }
  return may;
}

const includes = /(?:from|import)\s*\(?\s*'([^']+)'/g;

/// What is wrong in one file; `room` is "web" for the shell.
export function roomFaults(room: string, code: string, may: Map<string, Set<string>>): string[] {
  return [...code.matchAll(includes)].flatMap(([, from]) => {
    const other = /^@room\/([a-z]+)\/(.*)$/.exec(from as string);
    if (!other)
      return from?.startsWith('../') ? [`${from}: leaves the room by a relative path`] : [];
    const [, name, file] = other as unknown as [string, string, string];
    if (room === 'web') return [`${from}: the shell uses no room`];
    const allowed = may.get(room);
    if (!allowed?.has(name) && !allowed?.has('*')) {
      return [`${from}: rooms.txt does not let ${room} include ${name}`];
    }
    return file === `web/${name}.ts` ? [] : [`${from}: only ${name}/web/${name}.ts is public`];
  });
}

export function allRoomFaults(root: string): string[] {
  const may = readRooms(fs.readFileSync(path.join(root, 'src/rooms.txt'), 'utf8'));
  return rooms(root).flatMap((room) => {
    const known = room.name === 'web' || may.has(room.name);
    const unknown = known ? [] : [`src/${room.name}: does not stand in rooms.txt`];
    const inside = sources(room.code).flatMap((file) =>
      roomFaults(room.name, fs.readFileSync(file, 'utf8'), may)
        .filter((fault) => room.name !== 'web' || !fault.includes('relative path'))
        .map((fault) => `${path.relative(root, file)}: ${fault}`),
    );
    return [...unknown, ...inside];
  });
}
