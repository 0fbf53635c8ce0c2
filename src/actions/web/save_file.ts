// A file from the server into the person's downloads. Asked for as any answer, so that a refusal is
// said on the page instead of being saved.

import { settings } from '@web/api/client.ts';
import { Problem, type ProblemAnswer } from '@web/api/problem.ts';

export async function saveFile(address: string, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(address, {
      headers: { 'Accept-Language': settings.language },
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch {
    throw new Problem('unreachable');
  }
  if (!response.ok) {
    const answer = (await response.json().catch(() => ({}))) as Partial<ProblemAnswer>;
    const problem = new Problem('answer', { status: response.status, ...answer });
    if (problem.needsSignIn) settings.signedOut();
    throw problem;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
