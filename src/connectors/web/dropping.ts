// Sends chosen files to the server piece by piece, so that neither side ever holds a whole one.

import { type AnswerOf, erase, get, post, put } from '@web/api/client.ts';

export type Dropped = AnswerOf<'/api/connectors/drops/{drop}', 'get'>['files'][number];

export const piece_bytes = 768 * 1024; // Base64 makes a third more of it.

/// Base64 of some bytes, without a string as long as the call stack.
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

async function sendFile(drop: string, file: File, sent: (bytes: number) => void): Promise<void> {
  let at = 0;
  do {
    const bytes = new Uint8Array(await file.slice(at, at + piece_bytes).arrayBuffer());
    await put('/api/connectors/drops/{drop}/files', {
      path: { drop },
      body: { file: file.name, at, content: base64(bytes) },
    });
    at += bytes.length;
    sent(bytes.length);
  } while (at < file.size);
}

/// Of all files together, between 0 and 1.
export type Told = (part: number) => void;

/// All or none: where one file is refused the others are thrown away too.
export async function sendFiles(
  files: File[],
  told: Told,
): Promise<{ drop: string; files: Dropped[] }> {
  const all = Math.max(
    1,
    files.reduce((sum, file) => sum + file.size, 0),
  );
  const { drop } = await post('/api/connectors/drops');
  let done = 0;
  try {
    for (const file of files)
      await sendFile(drop, file, (bytes) => {
        done += bytes;
        told(done / all);
      });
    return { drop, ...(await get('/api/connectors/drops/{drop}', { path: { drop } })) };
  } catch (error) {
    await throwAway(drop).catch(() => undefined);
    throw error;
  }
}

export const throwAway = (drop: string) =>
  erase('/api/connectors/drops/{drop}', { path: { drop } });
