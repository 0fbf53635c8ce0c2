// The parts of a long form, listed beside it, each with how much in it is to be mended.

import type { Fault } from '@web/api/problem.ts';
import { useText } from '@web/text/texts.tsx';
import type { ReactNode } from 'react';

import styles from './parts.module.css';
import type { Part } from './query.ts';

export const headingId = ({ name }: Part) => `part-${name}`;

function show(element: Element, focused: HTMLElement): void {
  element.scrollIntoView({ block: 'start' });
  focused.focus({ preventScroll: true });
}

/// To the field of that path ("matrix.2.source"), or to the nearest around it that stands in the form.
export function jumpTo(path: string): void {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const field = document.querySelector(`[data-field="${CSS.escape(at)}"]`);
    const control = field?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, button');
    if (field && control) {
      show(field, control);
      return;
    }
  }
}

interface PartListProps {
  parts: Part[];
  faults: Fault[];
  /// The form.
  children: ReactNode;
}

export function PartList({ parts, faults, children }: PartListProps) {
  const { t } = useText();
  if (parts.length < 2) return children;
  const wrongIn = ({ fields }: Part) =>
    faults.filter(({ path }) => fields.some(({ name }) => name === path.split('.')[0])).length;
  return (
    <div className={styles.beside}>
      <nav className={styles.parts} aria-label={t('records.form.parts')}>
        <ol>
          {parts.map((part) => {
            const wrong = wrongIn(part);
            return (
              <li key={part.name}>
                <a
                  href={`#${headingId(part)}`}
                  onClick={(event) => {
                    const heading = document.getElementById(headingId(part));
                    if (!heading) return;
                    event.preventDefault();
                    show(heading, heading);
                  }}
                >
                  {part.label}
                </a>
                {wrong > 0 && (
                  <span className={styles.wrong}>
                    {t('records.form.to_mend', { count: wrong })}
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      </nav>
      <div className={styles.form}>{children}</div>
    </div>
  );
}
