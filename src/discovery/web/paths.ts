// By which links each table's rows belong to a person, and where the tables stand in a picture of
// that: persons in the first column, what belongs to them in the next, and so on.

import type { Link, Map_, Table } from '@room/datamap/web/datamap.ts';

export interface Hop {
  from: string;
  to: string;
  columns: string[];
  means: Link['means'];
  kind: Link['kind'];
}

export interface Path {
  table: Table;
  /// From the table towards the person; empty for a table of persons, and where no link leads.
  hops: Hop[];
  /// Tables that no link leads from to a person have none.
  person: string | undefined;
}

const hopOf = (link: Link): Hop => ({
  from: link.from,
  to: link.to,
  columns: link.columns,
  means: link.means,
  kind: link.kind,
});

/// The links by which rows next to `table` are a person's when the rows of `table` are: what refers
/// to it and belongs, and what it refers to and owns.
function outwards(links: Link[], table: string): [next: string, link: Link][] {
  return links.flatMap((link): [string, Link][] => {
    if (link.to === table && (link.means === 'belongs' || link.means === 'mentions'))
      return [[link.from, link]];
    if (link.from === table && link.means === 'owns') return [[link.to, link]];
    return [];
  });
}

/// The shortest path of every table that tells of persons, in the map's order.
export function pathsOf(map: Map_): Path[] {
  const tables = map.tables.filter((table) => table.holds !== 'reference');
  const names = new Set(tables.map((table) => table.table));
  const found = new Map<string, Path>();
  let edge = tables.filter((table) => table.holds === 'person').map((table) => table.table);
  for (const table of tables)
    if (table.holds === 'person') found.set(table.table, { table, hops: [], person: table.table });
  while (edge.length > 0) {
    const next: string[] = [];
    for (const here of edge)
      for (const [name, link] of outwards(map.links, here)) {
        const table = tables.find((one) => one.table === name);
        const before = found.get(here);
        if (!names.has(name) || found.has(name) || !table || !before) continue;
        found.set(name, { table, hops: [hopOf(link), ...before.hops], person: before.person });
        next.push(name);
      }
    edge = next;
  }
  return tables.map((table) => found.get(table.table) ?? { table, hops: [], person: undefined });
}

export interface Box {
  path: Path;
  x: number;
  y: number;
}

export interface Line {
  id: string;
  from: Box;
  to: Box;
  hop: Hop;
}

export interface Picture {
  boxes: Box[];
  lines: Line[];
  width: number;
  height: number;
}

export const box_width = 184;
export const box_height = 46;
const gap_x = 92;
const gap_y = 20;

/// Columns by the number of hops; those that no link reaches stand last. In a column a table stands
/// near the one that it leads to.
export function pictureOf(map: Map_): Picture {
  const paths = pathsOf(map);
  const depth = (path: Path) =>
    path.person === undefined ? Number.POSITIVE_INFINITY : path.hops.length;
  const depths = [...new Set(paths.map(depth))].sort((one, other) => one - other);
  const boxes = new Map<string, Box>();
  depths.forEach((wanted, column) => {
    const here = paths.filter((path) => depth(path) === wanted);
    const near = (path: Path) => {
      const hop = path.hops[0];
      const other = hop && (hop.from === path.table.table ? hop.to : hop.from);
      return (other ? boxes.get(other)?.y : undefined) ?? 0;
    };
    here.sort((one, other) => near(one) - near(other));
    here.forEach((path, row) => {
      boxes.set(path.table.table, {
        path,
        x: column * (box_width + gap_x),
        y: row * (box_height + gap_y),
      });
    });
  });
  const lines = map.links.flatMap((link, at): Line[] => {
    const from = boxes.get(link.from);
    const to = boxes.get(link.to);
    return from && to && from !== to ? [{ id: `${at}`, from, to, hop: hopOf(link) }] : [];
  });
  const all = [...boxes.values()];
  return {
    boxes: all,
    lines,
    width: Math.max(box_width, ...all.map((box) => box.x + box_width)),
    height: Math.max(box_height, ...all.map((box) => box.y + box_height)),
  };
}

/// Whether the link is one of the path's.
export const isOn = (path: Path | undefined, hop: Hop) =>
  path?.hops.some(
    (one) =>
      one.from === hop.from && one.to === hop.to && one.columns.join() === hop.columns.join(),
  ) ?? false;
