// Something went wrong: what happened, what was kept, what to do, and for what nobody expected the
// number under which the server remembers it.

import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { asProblem, type Fault, Problem } from '@web/api/problem.ts';
import { type Say, useText } from '@web/text/texts.tsx';

import styles from './failure.module.css';
import { PageHead } from './page_head.tsx';

/// The problem as a sentence: the server's own where it said one.
export function sentenceOf(problem: Problem, t: Say): string {
  if (problem.message) return problem.message;
  if (problem.cause_ === 'unreachable') return t('web.failure.unreachable');
  return t('web.failure.unreadable');
}

/// Of many records each is named, unless the sentence begins with its number.
function saidOf({ number, label, text }: Fault): string {
  const about = [text.startsWith(number ?? '') ? '' : number, label].filter(Boolean).join(', ');
  return about ? `${about}: ${text}` : text;
}

interface FailureProps {
  error: unknown;
  /// Leads to where a fault is mended.
  jump?: (fault: Fault) => void;
  again?: (() => void) | undefined;
}

export function Failure({ error, jump, again }: FailureProps) {
  const { t } = useText();
  const problem = asProblem(error);
  return (
    <div className={styles.failure} role="alert">
      <IconAlertTriangle size={22} stroke={1.7} aria-hidden className={styles.sign} />
      <div>
        <p className={styles.title}>{t('web.failure.title')}</p>
        <p className={styles.what}>{sentenceOf(problem, t)}</p>
        {problem.faults.length > 0 && (
          <ul className={styles.faults}>
            {problem.faults.map((fault) => {
              const said = saidOf(fault);
              return (
                <li key={(fault.number ?? '') + fault.path + fault.key}>
                  {jump ? (
                    <button type="button" className={styles.jump} onClick={() => jump(fault)}>
                      {said}
                    </button>
                  ) : (
                    said
                  )}
                </li>
              );
            })}
          </ul>
        )}
        {problem.incident && (
          <p className={styles.incident}>
            {t('web.failure.incident', { number: problem.incident })}
          </p>
        )}
        {again && (
          <Button size="xs" variant="default" mt="sm" onClick={again}>
            {t('web.failure.again')}
          </Button>
        )}
      </div>
    </div>
  );
}

/// The files of a page did not come: the server is gone, or a newer one has other files.
export function isMissingPart(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|preload CSS|Importing a/.test(error.message)
  );
}

/// A page that could not be drawn at all: its files did not come, what it asked for was refused, or
/// the page itself is at fault.
export function PageFailure({ error, again }: FailureProps) {
  const { t } = useText();
  const missing = isMissingPart(error);
  const own = new Problem('answer', { detail: t('web.failure.own') });
  const shown = missing ? new Problem('unreachable') : error instanceof Problem ? error : own;
  return (
    <>
      <PageHead title={t('web.failure.page')} />
      <Failure error={shown} again={missing ? () => location.reload() : again} />
    </>
  );
}
