// The record of processing activities in the browser: units and an activity are written in a form,
// what is wrong is said field by field, it comes into use, its history is looked at; as it was is
// seen; and the same pages in each language, in light and dark, wide and narrow.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';

function addRecord(office: Office, kind: string, fields: Record<string, unknown>): void {
  fs.writeFileSync(office.file('record.json'), JSON.stringify(fields));
  office.run('records', 'add', kind, '--file', office.file('record.json'));
}

function fill(office: Office): void {
  addRecord(office, 'unit', { name: 'Exempelförbundet', type: 'organisation' });
  addRecord(office, 'unit', { name: 'Lönekontoret', type: 'department', parent: 'U-0001' });
  addRecord(office, 'system', { name: 'Liva', type: 'application' });
  addRecord(office, 'activity', {
    name: 'Löner och arvoden',
    role: 'controller',
    unit: 'U-0002',
    description: 'Lön, skatt och intyg.\nVarje månad.',
  });
}

export const anActivityIsWrittenMendedAndLookedBackAt: Journey = async ({ office, come }) => {
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', '/processing');
  await siri.sees('Register över behandling');
  await siri.sees('inga ännu');
  await siri.looksGood('records-home-empty');
  await siri.page.getByRole('link', { name: 'Enheter', exact: true }).click();
  await siri.sees('Det finns inga ännu');
  await siri.looksGood('records-list-empty');
  await siri.page.getByRole('link', { name: 'Ny: Enhet' }).first().click();
  // Nothing filled in: what is missing is said, and nothing is made.
  await siri.page.getByRole('button', { name: 'Skapa' }).click();
  await siri.sees('Namn: Detta måste fyllas i.');
  await siri.looksGood('records-form-wrong');
  await siri.page.getByLabel('Namn').fill('Lönekontoret');
  await siri.page.getByRole('button', { name: 'Skapa' }).click();
  await siri.sees('U-0001 Lönekontoret har skapats.');
  await siri.page.getByRole('heading', { name: 'U-0001 Lönekontoret' }).waitFor();

  await siri.go('/processing/activity/new');
  await siri.page.getByLabel('Namn', { exact: false }).first().fill('Löner');
  await siri.page
    .getByLabel(/^Enhet/)
    .first()
    .fill('löne');
  await siri.page.getByRole('option', { name: 'U-0001 Lönekontoret' }).click();
  await siri.looksGood('records-form');
  await siri.page.getByRole('button', { name: 'Skapa' }).click();
  await siri.sees('B-0001 Löner har skapats.');
  await siri.page.getByRole('heading', { name: 'B-0001 Löner' }).waitFor();
  await siri.page.getByRole('link', { name: 'U-0001 Lönekontoret' }).waitFor();
  await siri.page.getByRole('button', { name: 'Redigera' }).click();
  await siri.page.getByLabel('Namn', { exact: false }).first().fill('Löner och arvoden');
  await siri.page.getByRole('button', { name: 'Spara' }).click();
  await siri.sees('B-0001 är sparad.');
  await siri.sees('B-0001 Löner och arvoden');
  await siri.looksGood('records-one');
  // Back to the first version, which can't be edited.
  await siri.page.getByRole('link', { name: 'Version 1' }).click();
  await siri.sees('Så var den då (version 1)');
  assert.equal(await siri.heading(), 'B-0001 Löner');
  assert.equal(await siri.page.getByRole('button', { name: 'Redigera' }).count(), 0);
  await siri.page.getByRole('button', { name: 'Visa som den är nu' }).click();
  // Archived with a reason, and out of the list.
  await siri.page.getByRole('button', { name: 'Mer som kan göras' }).click();
  await siri.page.getByRole('menuitem', { name: 'Arkivera' }).click();
  await siri.page.getByLabel('Varför').fill('förd två gånger');
  await siri.page.getByRole('button', { name: 'Arkivera' }).click();
  await siri.sees('Klart: Arkivera');
  await siri.go('/processing/activity');
  await siri.sees('Det finns inga ännu');
  assert.match(office.run('records', 'history', 'activity', 'B-0001'), /förd två gånger/);
};

export const twoEditorsDoNotOverwriteEachOther: Journey = async ({ office, come }) => {
  fill(office);
  office.add('olle', 'coordinator');
  const siri = await come({ language: 'en-GB' });
  const olle = await come({ language: 'en-GB' });
  await siri.signIn('siri', '/processing/activity/B-0001');
  await olle.signIn('olle', '/processing/activity/B-0001');
  for (const person of [siri, olle]) {
    await person.page.getByRole('button', { name: 'Edit' }).click();
  }
  await olle.page.getByLabel('Name', { exact: false }).first().fill('Payroll');
  await olle.page.getByRole('button', { name: 'Save' }).click();
  await olle.sees('B-0001 is saved.');
  await siri.page.getByLabel('Name', { exact: false }).first().fill('Salaries');
  await siri.page.getByRole('button', { name: 'Save' }).click();
  await siri.sees(/changed/);
  assert.match(office.run('records', 'show', 'activity', 'B-0001'), /Payroll/);
};

export const theSamePagesInEveryLanguage: Journey = async ({ office, come }) => {
  fill(office);
  for (const [language, scheme, width] of [
    ['sv-SE', 'dark', 320],
    ['da-DK', 'light', 1440],
    ['nb-NO', 'dark', 1440],
    ['en-GB', 'light', 320],
  ] as const) {
    const visitor = await come({ language, scheme, width });
    await visitor.signIn('siri', '/processing');
    await visitor.looksGood('records-home');
    for (const [at, name] of [
      ['/processing/activity', 'records-list'],
      ['/processing/activity/new', 'records-new'],
      ['/processing/activity/B-0001', 'records-one'],
      ['/parties', 'records-parties'],
    ] as const) {
      await visitor.go(at);
      await visitor.looksGood(name);
    }
  }
};
