// A file that is asked for by a body: what is wanted may be nothing for an address.

import { type Ask, address, headersOf, type PathOf, send, type Words } from './client.ts';

export async function postFile<P extends PathOf<'post'>>(
  path: P,
  { path: words, body }: Pick<Ask<P, 'post'>, 'path' | 'body'>,
): Promise<Blob> {
  const request: RequestInit = {
    method: 'POST',
    headers: headersOf('post', true),
    credentials: 'same-origin',
    cache: 'no-store',
    body: JSON.stringify(body),
  };
  return (await send(address(path, { path: words as Words }), request)).blob();
}
