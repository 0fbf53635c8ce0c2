// Asks the server. Paths, what they take and what they answer are typed by the contract
// (src/ROOM/api.yaml); what is not a good answer is thrown as a Problem.

import type { paths } from '@generated/contract.ts';

import { Problem, type ProblemAnswer } from './problem.ts';

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';

/// The paths of the contract that know the verb.
export type PathOf<V extends Verb> = {
  [P in keyof paths]: paths[P] extends Record<V, { responses: unknown }> ? P : never;
}[keyof paths] &
  string;

type Operation<P, V extends Verb> = P extends keyof paths
  ? paths[P] extends Record<V, infer O>
    ? O
    : never
  : never;

type Content<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Good<R> = R extends { 200: infer A }
  ? Content<A>
  : R extends { 201: infer A }
    ? Content<A>
    : R extends { 202: infer A }
      ? Content<A>
      : undefined;

export type AnswerOf<P, V extends Verb> =
  Operation<P, V> extends { responses: infer R } ? Good<R> : never;

type Given<O, Name extends string> = O extends { parameters: infer Parameters }
  ? Parameters extends Partial<Record<Name, infer Values>>
    ? Exclude<Values, undefined>
    : never
  : never;
type BodyOf<O> = O extends { requestBody?: infer R } ? Content<Exclude<R, undefined>> : undefined;

export interface Ask<P, V extends Verb> {
  path?: Given<Operation<P, V>, 'path'>;
  query?: Given<Operation<P, V>, 'query'>;
  body?: BodyOf<Operation<P, V>>;
  /// The version that is changed: the ETag under which it was read.
  version?: string;
  signal?: AbortSignal;
}

interface Settings {
  language: string;
  /// Proof that a change comes from these pages; the server hands it out with the session.
  token: string;
  signedOut: () => void;
  /// Asks the person to prove again who he is; whether he did.
  prove: (problem: Problem) => Promise<boolean>;
}

export const settings: Settings = {
  language: 'en',
  token: '',
  signedOut: () => undefined,
  prove: () => Promise.resolve(false),
};

export type Words = Record<string, string | number | boolean | undefined>;

/// The address of a path of the contract: its parameters in place, empty queries left out.
export function address(path: string, given: { path?: Words; query?: Words } = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(given.path?.[name] ?? '')),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given.query ?? {})) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size ? `${filled}?${query}` : filled;
}

export function headersOf(verb: Verb, hasBody: boolean, version?: string): Headers {
  const headers = new Headers({
    Accept: 'application/json',
    'Accept-Language': settings.language,
  });
  if (hasBody) headers.set('Content-Type', 'application/json');
  if (verb !== 'get') headers.set('X-CSRF-Token', settings.token);
  if (verb === 'post' || verb === 'patch') headers.set('Idempotency-Key', crypto.randomUUID());
  if (version) headers.set('If-Match', version);
  return headers;
}

async function problemOf(response: Response): Promise<Problem> {
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    return new Problem('unreadable', { status: response.status });
  }
  const answer = (await response.json().catch(() => ({}))) as Partial<ProblemAnswer>;
  return new Problem('answer', { status: response.status, ...answer });
}

// The request as it is sent; sent again it is the same one, its idempotency key included.
export async function send(
  to: string,
  request: RequestInit,
  signal?: AbortSignal,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(to, request);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem('unreachable');
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.needsProof && (await settings.prove(problem))) return send(to, request, signal);
  if (problem.needsSignIn) settings.signedOut();
  throw problem;
}

async function ask<V extends Verb, P extends string>(
  verb: V,
  path: P,
  given: Ask<P, V> = {},
): Promise<AnswerOf<P, V>> {
  const { body, version, signal } = given;
  const request: RequestInit = {
    method: verb.toUpperCase(),
    headers: headersOf(verb, body !== undefined, version),
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
  const to = address(path, given as { path?: Words; query?: Words });
  const response = await send(to, request, signal);
  if (response.status === 204) return undefined as AnswerOf<P, V>;
  try {
    return (await response.json()) as AnswerOf<P, V>;
  } catch {
    throw new Problem('unreadable', { status: response.status });
  }
}

/// A file of the contract, by its whole address; refused and proved as any other answer.
export async function getFile(to: string): Promise<Blob> {
  const headers = headersOf('get', false);
  return (await send(to, { headers, credentials: 'same-origin', cache: 'no-store' })).blob();
}

export const get = <P extends PathOf<'get'>>(path: P, given?: Ask<P, 'get'>) =>
  ask('get', path, given);
export const post = <P extends PathOf<'post'>>(path: P, given?: Ask<P, 'post'>) =>
  ask('post', path, given);
export const put = <P extends PathOf<'put'>>(path: P, given?: Ask<P, 'put'>) =>
  ask('put', path, given);
export const patch = <P extends PathOf<'patch'>>(path: P, given?: Ask<P, 'patch'>) =>
  ask('patch', path, given);
export const erase = <P extends PathOf<'delete'>>(path: P, given?: Ask<P, 'delete'>) =>
  ask('delete', path, given);
