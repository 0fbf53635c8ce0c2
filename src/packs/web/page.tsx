// The packs, or the path through the one that the address names.

import type { Forms } from '@room/records/web/records.ts';

import { Choose } from './choose.tsx';
import { Path } from './path.tsx';
import { usePack } from './query.ts';

/// The page, with what forms are made of.
export const pageWith = (forms: Forms) => () =>
  usePack() === '' ? <Choose /> : <Path forms={forms} />;
