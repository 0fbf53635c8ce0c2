// Words for findings.

import { Status, type Tone } from '@web/components/status.tsx';
import { type Say, useText } from '@web/text/texts.tsx';

import type { Finding } from './query.ts';

export type What = Finding['what'];
export type Severity = Finding['severity'];

export const severities: Severity[] = ['serious', 'important', 'minor', 'hint'];

const tones: Record<Severity, Tone> = {
  serious: 'bad',
  important: 'wait',
  minor: 'quiet',
  hint: 'quiet',
};

export function severityWord(t: Say, severity: Severity): string {
  return {
    serious: t('drift.severity.serious'),
    important: t('drift.severity.important'),
    minor: t('drift.severity.minor'),
    hint: t('drift.severity.hint'),
  }[severity];
}

export function SeverityOf({ severity }: { severity: Severity }) {
  const { t } = useText();
  return <Status tone={tones[severity]}>{severityWord(t, severity)}</Status>;
}

export function stateWord(t: Say, state: Finding['state']): string {
  return {
    open: t('drift.state.open'),
    accepted: t('drift.state.accepted'),
    mended: t('drift.state.mended'),
  }[state];
}

export function whatWords(t: Say): Record<What, string> {
  return {
    unknown_system: t('drift.what.unknown_system'),
    unconnected_system: t('drift.what.unconnected_system'),
    undeclared_persons: t('drift.what.undeclared_persons'),
    undeclared_data: t('drift.what.undeclared_data'),
    undeclared_column: t('drift.what.undeclared_column'),
    undeclared_party: t('drift.what.undeclared_party'),
    undeclared_country: t('drift.what.undeclared_country'),
    not_in_data: t('drift.what.not_in_data'),
    overdue: t('drift.what.overdue'),
    old_without_period: t('drift.what.old_without_period'),
    said_none: t('drift.what.said_none'),
  };
}
