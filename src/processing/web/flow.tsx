// The journey of the data, drawn: whoever points at a place, or comes to it by the keyboard, sees
// the ways that lead through it; the words below say the same, and alone where there is no room.

import { PageLink } from '@web/components/link.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { type KeyboardEvent, useState } from 'react';

import styles from './derived.module.css';
import type { Flow, FlowNode } from './query.ts';

const layers: Record<FlowNode['layer'], PlainKey> = {
  persons: 'processing.flow.persons',
  sources: 'processing.flow.sources',
  systems: 'processing.flow.systems',
  parties: 'processing.flow.parties',
  countries: 'processing.flow.countries',
};

const line_height = 10;
const text_size = 8;
// In Source Sans a sign is about half as wide as it is high.
const signs_in_a_line = 25;

/// Broken at blanks, as the server has reckoned with.
export function broken(title: string): string[] {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= signs_in_a_line) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

interface NodeProps {
  node: FlowNode;
  on: boolean | undefined;
  chosen: boolean;
  look: (at: boolean) => void;
  choose: () => void;
}

function Place({ node, on, chosen, look, choose }: NodeProps) {
  const { t } = useText();
  const lines = broken(node.title);
  const middle = node.x + node.width / 2;
  const height = lines.length * line_height + (node.note ? line_height : 0);
  const first = node.y + (node.height - height) / 2 + text_size;
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of a drawing can't be a button.
    <g
      role="button"
      tabIndex={0}
      aria-pressed={chosen}
      aria-label={`${t(layers[node.layer])}: ${[node.title, node.note].filter(Boolean).join(' ')}`}
      className={styles.node}
      data-on={on === true || undefined}
      data-off={on === false || undefined}
      data-out={node.stands_out || undefined}
      onMouseEnter={() => look(true)}
      onMouseLeave={() => look(false)}
      onFocus={() => look(true)}
      onBlur={() => look(false)}
      onClick={choose}
      onKeyDown={press}
    >
      <rect x={node.x} y={node.y} width={node.width} height={node.height} rx={3} />
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no name but their place.
        <text key={at} x={middle} y={first + at * line_height}>
          {`${line} `}
        </text>
      ))}
      {node.note && (
        <text className={styles.note} x={middle} y={first + lines.length * line_height}>
          {node.note}
        </text>
      )}
    </g>
  );
}

function shares(one: number[], other: Set<number>): boolean {
  return one.some((way) => other.has(way));
}

function Told({ flow, at }: { flow: Flow; at: number | undefined }) {
  const { t } = useText();
  const node = at === undefined ? undefined : flow.nodes[at];
  const titles = (places: number[]) =>
    [...new Set(places.map((place) => flow.nodes[place]?.title))].join(', ');
  const before = titles(flow.edges.filter(({ to }) => to === at).map(({ from }) => from));
  const after = titles(flow.edges.filter(({ from }) => from === at).map(({ to }) => to));
  return (
    <div className={styles.told} role="status">
      {node ? (
        <>
          <strong>{node.title}</strong>
          {node.note && ` (${node.note})`}
          {before && ` · ${t('processing.flow.from', { names: before })}`}
          {after && ` · ${t('processing.flow.to', { names: after })}`}
          {node.number && (
            <>
              {' · '}
              <PageLink to={`/${node.room}/${node.kind}/${node.number}`}>
                {t('processing.flow.open', { record: node.number })}
              </PageLink>
            </>
          )}
        </>
      ) : (
        <span className={styles.quiet}>{t('processing.flow.how')}</span>
      )}
    </div>
  );
}

export function FlowPicture({ flow }: { flow: Flow }) {
  const { t } = useText();
  const [looked, setLooked] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  const at = looked ?? chosen;
  const ways = at === undefined ? undefined : new Set(flow.nodes[at]?.ways);
  const lit = (of: number[]) => (ways ? shares(of, ways) : undefined);
  return (
    <>
      <div className={styles.drawn}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard where it is wide. */}
        <section className={styles.picture} aria-label={t('processing.flow.picture')} tabIndex={0}>
          <svg
            viewBox={`-2 -2 ${flow.width + 4} ${flow.height + 4}`}
            style={{ width: '100%', minWidth: '40rem', maxWidth: `${(flow.width + 4) * 1.45}px` }}
          >
            <title>{t('processing.flow.picture')}</title>
            <defs>
              <marker
                id="tip"
                viewBox="0 0 6 6"
                refX="6"
                refY="3"
                markerWidth="5"
                markerHeight="5"
                orient="auto-start-reverse"
              >
                <path d="M0 0L6 3L0 6z" fill="context-stroke" />
              </marker>
            </defs>
            {flow.heads.map(({ text, x }) => (
              <text key={text} className={styles.head} x={x} y={10}>
                {text}
              </text>
            ))}
            {flow.edges.map((edge) => {
              const on = lit(edge.ways);
              return (
                <polyline
                  key={`${edge.from}-${edge.to}`}
                  className={styles.edge}
                  points={edge.points.map((point) => point.join(',')).join(' ')}
                  markerEnd="url(#tip)"
                  data-on={on === true || undefined}
                  data-off={on === false || undefined}
                  data-planned={edge.planned || undefined}
                />
              );
            })}
            {flow.nodes.map((node, place) => (
              <Place
                key={`${node.layer} ${node.number} ${node.title}`}
                node={node}
                on={lit(node.ways)}
                chosen={chosen === place}
                look={(is) => setLooked(is ? place : undefined)}
                choose={() => setChosen(chosen === place ? undefined : place)}
              />
            ))}
          </svg>
        </section>
        {flow.left_out > 0 && (
          <p className={styles.hint}>{t('processing.flow.left_out', { count: flow.left_out })}</p>
        )}
        <Told flow={flow} at={at} />
      </div>
      <Words flow={flow} />
    </>
  );
}

const lines_at_once = 100;

function Words({ flow }: { flow: Flow }) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const lines = all ? flow.text : flow.text.slice(0, lines_at_once);
  return (
    <details className={styles.words} open={matchMedia('(max-width: 46rem)').matches}>
      <summary>{t('processing.flow.words', { count: flow.text.length })}</summary>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {lines.length < flow.text.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t('processing.lists.more_of_cell', { count: flow.text.length - lines.length })}
        </button>
      )}
    </details>
  );
}
