// A stand-in for the server, for the shell's own look only: the built pages with the headers that
// the server sends, and answers in the form of the contract.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../build/pages');
const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
let signedIn = false;
const all = ['connectors.list', 'evidence.read', 'jobs.list'];
const session = {
  account: { id: 'a', name: 'Siri Håkansson' },
  organisation: { id: 'o', name: 'Exempelförbundet', law: 'se', public_body: false },
  roles: ['coordinator'],
  permissions: all,
  csrf_token: 't',
};
const jobs = [
  {
    job: 'J-0004',
    kind: 'retention.look',
    state: 'failed',
    made_at: new Date(Date.now() - 9e6).toISOString(),
    started_at: null,
    ended_at: new Date(Date.now() - 8.5e6).toISOString(),
    attempts: 3,
    progress: null,
    error: {
      key: 'x',
      text: 'The system liva does not answer. Check that it is running and try the job again.',
    },
  },
  {
    job: 'J-0003',
    kind: 'actions.run',
    state: 'done',
    made_at: new Date(Date.now() - 3e7).toISOString(),
    started_at: null,
    ended_at: new Date(Date.now() - 2.9e7).toISOString(),
    attempts: 1,
    progress: null,
    error: null,
  },
  {
    job: 'J-0002',
    kind: 'retention.look',
    state: 'done',
    made_at: new Date(Date.now() - 9e7).toISOString(),
    started_at: null,
    ended_at: new Date(Date.now() - 8.9e7).toISOString(),
    attempts: 1,
    progress: null,
    error: null,
  },
];
const now = Date.now();
const entry = (n: number, event: string, use: string, object: string) => ({
  id: `e${n}`,
  position: n,
  at: new Date(now - (60 - n) * 1000 * 3571).toISOString(),
  event,
  use,
  object,
});
const entries = [
  entry(57, 'accounts.signed_in', 'sign_in', ''),
  entry(56, 'subjects.searched', 'search', 'system liva'),
  entry(55, 'actions.receipt', 'change', 'A-0001'),
  entry(54, 'actions.outcome', 'erase', 'A-0001'),
  entry(53, 'actions.intent', 'erase', 'A-0001'),
  entry(52, 'actions.planned', 'change', 'A-0001'),
  entry(51, 'accounts.denied', 'denied', ''),
  entry(50, 'datamap.confirmed', 'administer', 'system liva'),
];
const systems = [
  { name: 'liva', kind: 'postgresql', controller: '', public_body: false },
  { name: 'rekry', kind: 'sqlite', controller: '', public_body: false },
  {
    name: 'tidrapport',
    kind: 'csv',
    controller: 'Norrbacka kommun, barn- och utbildningsnämnden',
    public_body: true,
  },
  { name: 'parmar', kind: 'manual', controller: '', public_body: false },
];
const empty = process.argv.includes('--empty');

http
  .createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const json = (body: unknown, status = 200) => {
      response.writeHead(status, {
        'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
      });
      response.end(JSON.stringify(body));
    };
    if (url.pathname.startsWith('/api/')) {
      let body = '';
      request.on('data', (piece) => (body += piece));
      request.on('end', () => {
        const what = `${request.method} ${url.pathname}`;
        if (what === 'POST /api/accounts/session') {
          if ((JSON.parse(body) as { password: string }).password === 'wrong') {
            return json(
              {
                status: 401,
                key: 'accounts.wrong_password',
                detail: 'The name or the password is wrong.',
              },
              401,
            );
          }
          signedIn = true;
          return json(session);
        }
        if (!signedIn)
          return json({ status: 401, key: 'http.no_session', detail: 'Sign in first.' }, 401);
        if (what === 'GET /api/accounts/session') return json(session);
        if (what === 'DELETE /api/accounts/session') {
          signedIn = false;
          response.writeHead(204);
          return response.end();
        }
        if (what === 'GET /api/connectors/systems') return json({ systems: empty ? [] : systems });
        if (what === 'GET /api/jobs') return json({ jobs: empty ? [] : jobs });
        if (what === 'GET /api/evidence/entries') {
          if (url.searchParams.get('object') === 'fault')
            return json(
              {
                status: 500,
                key: 'http.internal',
                detail: 'Something went wrong inside the server. Nothing was changed.',
                incident: '7F3K-92QD',
              },
              500,
            );
          return json({
            next: null,
            entries: url.searchParams.get('object')
              ? []
              : url.searchParams.get('reference')
                ? entries.map((e) => ({
                    ...e,
                    opened: {
                      person: '',
                      account: 'Siri Håkansson',
                      criterion: e.use === 'search' ? 'national_id' : '',
                      reference: 'Begäran 2026-114',
                    },
                  }))
                : entries,
          });
        }
        json({ status: 404, key: 'http.not_found', detail: 'Not found.' }, 404);
      });
      return;
    }
    const nonce = crypto.randomUUID();
    let file = path.join(root, url.pathname);
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) file = path.join(root, 'index.html');
    const headers: Record<string, string> = {
      'Content-Type': kinds[path.extname(file)] ?? 'application/octet-stream',
    };
    let body: Buffer | string = fs.readFileSync(file);
    if (file.endsWith('index.html')) {
      body = body.toString().replaceAll('__NONCE__', nonce);
      headers['Content-Security-Policy'] =
        `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
    }
    response.writeHead(200, headers);
    response.end(body);
  })
  .listen(Number(process.env.PORT ?? 8099), '127.0.0.1');
