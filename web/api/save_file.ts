// A file from the server into the person's downloads. Asked for as any answer, so that a refusal is
// said on the page instead of being saved.

import { getFile } from './client.ts';

export async function saveFile(address: string, name: string): Promise<void> {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await getFile(address));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
