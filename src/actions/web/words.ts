// Words for what stands in an action: how far it is, what it does, what an opinion says.

import type { Tone } from '@web/components/status.tsx';
import type { PlainKey } from '@web/text/texts.tsx';

import type { Action, Plan } from './queries.ts';

export const states: Record<Action['state'], [Tone, PlainKey]> = {
  planning: ['wait', 'actions.state.planning'],
  planned: ['wait', 'actions.state.planned'],
  approved: ['wait', 'actions.state.approved'],
  refused: ['quiet', 'actions.state.refused'],
  running: ['wait', 'actions.state.running'],
  partly_done: ['bad', 'actions.state.partly_done'],
  done: ['good', 'actions.state.done'],
  // No green sign while something was not reached.
  done_with_remainder: ['wait', 'actions.state.done_with_remainder'],
  closed: ['quiet', 'actions.state.closed'],
};

export const kinds: Record<Action['kind'], PlainKey> = {
  access: 'actions.kind.access',
  erase: 'actions.kind.erase',
};

export const laws: Record<Action['kind'], string> = {
  access: 'GDPR art. 15',
  erase: 'GDPR art. 17',
};

export const whats: Record<Plan['goes'][number]['what'], PlainKey> = {
  show: 'actions.what.show',
  let_go: 'actions.what.let_go',
  change: 'actions.what.change',
  remove: 'actions.what.remove',
};

type Stance = Action['opinions'][number]['stance'];

export const stances: Record<Stance, [Tone, PlainKey]> = {
  no_objection: ['good', 'actions.stance.no_objection'],
  wants_change: ['wait', 'actions.stance.wants_change'],
  objects: ['bad', 'actions.stance.objects'],
};

/// "rows" and "systems" are what a run counts.
export const counted: Record<string, PlainKey> = {
  rows: 'actions.counted.rows',
  systems: 'actions.counted.systems',
  tables: 'actions.counted.tables',
};
