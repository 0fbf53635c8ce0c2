// A record's state, as a word with a sign.

import { Status } from '@web/components/status.tsx';
import { useText } from '@web/text/texts.tsx';

import type { Kind, Saved } from './query.ts';

export function StateOf({ kind, record }: { kind: Kind; record: Saved }) {
  const { t } = useText();
  if (record.archived) return <Status tone="quiet">{t('records.one.archived')}</Status>;
  const at = kind.states.findIndex(({ name }) => name === record.state);
  const state = kind.states[at];
  // The first of several is a draft.
  const tone = state?.closed ? 'quiet' : at === 0 && kind.states.length > 1 ? 'wait' : 'good';
  return <Status tone={tone}>{state?.label ?? record.state}</Status>;
}
