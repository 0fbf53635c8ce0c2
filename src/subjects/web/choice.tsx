// Rows that may be several people's, side by side: what differs is marked, and somebody ticks those
// that are the person. The facts come by a click, since looking at them is a use of its own.

import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { type Compared, choose, compare, type FoundPerson, type Match } from './asking.ts';
import styles from './choice.module.css';
import { NotReachedList } from './not_reached.tsx';
import { wordOfCategory, wordOfKind } from './words.ts';

const most_compared = 8;

interface Candidate {
  person: string;
  match: Match;
}

interface CardProps {
  candidate: Candidate;
  number: number;
  compared: Compared | undefined;
  ticked: boolean;
  tick: (on: boolean) => void;
}

function Facts({ compared, side }: { compared: Compared; side: number }) {
  const { t } = useText();
  return (
    <dl className={styles.facts}>
      {compared.lines.map((line) => {
        const value = line.values[side];
        return (
          <div
            key={line.category}
            className={styles.fact}
            data-differs={(line.differs && value !== null) || undefined}
          >
            <dt>
              {wordOfCategory(t, line.category)}
              {line.differs && value !== null && (
                <span className={styles.differs}>{t('subjects.choice.differs')}</span>
              )}
            </dt>
            <dd>{value ?? '–'}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Card({ candidate: { match }, number, compared, ticked, tick }: CardProps) {
  const { t, list } = useText();
  const side = compared?.sides.findIndex(({ row }) => row === match.row) ?? -1;
  return (
    <li className={styles.card} data-ticked={ticked || undefined}>
      <Checkbox
        checked={ticked}
        onChange={(event) => tick(event.currentTarget.checked)}
        label={
          <>
            <strong>{match.system}</strong> · {match.table}{' '}
            <span className={styles.number}>{t('subjects.choice.row', { number })}</span>
          </>
        }
      />
      <p className={styles.matched}>
        {t('subjects.choice.by', {
          kinds: list(match.matched.map((kind) => wordOfKind(t, kind))) || '–',
        })}
      </p>
      {compared && side >= 0 && <Facts compared={compared} side={side} />}
    </li>
  );
}

export function Choice({ persons, reason }: { persons: FoundPerson[]; reason: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const candidates = persons.flatMap(({ person, matches }) =>
    matches.map((match): Candidate => ({ person, match })),
  );
  const handles = persons.map(({ person }) => person);
  const comparing = useMutation({
    mutationFn: () => compare(handles.slice(0, most_compared), reason),
  });
  const choosing = useMutation({
    mutationFn: () => {
      const chosen = candidates.filter(({ match }) => ticked.has(match.row));
      const of = [...new Set(chosen.map(({ person }) => person))];
      return choose(
        of,
        chosen.map(({ match }) => match.row),
        reason,
      );
    },
    onSuccess: ({ person }) => navigate({ to: `/subjects/${person}` as '/' }),
  });
  const tick = (row: string, on: boolean) => {
    const now = new Set(ticked);
    if (on) now.add(row);
    else now.delete(row);
    setTicked(now);
  };
  return (
    <section className={styles.choice} aria-label={t('subjects.choice.title')}>
      <h3 className={styles.title}>{t('subjects.choice.title')}</h3>
      <p className={styles.what}>{t('subjects.choice.what')}</p>
      {!comparing.data && (
        <Button
          variant="default"
          loading={comparing.isPending}
          onClick={() => comparing.mutate()}
          mb="md"
        >
          {t('subjects.choice.compare')}
        </Button>
      )}
      {comparing.error && <Failure error={comparing.error} again={() => comparing.mutate()} />}
      {comparing.data && <NotReachedList systems={comparing.data.not_reached} />}
      <ul className={styles.cards}>
        {candidates.map((candidate, at) => (
          <Card
            key={candidate.match.row}
            candidate={candidate}
            number={at + 1}
            compared={comparing.data}
            ticked={ticked.has(candidate.match.row)}
            tick={(on) => tick(candidate.match.row, on)}
          />
        ))}
      </ul>
      {choosing.error && <Failure error={choosing.error} />}
      <Button
        disabled={ticked.size === 0}
        loading={choosing.isPending}
        onClick={() => choosing.mutate()}
      >
        {t('subjects.choice.choose', { count: ticked.size })}
      </Button>
    </section>
  );
}
