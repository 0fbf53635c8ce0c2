// biome-ignore-all lint/a11y/noRedundantRoles: what is shown as blocks loses its role otherwise.
// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of lines, of which one
// at a time takes the focus (ARIA's pattern of a grid).
// biome-ignore-all lint/a11y/useFocusableInteractive: its lines take the focus, not its cells.
// The columns of a map, looked through by keyboard or mouse: a line a column, marked alone or in
// ranges, answered at once. The keys work while the list has the focus, and stand beside it.

import { Button, Kbd } from '@mantine/core';
import { useText } from '@web/text/texts.tsx';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { type Marks, no_marks, type Step, step, stepOf } from './marks.ts';
import styles from './review.module.css';
import { GroupHead, Line } from './review_line.tsx';
import type { Group, Row } from './rows.ts';

const many = 150;

interface ReviewProps {
  groups: Group[];
  mayAnswer: boolean;
  answer: (rows: Row[], personal: boolean) => void;
  takeBack: (rows: Row[]) => void;
}

function Hints() {
  const { t } = useText();
  const hints: [keys: string[], what: string][] = [
    [['j', 'k'], t('discovery.keys.move')],
    [['y'], t('discovery.keys.yes')],
    [['n'], t('discovery.keys.no')],
    [['u'], t('discovery.keys.back')],
    [[t('discovery.keys.space')], t('discovery.keys.mark')],
    [['⇧ j', '⇧ k'], t('discovery.keys.range')],
    [['a'], t('discovery.keys.all')],
  ];
  return (
    <ul className={styles.hints} aria-label={t('discovery.keys.title')}>
      {hints.map(([keys, what]) => (
        <li key={what}>
          {keys.map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
          <span>{what}</span>
        </li>
      ))}
    </ul>
  );
}

function Marked({ rows, answer, takeBack, clear }: ReviewPropsOfMarked) {
  const { t } = useText();
  if (rows.length === 0) return null;
  return (
    <div className={styles.marked} role="toolbar" aria-label={t('discovery.review.marked_bar')}>
      <span className={styles.count}>{t('discovery.review.marked', { count: rows.length })}</span>
      <Button size="xs" onClick={() => answer(rows, true)}>
        {t('discovery.review.all_yes')}
      </Button>
      <Button size="xs" variant="default" onClick={() => answer(rows, false)}>
        {t('discovery.review.all_no')}
      </Button>
      {rows.some((row) => row.answer) && (
        <Button size="xs" variant="default" onClick={() => takeBack(rows)}>
          {t('discovery.review.take_back')}
        </Button>
      )}
      <Button size="xs" variant="subtle" onClick={clear}>
        {t('discovery.review.unmark')}
      </Button>
    </div>
  );
}

interface ReviewPropsOfMarked {
  rows: Row[];
  answer: ReviewProps['answer'];
  takeBack: ReviewProps['takeBack'];
  clear: () => void;
}

export function Review({ groups, mayAnswer, answer, takeBack }: ReviewProps) {
  const { t } = useText();
  const [marks, setMarks] = useState<Marks>(no_marks);
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const rows = groups.flatMap((group) => group.rows);
  const at = Math.min(marks.at, rows.length - 1);
  const marked = rows.filter((_, place) => marks.marked.has(place));
  // Other lines are shown: the places mean others now.
  const shown = rows.map((row) => row.id).join();
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown) setMarks(no_marks);
    before.current = shown;
  }, [shown]);

  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    const line = grid.current?.querySelector<HTMLElement>(`[data-place="${at}"]`);
    line?.focus();
    line?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const take = (taken: Step) => {
    moved.current = taken.kind === 'go';
    setMarks((now) => step({ ...now, at: Math.min(now.at, rows.length - 1) }, taken, rows.length));
  };

  const say = (personal: boolean) => {
    const row = rows[at];
    if (marked.length > 0) answer(marked, personal);
    else if (row) {
      answer([row], personal);
      take({ kind: 'go', to: at + 1, range: false });
    }
  };

  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[at];
    const letter = event.key.toLowerCase();
    const taken = stepOf(event.key, event.shiftKey, at, rows.length);
    if (taken && (mayAnswer || taken.kind === 'go')) take(taken);
    else if (mayAnswer && letter === 'y') say(true);
    else if (mayAnswer && letter === 'n') say(false);
    else if (mayAnswer && letter === 'u' && row) takeBack(marked.length > 0 ? marked : [row]);
    else return;
    event.preventDefault();
  };

  let place = -1;
  return (
    <>
      {mayAnswer && <Hints />}
      <table
        ref={grid}
        className={styles.grid}
        role="grid"
        aria-label={t('discovery.review.caption')}
        data-many={rows.length > many || undefined}
        aria-multiselectable={mayAnswer}
        aria-rowcount={rows.length + 1}
        onKeyDown={pressed}
      >
        <thead role="rowgroup">
          <tr role="row" className={styles.head} tabIndex={-1}>
            <th scope="col" role="columnheader">
              {t('discovery.review.column')}
            </th>
            <th scope="col" role="columnheader">
              {t('discovery.review.says')}
            </th>
            <th scope="col" role="columnheader">
              {t('discovery.review.erased')}
            </th>
            <th scope="col" role="columnheader">
              {t('discovery.review.sure')}
            </th>
            <th scope="col" role="columnheader">
              {t('discovery.review.answer')}
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody role="rowgroup" key={group.name} className={styles.group}>
            {group.name && <GroupHead group={group} />}
            {group.rows.map((row) => {
              place += 1;
              const here = place;
              return (
                <Line
                  key={row.id}
                  row={row}
                  table={group.table}
                  place={here}
                  alone={!group.name}
                  current={here === at}
                  marked={marks.marked.has(here)}
                  mayAnswer={mayAnswer}
                  go={() =>
                    // The line that a key went to takes the focus, and its range stays.
                    setMarks((now) => (now.at === here ? now : { ...now, at: here, from: here }))
                  }
                  mark={(range) =>
                    setMarks((now) =>
                      range
                        ? step(now, { kind: 'go', to: here, range: true }, rows.length)
                        : step({ ...now, at: here }, { kind: 'toggle' }, rows.length),
                    )
                  }
                  answer={(personal) => answer([row], personal)}
                />
              );
            })}
          </tbody>
        ))}
      </table>
      {mayAnswer && (
        <Marked
          rows={marked}
          answer={answer}
          takeBack={takeBack}
          clear={() => take({ kind: 'none' })}
        />
      )}
    </>
  );
}
