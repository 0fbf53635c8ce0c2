// Ids are the program's names of things, 36 signs long. People tell two of them apart by their ends.

const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{4}([0-9a-f]{8})/g;

/// Each id in the text by its last eight signs: "account …1f99438a".
export function shortIds(text: string): string {
  return text.replace(id, '…$1');
}
