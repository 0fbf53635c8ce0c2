// biome-ignore-all lint/a11y/noRedundantRoles: what is shown as blocks loses its role otherwise.
// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of lines, of which one
// at a time takes the focus (ARIA's pattern of a grid).
// biome-ignore-all lint/a11y/useFocusableInteractive: its lines take the focus, not its cells.
// One line of the map: what the column says, how it is protected, what becomes of it on erasure, how
// sure that is and why, and what a person answered.

import { Button, Checkbox } from '@mantine/core';
import {
  categoryWords,
  classWords,
  eraseWords,
  type Field,
  holdsWords,
  partWord,
  type Table,
} from '@room/datamap/web/datamap.ts';
import { IconCheck, IconKey, IconX } from '@tabler/icons-react';
import { Status } from '@web/components/status.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import styles from './review.module.css';
import type { Difference, Group, Row } from './rows.ts';

export function GroupHead({ group }: { group: Group }) {
  const { t } = useText();
  const { table } = group;
  return (
    <tr role="row" className={styles.table}>
      <td role="gridcell" colSpan={5}>
        <strong className={styles.table_name}>{group.name}</strong>
        {table && (
          <span className={styles.table_holds}>
            {t(holdsWords[table.holds])}
            {' · '}
            {table.delete_rows ? t('discovery.review.rows_go') : t('discovery.review.rows_stay')}
          </span>
        )}
        {table?.reason && <p className={styles.why}>{table.reason}</p>}
        {table?.because && <p className={styles.why}>{table.because}</p>}
      </td>
    </tr>
  );
}

function Says({ field }: { field: Field }) {
  const { t } = useText();
  const part = partWord(field.part);
  return (
    <>
      <span className={styles.category}>{t(categoryWords[field.category])}</span>
      {part && <span className={styles.note}>{t(part)}</span>}
      {field.class !== 'ordinary' && (
        <span className={styles.class} data-class={field.class}>
          {t(classWords[field.class])}
        </span>
      )}
      {field.identifies && (
        <span className={styles.note}>
          <IconKey size={14} stroke={1.8} aria-hidden /> {t('discovery.review.identifies')}
        </span>
      )}
    </>
  );
}

const differences: Record<Difference, PlainKey> = {
  new: 'discovery.difference.new',
  changed: 'discovery.difference.changed',
  gone: 'discovery.difference.gone',
};

function AnswerState({ row }: { row: Row }) {
  const { t } = useText();
  const { answer } = row;
  return (
    <>
      {answer && (
        <Status tone={answer.personal ? 'good' : 'quiet'}>
          {answer.personal ? t('discovery.review.personal') : t('discovery.review.not_personal')}
        </Status>
      )}
      {row.waiting && <span className={styles.note}>{t('discovery.review.waits')}</span>}
      {row.difference && (
        <span className={styles.differs} data-difference={row.difference}>
          {t(differences[row.difference])}
        </span>
      )}
    </>
  );
}

interface LineProps {
  row: Row;
  table: Table | undefined;
  place: number;
  alone: boolean; // The table's name stands on the line.
  current: boolean;
  marked: boolean;
  mayAnswer: boolean;
  go: () => void;
  mark: (range: boolean) => void;
  answer: (personal: boolean) => void;
}

export function Line(props: LineProps) {
  const { row, table, place, alone, current, marked, mayAnswer, go, mark, answer } = props;
  const { t, number } = useText();
  const { field } = row;
  return (
    <tr
      role="row"
      aria-selected={mayAnswer ? marked : undefined}
      className={styles.line}
      data-place={place}
      data-marked={marked || undefined}
      data-quiet={!row.personal || undefined}
      tabIndex={current ? 0 : -1}
      onClick={go}
      onFocus={go}
    >
      <td role="gridcell" className={styles.cell}>
        {mayAnswer && (
          <Checkbox
            className={styles.box ?? ''}
            checked={marked}
            tabIndex={-1}
            aria-label={t('discovery.review.mark', { column: row.column })}
            onChange={() => undefined}
            onClick={(event) => {
              event.stopPropagation();
              mark(event.shiftKey);
            }}
          />
        )}
        <span>
          {alone && <span className={styles.of}>{row.table}.</span>}
          <span className={styles.column}>{row.column}</span>
        </span>
      </td>
      <td role="gridcell" className={styles.cell}>
        {field ? <Says field={field} /> : <span>{t('discovery.review.left_out')}</span>}
        {field?.reason && <p className={styles.why}>{field.reason}</p>}
      </td>
      <td role="gridcell" className={styles.cell}>
        {field && !table?.delete_rows && t(eraseWords[field.erase])}
        {field && table?.delete_rows && t('discovery.review.goes_with_row')}
        {field?.because && !table?.delete_rows && field.because !== table?.because && (
          <p className={styles.why}>{field.because}</p>
        )}
      </td>
      <td role="gridcell" className={styles.sure}>
        {field && `${number(Math.round(field.confidence * 100))} %`}
      </td>
      <td role="gridcell" className={styles.answer}>
        <AnswerState row={row} />
        {mayAnswer && (
          <span className={styles.buttons}>
            <Button
              size="compact-xs"
              variant={row.answer?.personal === true ? 'light' : 'default'}
              tabIndex={-1}
              leftSection={<IconCheck size={14} aria-hidden />}
              onClick={() => answer(true)}
              aria-label={t('discovery.review.yes_of', { column: row.column })}
            >
              {t('discovery.review.yes')}
            </Button>
            <Button
              size="compact-xs"
              variant={row.answer?.personal === false ? 'light' : 'default'}
              tabIndex={-1}
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => answer(false)}
              aria-label={t('discovery.review.no_of', { column: row.column })}
            >
              {t('discovery.review.no')}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
}
