import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { address, erase, get, post, settings } from './client.ts';
import type { Problem } from './problem.ts';

const asked = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal('fetch', asked);
  settings.token = 'secret';
  settings.signedOut = vi.fn<() => void>();
});

afterEach(() => {
  asked.mockReset();
  vi.unstubAllGlobals();
});

function answers(status: number, body: unknown, type = 'application/json') {
  asked.mockResolvedValueOnce(
    new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } }),
  );
}

function sent(time = 0): Headers {
  return asked.mock.calls[time]?.[1]?.headers as Headers;
}

async function problemOf(asking: Promise<unknown>): Promise<Problem> {
  return asking.then(
    () => {
      throw new Error('it was answered');
    },
    (error: Problem) => error,
  );
}

test('parameters are escaped and empty filters left out of the address', () => {
  expect(address('/api/jobs/{job}', { path: { job: 'a/b å' } })).toBe('/api/jobs/a%2Fb%20%C3%A5');
  expect(address('/api/jobs', { query: { limit: 5, object: '', event: undefined } })).toBe(
    '/api/jobs?limit=5',
  );
});

test('a change brings the token and a look does not', async () => {
  answers(200, {});
  await get('/api/accounts/session');
  expect(sent().get('X-CSRF-Token')).toBeNull();
  asked.mockReset();
  asked.mockResolvedValue(new Response(null, { status: 204 }));
  await erase('/api/accounts/session');
  expect(sent().get('X-CSRF-Token')).toBe('secret');
});

test('each sending has a key of its own, so that a repeated one is known', async () => {
  answers(201, {});
  await post('/api/accounts/session', { body: { name: 'a', password: 'b' } });
  const first = sent().get('Idempotency-Key');
  answers(201, {});
  await post('/api/accounts/session', { body: { name: 'a', password: 'b' } });
  const again = sent(1).get('Idempotency-Key');
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(again).not.toBe(first);
});

test('a problem answer keeps its sentence, key and incident number', async () => {
  const body = { status: 500, key: 'http.internal', detail: 'Something broke.', incident: '7F3K' };
  answers(500, body, 'application/problem+json');
  const problem = await problemOf(get('/api/jobs'));
  expect(problem).toMatchObject({ message: 'Something broke.', incident: '7F3K', status: 500 });
  expect(problem.passing).toBe(false);
});

test('an answer of somebody in between is told from one of ours', async () => {
  asked.mockResolvedValue(new Response('<h1>Bad gateway</h1>', { status: 502 }));
  expect(await problemOf(get('/api/jobs'))).toMatchObject({ cause_: 'unreadable', passing: true });
});

test('a server that does not answer is unreachable', async () => {
  asked.mockRejectedValue(new TypeError('network'));
  expect((await problemOf(get('/api/jobs'))).cause_).toBe('unreachable');
});

const asksForProof = { status: 403, key: 'serve.step_up', detail: 'x', params: { proof: 'code' } };

test('who proves again that it is he sends the same request, its key included', async () => {
  settings.prove = vi.fn(() => Promise.resolve(true));
  answers(403, asksForProof, 'application/problem+json');
  answers(201, { done: true });
  const answer = await post('/api/accounts/session', { body: { name: 'a', password: 'b' } });
  expect(answer).toEqual({ done: true });
  expect(settings.prove).toHaveBeenCalledTimes(1);
  expect(sent(1).get('Idempotency-Key')).toBe(sent().get('Idempotency-Key'));
});

test('who does not prove it gets the refusal, and nothing is sent again', async () => {
  settings.prove = () => Promise.resolve(false);
  answers(403, asksForProof, 'application/problem+json');
  const problem = await problemOf(get('/api/jobs'));
  expect(problem).toMatchObject({ key: 'serve.step_up', params: { proof: 'code' } });
  expect(asked).toHaveBeenCalledTimes(1);
});

test('a session that has ended is told of once; a wrong password is none', async () => {
  answers(401, { status: 401, key: 'http.no_session', detail: 'x' }, 'application/problem+json');
  await problemOf(get('/api/jobs'));
  expect(settings.signedOut).toHaveBeenCalledTimes(1);
  answers(
    401,
    { status: 401, key: 'accounts.wrong_password', detail: 'x' },
    'application/problem+json',
  );
  await problemOf(get('/api/jobs'));
  expect(settings.signedOut).toHaveBeenCalledTimes(1);
});
