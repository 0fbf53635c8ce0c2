// The whole job in the browser: one plans, the data protection officer advises, another approves,
// the first runs it after a typed confirmation, and the receipt is checked without a network.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { furnish, karin } from './actions_office.ts';
import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';
import type { Visitor } from './visitor.ts';

async function plan(visitor: Visitor, kind: string, button: string): Promise<string> {
  const { page } = visitor;
  await page.getByRole('radio', { name: kind }).check();
  await page.getByLabel(/^Why: request or case/).fill('request 2026-14');
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL(/\/actions\/A-\d+$/, { timeout: 60_000 });
  await page.getByRole('heading', { level: 1, name: /A-\d+/ }).waitFor();
  return new URL(page.url()).pathname.split('/').pop() as string;
}

async function save(visitor: Visitor, office: Office, button: string): Promise<string> {
  const coming = visitor.page.waitForEvent('download');
  await visitor.page.getByRole('button', { name: button }).click();
  const download = await coming;
  const file = office.file(download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

export const anErasureIsPlannedAdvisedOnApprovedByAnotherRunAndProven: Journey = async ({
  office,
  come,
}) => {
  furnish(office);
  const handle = karin(office);
  const siri = await come();
  await siri.signIn('siri', `/actions/new/${handle}`);
  await siri.page.getByRole('radio', { name: 'Erasure' }).check();
  await siri.picture('actions-new');
  await siri.isAccessible('actions-new');
  const number = await plan(siri, 'Erasure', 'Make the plan');
  await siri.sees('What stays, and why');
  await siri.sees('You planned this erasure');
  await siri.picture('actions-planned');
  await siri.isAccessible('actions-planned');

  const dag = await come({ language: 'sv-SE' });
  await dag.signIn('dag', `/actions/${number}`);
  await dag.page
    .getByLabel('Din synpunkt')
    .fill('Begäran är befogad. Tidrapporterna är bokföring.');
  await dag.page.getByRole('button', { name: 'Lämna synpunkten' }).click();
  await dag.sees('Begäran är befogad. Tidrapporterna är bokföring.');
  assert.equal(await dag.page.getByRole('button', { name: 'Godkänn raderingen' }).count(), 0);
  await dag.picture('actions-advised');
  await dag.isAccessible('actions-advised');

  const olle = await come({ language: 'da-DK', scheme: 'dark' });
  await olle.signIn('olle');
  await olle.page.getByRole('link', { name: `Godkend eller afvis sletningen ${number}` }).click();
  await olle.sees('Begäran är befogad');
  await olle.page
    .getByRole('button', { name: 'Se nogle rækker i medlem, medlem', exact: true })
    .click();
  await olle.page.getByRole('button', { name: 'Åbn epost i række 1' }).click();
  await olle.page.getByLabel(/Hvorfor åbner du epost/).fill('er det hende?');
  await olle.picture('actions-sample');
  await olle.isAccessible('actions-sample');
  await olle.page.getByRole('button', { name: 'Åbn værdien' }).click();
  await olle.sees('karin.ahlstrom@example.org');
  await olle.page.keyboard.press('Escape');
  await olle.page.getByRole('button', { name: 'Godkend sletningen' }).click();
  await olle.sees(`${number} er godkendt.`);
  await olle.picture('actions-approved');
  await olle.isAccessible('actions-approved');

  await siri.page.reload();
  await siri.page.getByRole('button', { name: 'Run the erasure' }).click();
  const confirm = siri.page.getByRole('dialog');
  const go = confirm.getByRole('button', { name: 'Run the erasure' });
  assert.equal(await go.isDisabled(), true);
  await confirm.getByLabel(/Type/).fill(number);
  await siri.picture('actions-confirm');
  await siri.isAccessible('actions-confirm');
  await go.click();
  await siri.page.getByRole('link', { name: 'The receipt' }).waitFor({ timeout: 60_000 });
  await siri.sees('Done; not everything could be reached');
  await siri.picture('actions-done');
  await siri.page.getByRole('link', { name: 'The receipt' }).click();
  await siri.sees('Kept, and why');
  await siri.sees('Not reached');
  await siri.picture('actions-receipt');
  await siri.isAccessible('actions-receipt');
  const file = await save(siri, office, 'Download the receipt');
  const key = office.run('evidence', 'key').trim();
  assert.match(office.run('verify', path.basename(file), '--key', key), /sound/);

  const left = office.run('evidence', 'list', '--event', 'actions.revealed', '--reference', 'test');
  assert.match(left, new RegExp(number));
};

export const anExtractIsReadCertifiedAndHandedOut: Journey = async ({ office, come }) => {
  furnish(office);
  const handle = karin(office);
  const siri = await come();
  await siri.signIn('siri', `/actions/new/${handle}`);
  const number = await plan(siri, 'Copy of a person’s data', 'Make the plan');
  await siri.page.getByRole('button', { name: 'Make the extract' }).click();
  await siri.page.getByRole('button', { name: 'Certify the extract' }).waitFor({ timeout: 60_000 });
  await siri.picture('actions-access');
  await siri.isAccessible('actions-access');
  await siri.page.getByRole('link', { name: 'Read the extract' }).first().click();
  await siri.sees('karin.ahlstrom@example.org');
  await siri.picture('actions-extract');
  await siri.isAccessible('actions-extract');
  await siri.page.getByRole('link', { name: 'To the action' }).click();
  await siri.page.getByRole('button', { name: 'Certify the extract' }).click();
  await siri.page.getByRole('button', { name: 'Finish it and write the receipt' }).click();
  await siri.page.getByRole('link', { name: 'The receipt' }).click({ timeout: 60_000 });
  const file = await save(siri, office, 'Download the extract');
  assert.equal(path.basename(file), `${number}.zip`);
};

export const theOfficerStopsOneAndTheApproverLetsItGoOn: Journey = async ({ office, come }) => {
  furnish(office);
  const handle = karin(office);
  const number = (
    JSON.parse(
      office.run('actions', 'plan', 'erase', handle, '--reference', 'request 14', '--json'),
    ) as { action: string }
  ).action;
  office.run(
    ...['actions', 'approve', number, '--as', 'olle'],
    ...['--password-file', office.file('password')],
  );
  // A system that is away leaves it partly done.
  const file = office.file('tidrapport.sqlite');
  fs.renameSync(file, `${file}.away`);
  try {
    office.run('actions', 'run', number, '--quiet');
  } catch {
    // Exit code 8: partly done.
  }
  fs.renameSync(`${file}.away`, file);

  const dag = await come({ language: 'nb-NO', width: 320, height: 700 });
  await dag.signIn('dag', `/actions/${number}`);
  await dag.page.getByRole('button', { name: 'Stopp den' }).click();
  await dag.page.getByRole('textbox', { name: 'Hvorfor' }).last().fill('Klagen er ikke besvart.');
  await dag.page.getByRole('dialog').getByRole('button', { name: 'Stopp den' }).click();
  await dag.sees('Stoppet av dag');
  await dag.picture('actions-stopped');
  await dag.isAccessible('actions-stopped');

  const siri = await come();
  await siri.signIn('siri', `/actions/${number}`);
  await siri.sees('Klagen er ikke besvart.');
  assert.equal(await siri.page.getByRole('button', { name: 'Run it again' }).count(), 0);

  const olle = await come();
  await olle.signIn('olle', `/actions/${number}`);
  await olle.page.getByRole('button', { name: 'Let it go on' }).click();
  await olle.page.getByRole('dialog').getByLabel('Why').fill('The complaint is answered.');
  await olle.page.getByRole('dialog').getByRole('button', { name: 'Let it go on' }).click();
  await olle.page.getByText('Stopped by dag').waitFor({ state: 'detached' });

  await siri.page.reload();
  await siri.page.getByRole('button', { name: 'Run it again' }).click();
  await siri.page.getByRole('dialog').getByLabel(/Type/).fill(number);
  await siri.page.getByRole('dialog').getByRole('button', { name: 'Run it again' }).click();
  await siri.page.getByText('Done; not everything could be reached').waitFor({ timeout: 60_000 });
};
