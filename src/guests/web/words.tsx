// How far a request has come, as a word with a sign.

import { Status, type Tone } from '@web/components/status.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import type { Head, State } from './query.ts';

export const states: Record<State, [tone: Tone, word: PlainKey]> = {
  waiting: ['wait', 'guests.state.waiting'],
  answered: ['wait', 'guests.state.answered'],
  taken: ['good', 'guests.state.taken'],
  refused: ['quiet', 'guests.state.refused'],
  withdrawn: ['quiet', 'guests.state.withdrawn'],
  expired: ['bad', 'guests.state.expired'],
};

/// Its message may never have come.
const lost = ['refused', 'given_up', 'dropped', 'returned'];

export function StateOf({ request }: { request: Head }) {
  const { t } = useText();
  const isLost = request.state === 'waiting' && lost.includes(request.mail ?? '');
  if (isLost) return <Status tone="bad">{t('guests.state.lost')}</Status>;
  const [tone, word] = states[request.state];
  return <Status tone={tone}>{t(word)}</Status>;
}
