// An OpenID provider on this machine (npm oidc-provider), who lets in whom it is told to.
// usage: node tests/http/provider.ts REDIRECT_URI
// Its first line is its address. POST /test/person {"sub", "acr", "amr"}: who is at it now.
// POST /test/rotate: another key signs from now on, the old one is gone.

import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import Provider from 'oidc-provider';

type Json = Record<string, unknown>;

const [back] = process.argv.slice(2);
const kinds = ['RS256', 'ES256', 'PS256'] as const;
let person: { sub: string; acr?: string; amr?: string[] } = { sub: 'nobody' };
let turn = 0;

function keyOf(kind: (typeof kinds)[number], number: number): Json {
  const pair =
    kind === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = pair.privateKey.export({ format: 'jwk' });
  return { ...jwk, kid: `key-${number}`, use: 'sig', alg: kind };
}

function client(id: string, alg: string, address: string): Json {
  return {
    client_id: id,
    client_secret: 'a secret of the client &/+ that is long',
    redirect_uris: [address],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: alg,
  };
}

function made(issuer: string): Provider {
  const kind = kinds[turn % kinds.length] as (typeof kinds)[number];
  turn += 1;
  const provider = new Provider(issuer, {
    clients: [client('ombud', kind, back as string), client('another', kind, back as string)],
    jwks: { keys: [keyOf(kind, turn)] },
    cookies: { keys: ['for the test only'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    acrValues: ['loa2', 'loa3'],
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/test/at/${interaction.uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    loadExistingGrant: async (ctx: { oidc: { client: { clientId: string }; session: { accountId: string } } }) => {
      const { clientId } = ctx.oidc.client;
      const grant = new provider.Grant({ clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    // biome-ignore lint/suspicious/noExplicitAny: the package has no types of its own.
  } as any);
  return provider;
}

async function bodyOf(request: http.IncomingMessage): Promise<Json> {
  let text = '';
  for await (const piece of request) text += piece;
  return text ? (JSON.parse(text) as Json) : {};
}

let provider: Provider;
const server = http.createServer(async (request, response) => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (request.url === '/test/person') {
    person = (await bodyOf(request)) as typeof person;
    response.end();
  } else if (request.url === '/test/rotate') {
    provider = made(issuer);
    response.end();
  } else if (request.url?.startsWith('/test/at/')) {
    const login = { accountId: person.sub, acr: person.acr, amr: person.amr };
    await provider.interactionFinished(request, response, { login });
  } else {
    provider.callback()(request, response);
  }
});
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = made(issuer);
  process.stdout.write(`${issuer}\n`);
});
