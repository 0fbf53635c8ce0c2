// Files attached to records: the signed agreement that a record lacks, a web page that calls itself
// a PDF, what is saved, what was removed, what stood on a day; in Swedish and Norwegian.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';
import type { Visitor } from './visitor.ts';

function addRecord(office: Office, kind: string, fields: Record<string, unknown>): void {
  fs.writeFileSync(office.file('record.json'), JSON.stringify(fields));
  office.run('records', 'add', kind, '--file', office.file('record.json'));
}

async function filesLookGood(visitor: Visitor, name: string): Promise<void> {
  await visitor.page
    .getByRole('heading', { name: /^(Bilagor|Vedlegg|Bilag)$/ })
    .scrollIntoViewIfNeeded();
  await visitor.looksGood(name);
}

async function choose(visitor: Visitor, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text, 'utf8');
  await visitor.page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer });
}

const pdf = '%PDF-1.7\n% Avtalet, undertecknat\n';

export const aSignedAgreementIsAttachedSavedAndRemoved: Journey = async ({ office, come }) => {
  addRecord(office, 'agreement', { name: 'Lönesystemet' });
  office.add('sven', 'coordinator');
  const sven = await come({ language: 'sv-SE' });
  await sven.signIn('sven', '/parties/agreement/A-0001');
  await sven.sees('Inget är bifogat.');
  await sven.sees('Ännu inte bifogat: Undertecknat avtal.');
  await filesLookGood(sven, 'attachments-empty');

  await choose(sven, 'avtal.pdf', '<html><script>alert(1)</script></html>');
  await sven.sees('avtal.pdf är en webbsida');
  await filesLookGood(sven, 'attachments-refused');

  await choose(sven, 'Avtal med Lönebolaget.pdf', pdf);
  await sven.sees('Avtal med Lönebolaget.pdf är bifogad.');
  await sven.sees('Undertecknat avtal, PDF');
  assert.equal(await sven.page.getByText('Ännu inte bifogat').count(), 0);
  await choose(sven, 'samma.pdf', pdf);
  await sven.sees('Samma innehåll är redan bifogat här, som Avtal med Lönebolaget.pdf.');
  await choose(sven, 'protokoll.txt', 'Vi har gått igenom avtalet.\n');
  await sven.sees('protokoll.txt är bifogad.');
  await filesLookGood(sven, 'attachments');

  const coming = sven.page.waitForEvent('download');
  await sven.page.getByRole('button', { name: 'Spara Avtal med Lönebolaget.pdf' }).click();
  const saved = await coming;
  assert.equal(saved.suggestedFilename(), 'Avtal med Lönebolaget.pdf');
  assert.equal(fs.readFileSync(await saved.path(), 'utf8'), pdf);
  assert.match(
    office.run('evidence', 'list', '--event', 'records.attachment_saved', '--reference', 'test'),
    /agreement A-0001/,
  );

  await sven.page.getByRole('button', { name: 'Ta bort' }).first().click();
  await sven.sees('Innehållet försvinner för gott.');
  await sven.page.getByLabel('Varför', { exact: false }).fill('fel avtal');
  await sven.isAccessible('attachments-remove');
  await sven.picture('attachments-remove');
  await sven.page.getByRole('dialog').getByRole('button', { name: 'Ta bort' }).click();
  await sven.sees('En fil har tagits bort');
  await sven.page.getByText('En fil har tagits bort').click();
  await sven.sees('Borttagen av sven: fel avtal');
  await sven.sees('Ännu inte bifogat: Undertecknat avtal.');
  await filesLookGood(sven, 'attachments-removed');

  office.add('nora', 'auditor');
  for (const [scheme, width] of [
    ['light', 1440],
    ['dark', 320],
  ] as const) {
    // Who may only read sees what is there and saves it.
    const nora = await come({ language: 'nb-NO', scheme, width });
    await nora.signIn('nora', '/parties/agreement/A-0001');
    await nora.sees('protokoll.txt');
    await nora.sees('Ennå ikke lagt ved: Signert avtale.');
    assert.equal(await nora.page.locator('input[type=file]').count(), 0);
    assert.equal(await nora.page.getByRole('button', { name: 'Fjern' }).count(), 0);
    await filesLookGood(nora, 'attachments-read');
  }
};
