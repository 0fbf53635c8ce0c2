// What is searched for: lines of which each says, as one types, as what it will be searched. Who
// means something else says so.

import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useEffect, useRef, useState } from 'react';

import { kindsOf } from './asking.ts';
import styles from './criteria.module.css';
import { wordOfKind } from './words.ts';

interface Line {
  id: number;
  kind: string; // Empty: as its form says.
  value: string;
}

const named = ['national_id', 'email', 'phone', 'name', 'number'];
const most_lines = 6;
const typing_ms = 250;

/// As the server reads it: "kind: value", or a value alone.
export function written({ kind, value }: { kind: string; value: string }): string {
  return kind ? `${kind}: ${value.trim()}` : value.trim();
}

/// As what the text is read, once the typing rests; nothing where it is none.
function useKind(text: string): string | null | undefined {
  const [read, setRead] = useState<{ text: string; kind: string | null }>();
  useEffect(() => {
    if (!text) return;
    const stop = new AbortController();
    const later = setTimeout(() => {
      kindsOf([text], stop.signal).then(
        ({ kinds }) => setRead({ text, kind: kinds[0] ?? null }),
        () => undefined, // Typing is not the place to tell of a network; the search is.
      );
    }, typing_ms);
    return () => {
      clearTimeout(later);
      stop.abort();
    };
  }, [text]);
  return read?.text === text ? read.kind : undefined;
}

interface LineProps {
  line: Line;
  only: boolean;
  focus: boolean;
  change: (to: Partial<Line>) => void;
  remove: () => void;
}

function CriterionLine({ line, only, focus, change, remove }: LineProps) {
  const { t } = useText();
  const text = line.value.trim() ? written(line) : '';
  const kind = useKind(text);
  const says =
    kind === null
      ? t('subjects.criteria.none_such')
      : kind
        ? t('subjects.criteria.read_as', { kind: wordOfKind(t, kind) })
        : t('subjects.criteria.example');
  return (
    <div className={styles.line}>
      <TextInput
        className={styles.value ?? ''}
        label={t('subjects.criteria.value')}
        description={<span aria-live="polite">{says}</span>}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={line.value}
        onChange={(event) => change({ value: event.currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
        data-1p-ignore
        autoFocus={focus}
        maxLength={200}
      />
      <NativeSelect
        className={styles.kind ?? ''}
        label={t('subjects.criteria.kind')}
        value={line.kind}
        onChange={(event) => change({ kind: event.currentTarget.value })}
        data={[
          { value: '', label: t('subjects.criteria.by_form') },
          ...named.map((one) => ({ value: one, label: wordOfKind(t, one) })),
        ]}
      />
      {!only && (
        <ActionIcon
          className={styles.remove ?? ''}
          variant="subtle"
          color="gray.7"
          size="lg"
          onClick={remove}
          aria-label={t('subjects.criteria.remove')}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}

export function Criteria({
  search,
  busy,
}: {
  search: (criteria: string[]) => void;
  busy: boolean;
}) {
  const { t } = useText();
  const next = useRef(1);
  const [lines, setLines] = useState<Line[]>([{ id: 0, kind: '', value: '' }]);
  const filled = lines.filter(({ value }) => value.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (filled.length > 0) search(filled.map(written));
  };
  const change = (id: number, to: Partial<Line>) =>
    setLines(lines.map((line) => (line.id === id ? { ...line, ...to } : line)));
  const add = () => {
    setLines([...lines, { id: next.current, kind: '', value: '' }]);
    next.current += 1;
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('subjects.search.title')}>
      {lines.map((line) => (
        <CriterionLine
          key={line.id}
          line={line}
          only={lines.length === 1}
          focus
          change={(to) => change(line.id, to)}
          remove={() => setLines(lines.filter(({ id }) => id !== line.id))}
        />
      ))}
      <div className={styles.buttons}>
        <Button
          type="submit"
          leftSection={<IconSearch size={17} aria-hidden />}
          disabled={filled.length === 0}
          loading={busy}
        >
          {t('subjects.criteria.search')}
        </Button>
        {lines.length < most_lines && (
          <Button variant="default" leftSection={<IconPlus size={17} aria-hidden />} onClick={add}>
            {t('subjects.criteria.add')}
          </Button>
        )}
      </div>
    </form>
  );
}
