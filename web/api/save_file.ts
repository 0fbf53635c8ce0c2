// A file from the server into the person's downloads. Asked for as any answer, so that a refusal is
// said on the page instead of being saved.

import { getFile } from './client.ts';
import { saveBlob } from './save_blob.ts';

export async function saveFile(address: string, name: string): Promise<void> {
  saveBlob(await getFile(address), name);
}
