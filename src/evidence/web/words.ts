// The log's words as people say them. Each room names its own events, in src/ROOM/text/web.

import type { PlainKey, Say } from '@web/text/texts.tsx';

const uses: Record<string, PlainKey> = {
  view: 'evidence.use.view',
  search: 'evidence.use.search',
  list: 'evidence.use.list',
  change: 'evidence.use.change',
  export: 'evidence.use.export',
  print: 'evidence.use.print',
  erase: 'evidence.use.erase',
  sign_in: 'evidence.use.sign_in',
  denied: 'evidence.use.denied',
  administer: 'evidence.use.administer',
};

/// The word itself where it is one that these pages do not know yet.
export function wordOfUse(t: Say, use: string): string {
  const key = uses[use];
  return key ? t(key) : use;
}

/// "accounts.signed_in" → accounts.event.signed_in: "Signed in". The event's own name where its
/// room has no words for it.
export function wordOfEvent(t: Say, event: string): string {
  const key = event.replace('.', '.event.');
  const said = t(key as PlainKey);
  return said === key ? event : said;
}
