// How the tables hang together and by which path a row belongs to a person: as a picture, and beside
// it the same in words. Choosing a table, by pointer or key, shows its path in both.

import { holdsWords, type Link, type Map_ } from '@room/datamap/web/datamap.ts';
import { IconTopologyStar3 } from '@tabler/icons-react';
import { Empty } from '@web/components/empty.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { type KeyboardEvent, useState } from 'react';

import styles from './graph.module.css';
import { type Box, box_height, box_width, isOn, type Line, type Path, pictureOf } from './paths.ts';

const margin = 8;
const bend_room = 40; // For lines between two tables of a column.
const readable = 0.8;

function curve({ from, to }: Line): string {
  const leftwards = from.x > to.x;
  const [x1, x2] = leftwards
    ? [from.x, to.x + box_width]
    : from.x < to.x
      ? [from.x + box_width, to.x]
      : [from.x + box_width, to.x + box_width];
  const [y1, y2] = [from.y + box_height / 2, to.y + box_height / 2];
  const bend = from.x === to.x ? 40 : (x2 - x1) / 2;
  return from.x === to.x
    ? `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 + bend} ${y2}, ${x2} ${y2}`
    : `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2} ${y2}`;
}

const fitting_letters = 20; // At their own width.

interface TableBoxProps {
  box: Box;
  chosen: boolean;
  first: boolean;
  choose: () => void;
}

function TableBox({ box, chosen, first, choose }: TableBoxProps) {
  const { t } = useText();
  const { table } = box.path;
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button can't stand in a drawing.
    <g
      role="button"
      tabIndex={first ? 0 : -1}
      aria-pressed={chosen}
      className={styles.box}
      data-holds={table.holds}
      data-chosen={chosen || undefined}
      data-box={table.table}
      transform={`translate(${box.x} ${box.y})`}
      onClick={choose}
      onKeyDown={pressed}
    >
      <rect width={box_width} height={box_height} rx={6} />
      <text
        x={12}
        y={20}
        className={styles.name}
        {...(table.table.length > fitting_letters
          ? { textLength: box_width - 24, lengthAdjust: 'spacingAndGlyphs' }
          : {})}
      >
        {table.table}
      </text>{' '}
      <text x={12} y={37} className={styles.holds}>
        {t(holdsWords[table.holds])}
      </text>
    </g>
  );
}

const meant: Record<Link['means'], PlainKey> = {
  belongs: 'discovery.graph.belongs',
  owns: 'discovery.graph.owns',
  mentions: 'discovery.graph.mentions',
  same: 'discovery.graph.same',
};
const kinds: Record<Link['kind'], PlainKey> = {
  foreign_key: 'discovery.graph.foreign_key',
  proposed: 'discovery.graph.proposed',
  declared: 'discovery.graph.declared',
  polymorphic: 'discovery.graph.polymorphic',
  shared_value: 'discovery.graph.shared_value',
};

function InWords({ path, chosen, choose }: { path: Path; chosen: boolean; choose: () => void }) {
  const { t, list } = useText();
  return (
    <li className={styles.path} data-chosen={chosen || undefined}>
      <button type="button" className={styles.choice} aria-pressed={chosen} onClick={choose}>
        {path.table.table}
      </button>
      {path.table.holds === 'person' && (
        <p className={styles.hop}>{t('discovery.graph.is_person')}</p>
      )}
      {path.person === undefined && <p className={styles.hop}>{t('discovery.graph.no_path')}</p>}
      {path.hops.map((hop) => (
        <p key={`${hop.from} ${hop.to}`} className={styles.hop}>
          {t('discovery.graph.hop', {
            from: hop.from,
            columns: list(hop.columns),
            to: hop.to,
            means: t(meant[hop.means]),
            kind: t(kinds[hop.kind]),
          })}
        </p>
      ))}
    </li>
  );
}

export default function Graph({ map }: { map: Map_ }) {
  const { t } = useText();
  const picture = pictureOf(map);
  const [name, choose] = useState('');
  const chosen = picture.boxes.find((box) => box.path.table.table === name)?.path;
  if (picture.boxes.length === 0)
    return (
      <Empty
        icon={IconTopologyStar3}
        title={t('discovery.show.nothing')}
        what={t('discovery.show.nothing_what')}
      />
    );
  const place = Math.max(
    0,
    picture.boxes.findIndex((box) => box.path.table.table === name),
  );
  // Arrows go from box to box; the words beside can be reached by Tab.
  const moved = (event: KeyboardEvent<SVGSVGElement>) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = picture.boxes[(place + by + picture.boxes.length) % picture.boxes.length];
    if (!to) return;
    choose(to.path.table.table);
    [...event.currentTarget.querySelectorAll<SVGGElement>('[data-box]')]
      .find((box) => box.dataset.box === to.path.table.table)
      ?.focus();
  };
  const whole = picture.width + 2 * margin + bend_room;
  const toggle = (table: string) => choose(table === name ? '' : table);
  return (
    <div className={styles.graph}>
      <div className={styles.picture}>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing holds no fieldset. */}
        <svg
          viewBox={`${-margin} ${-margin} ${whole} ${picture.height + 2 * margin}`}
          // Not so narrow that names can't be read: the picture moves sideways in its frame then.
          style={{ maxWidth: whole, minWidth: readable * whole }}
          role="group"
          aria-label={t('discovery.graph.picture')}
          onKeyDown={moved}
        >
          {picture.lines.map((line) => (
            <path
              key={line.id}
              d={curve(line)}
              className={styles.line}
              data-on={isOn(chosen, line.hop) || undefined}
              data-means={line.hop.means}
            />
          ))}
          {picture.boxes.map((box, at) => (
            <TableBox
              key={box.path.table.table}
              box={box}
              chosen={box.path.table.table === name}
              first={at === place}
              choose={() => toggle(box.path.table.table)}
            />
          ))}
        </svg>
      </div>
      <section className={styles.words} aria-label={t('discovery.graph.words')}>
        <p className={styles.purpose}>{t('discovery.graph.purpose')}</p>
        <ul className={styles.paths}>
          {picture.boxes.map(({ path }) => (
            <InWords
              key={path.table.table}
              path={path}
              chosen={path.table.table === name}
              choose={() => toggle(path.table.table)}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}
