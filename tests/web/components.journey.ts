// Components that stand on no page yet: built by themselves and walked through.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { build } from 'vite';

import type { Alone } from './journeys.ts';

const root = path.resolve(import.meta.dirname, '../..');
const built = path.join(root, 'build/gallery');
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/// The built gallery under the policy that the server has for pages.
async function serve(): Promise<http.Server> {
  await build({
    configFile: path.join(root, 'vite.config.ts'),
    root: path.join(import.meta.dirname, 'gallery'),
    logLevel: 'error',
    build: { outDir: built, emptyOutDir: true, manifest: false },
  });
  const server = http.createServer((request, response) => {
    const file = path.join(built, request.url === '/' ? 'index.html' : (request.url ?? ''));
    if (!fs.existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const nonce = crypto.randomUUID();
    response.writeHead(200, {
      'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy':
        `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' ` +
        `'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'`,
    });
    const body = fs.readFileSync(file);
    response.end(file.endsWith('.html') ? body.toString().replaceAll('__NONCE__', nonce) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export const whatDestroysAsksForTheNameAndWhatIsUndoneIsUndoneOnce: Alone = async ({ come }) => {
  const server = await serve();
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const scheme of ['light', 'dark'] as const) {
      const visitor = await come(address, { scheme });
      const { page } = visitor;
      await visitor.go('/');
      await visitor.isAccessible('components');
      await visitor.picture('components');

      await page.getByRole('button', { name: 'Remove the rule' }).click();
      const dialog = page.getByRole('dialog', { name: 'Remove a retention rule' });
      const remove = dialog.getByRole('button', { name: 'Remove the rule' });
      assert.ok(await remove.isDisabled(), 'nothing is typed');
      await page.keyboard.type('former  MEMBERS ');
      assert.ok(await remove.isEnabled(), 'blanks and case do not matter');
      await visitor.isAccessible('confirmation');
      await visitor.picture('confirmation');
      await page.keyboard.press('Enter');
      await dialog.getByText('Incident number K7-2M9Q').waitFor();
      await remove.click();
      await visitor.sees('the rule is gone');

      await page.getByRole('button', { name: 'Confirm' }).click();
      await visitor.picture('undo');
      await visitor.isAccessible('undo');
      await page.getByRole('button', { name: 'Undo' }).click();
      await visitor.sees('Undone.');
      await visitor.sees('undone 1 times');
      await page.getByRole('button', { name: 'Fail' }).click();
      await page.getByRole('alert').filter({ hasText: 'K7-2M9Q' }).last().waitFor();
    }
  } finally {
    server.close();
  }
};
