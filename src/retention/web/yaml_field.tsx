// A rule as text: a plain field with the numbers of its lines, and what is wrong said at its line.
// It grows with the text, so that numbers and lines never part.

import { IconAlertTriangle } from '@tabler/icons-react';

import { useText } from '@web/text/texts.tsx';
import { useId, useRef } from 'react';

import styles from './retention.module.css';

export interface Fault {
  text: string;
  line: number | null;
  column: number | null;
}

interface YamlFieldProps {
  label: string;
  value: string;
  change: (text: string) => void;
  fault: Fault | undefined;
}

/// Where in the text a line and a column are; the end of the line where it is shorter.
export function placeIn(text: string, line: number, column: number): number {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return before + Math.min(column - 1, lines[line - 1]?.length ?? 0);
}

export function YamlField({ label, value, change, fault }: YamlFieldProps) {
  const { t } = useText();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = value.split('\n').length;
  const go = () => {
    if (!fault?.line || !field.current) return;
    const at = placeIn(value, fault.line, fault.column ?? 1);
    field.current.focus();
    field.current.setSelectionRange(at, at);
  };
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.editor}>
        <div className={styles.gutter} aria-hidden>
          {Array.from({ length: Math.max(lines, 4) }, (_, at) => at + 1).map((line) => (
            <span key={line} data-wrong={fault?.line === line || undefined}>
              {line}
            </span>
          ))}
        </div>
        <textarea
          id={id}
          ref={field}
          className={styles.text}
          rows={Math.max(lines, 4)}
          value={value}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          aria-invalid={fault !== undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
          onChange={(event) => change(event.currentTarget.value)}
        />
      </div>
      {fault && (
        <div className={styles.fault} id={`${id}-fault`} role="status">
          <IconAlertTriangle size={20} stroke={1.7} aria-hidden />
          <div>
            <p>{fault.text}</p>
            {fault.line !== null && (
              <button type="button" onClick={go}>
                {t('retention.text.place', { line: fault.line, column: fault.column ?? 1 })}
              </button>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
