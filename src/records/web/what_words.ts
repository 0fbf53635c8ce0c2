// What was done with a record, as the history says it.

import type { PlainKey } from '@web/text/texts.tsx';

import type { Version } from './query.ts';

export const whatWords: Record<Version['what'], PlainKey> = {
  created: 'records.what.created',
  merged: 'records.what.merged',
  edited: 'records.what.edited',
  applied: 'records.what.applied',
  edited_many: 'records.what.edited_many',
  moved: 'records.what.moved',
  archived: 'records.what.archived',
  brought_back: 'records.what.brought_back',
  imported: 'records.what.imported',
  reviewed: 'records.what.reviewed',
  undone: 'records.what.undone',
};
