// Work on records: the long form and its parts, many at once and back, a view that is kept, what
// people say to each other, tasks, reviews.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';

function addRecord(office: Office, kind: string, fields: Record<string, unknown>): void {
  fs.writeFileSync(office.file('record.json'), JSON.stringify(fields));
  office.run('records', 'add', kind, '--file', office.file('record.json'));
}

export const aLongFormHasPartsAndItsFaultsLeadToTheirFields: Journey = async ({ office, come }) => {
  addRecord(office, 'activity', { name: 'Løn', role: 'controller' });
  office.add('mette', 'coordinator');
  const mette = await come({ language: 'da-DK' });
  await mette.signIn('mette', '/processing/activity/B-0001');
  await mette.page.getByRole('button', { name: 'Redigér' }).click();
  const parts = mette.page.getByRole('navigation', { name: 'Skemaets dele' });
  await parts.getByRole('link', { name: 'Modtagere og tredjelande' }).click();
  const heading = mette.page.getByRole('heading', { name: 'Modtagere og tredjelande' });
  assert.ok(await heading.evaluate((element) => element === document.activeElement));
  await mette.page.getByLabel('Navn', { exact: false }).first().fill('');
  await mette.page.getByLabel('Hvorfor (kan udelades)').fill('navnet var forkert');
  await mette.page.getByRole('button', { name: 'Gem', exact: true }).click();
  await mette.sees('Navn: Dette skal udfyldes.');
  await mette.sees('1 at rette');
  await mette.looksGood('records-parts-wrong');
  await mette.page.getByRole('button', { name: /^Navn: / }).click();
  const name = mette.page.getByLabel('Navn', { exact: false }).first();
  assert.ok(await name.evaluate((element) => element === document.activeElement));
  await name.fill('Løn og honorarer');
  await mette.page.getByRole('button', { name: 'Gem', exact: true }).click();
  await mette.sees('navnet var forkert');
  await mette.looksGood('records-parts-shown');
  for (const [scheme, width] of [
    ['dark', 320],
    ['dark', 1440],
  ] as const) {
    const other = await come({ language: 'da-DK', scheme, width });
    await other.signIn('mette', '/processing/activity/B-0001');
    await other.page.getByRole('button', { name: 'Redigér' }).click();
    await other.sees('Skemaets dele').catch(() => undefined);
    await other.looksGood('records-parts');
  }
};

export const manyAreChangedAtOnceUndoneAndAViewOfThemIsKept: Journey = async ({ office, come }) => {
  for (let at = 1; at <= 60; at += 1) {
    addRecord(office, 'unit', { name: `Klubb ${at}`, type: at % 3 ? 'club' : 'department' });
  }
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', '/processing/unit');
  await siri.page.getByRole('button', { name: 'Filter och kolumner' }).click();
  await siri.page.getByLabel('Typ').first().focus();
  await siri.page.keyboard.press('ArrowDown');
  await siri.page.getByRole('option', { name: 'Avdelning', exact: true }).click();
  await siri.page.keyboard.press('Escape');
  await siri.sees('20 poster');
  // Kept under a name, for all.
  await siri.page.getByRole('button', { name: 'Spara den här vyn' }).click();
  await siri.page.getByLabel('Vyns namn').fill('Avdelningar');
  await siri.page.getByRole('switch', { name: 'Dela den med organisationen' }).click();
  await siri.page.getByRole('button', { name: 'Spara', exact: true }).click();
  await siri.sees('Vyn Avdelningar är sparad.');
  assert.match(siri.page.url(), /\?view=[0-9a-f-]+$/);
  const address = new URL(siri.page.url());
  await siri.looksGood('records-view');
  // All of them, page or not, become clubs; and are departments again.
  await siri.go('/processing/unit');
  await siri.page.getByLabel('Välj U-0060 Klubb 60').check();
  await siri.sees('1 post är vald');
  await siri.page.getByRole('button', { name: 'Välj alla 60 som passar' }).click();
  await siri.sees('60 poster är valda');
  await siri.looksGood('records-many-chosen');
  await siri.page.getByRole('button', { name: 'Ändra 60 poster' }).click();
  const dialog = siri.page.getByRole('dialog');
  await dialog.getByLabel('Vad ska ändras?').first().focus();
  await siri.page.keyboard.press('ArrowDown');
  await siri.page.getByRole('option', { name: 'Typ', exact: true }).click();
  await dialog.getByLabel('Typ').first().focus();
  await siri.page.keyboard.press('ArrowDown');
  await siri.page.getByRole('option', { name: 'Region', exact: true }).click();
  await dialog.getByLabel('Varför').fill('ny stadga');
  await siri.looksGood('records-many-form');
  await dialog.getByRole('button', { name: 'Ändra 60 poster' }).click();
  await siri.sees('60 poster är ändrade.');
  assert.match(office.run('records', 'list', 'unit', '--where', 'type=region'), /of 60|60/);
  await siri.page.getByRole('button', { name: 'Ångra' }).click();
  await siri.sees('Ångrat');
  assert.match(
    office.run('records', 'list', 'unit', '--where', 'type=region'),
    /There are no|Inga|no /,
  );
  // Another opens the view by its address, on a telephone, in Norwegian.
  office.add('kari', 'auditor');
  const kari = await come({ language: 'nb-NO', scheme: 'dark', width: 320 });
  await kari.signIn('kari', address.pathname + address.search);
  await kari.sees('20 poster');
  assert.equal(await kari.page.getByRole('checkbox').count(), 0);
  await kari.looksGood('records-view');
};

export const peopleTalkAboutARecordGiveTasksAndReviewIt: Journey = async ({ office, come }) => {
  addRecord(office, 'activity', { name: 'Medlemsregister' });
  office.add('eva', 'dpo');
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', '/processing/activity/B-0001');
  await siri.page.getByLabel('Skriv en kommentar').fill('Stämmer detta än, @eva?');
  await siri.page.getByRole('button', { name: 'Kommentera' }).click();
  await siri.page.getByRole('listitem').getByText('Stämmer detta än, @eva?').waitFor();
  await siri.page.getByRole('button', { name: 'Ge en arbetsuppgift' }).click();
  const dialog = siri.page.getByRole('dialog');
  await dialog.getByLabel('Vad som ska göras').fill('Fråga leverantören om avtalet');
  await dialog.getByLabel('Vem som ska göra det').first().fill('eva');
  await siri.page.getByRole('option', { name: 'eva' }).click();
  await dialog.getByLabel('Senast').fill('2020-01-31');
  await siri.page.keyboard.press('Tab');
  await siri.looksGood('records-task-form');
  await dialog.getByRole('button', { name: 'Ge', exact: true }).click();
  await siri.sees(/Försenad sedan 31 jan/);
  await siri.page.getByRole('button', { name: 'Mer som kan göras' }).click();
  await siri.page.getByRole('menuitem', { name: 'Genomgången' }).click();
  await siri.page.getByLabel('Varför').fill('allt stämmer');
  await siri.page.getByRole('button', { name: 'Genomgången' }).click();
  await siri.sees('allt stämmer');
  await siri.looksGood('records-talk');
  // It waits for eva on her first page, and on that of her tasks.
  const eva = await come({ language: 'nb-NO' });
  await eva.signIn('eva', '/');
  await eva.sees('Fråga leverantören om avtalet');
  await eva.sees('siri nevner deg i en kommentar');
  await eva.looksGood('records-today');
  await eva.go('/records/mine');
  await eva.looksGood('records-mine');
  await eva.page.getByRole('link', { name: 'B-0001 Medlemsregister' }).first().click();
  await eva.page.getByRole('button', { name: 'Jeg har sett den' }).click();
  await eva.page.getByRole('button', { name: 'Gjort' }).click();
  await eva.page.getByLabel('Hva det ble til (kan utelates)').fill('avtalen er undertegnet');
  await eva.page.getByRole('dialog').getByRole('button', { name: 'Gjort' }).click();
  await eva.sees('Gjort');
  await eva.go('/records/mine');
  await eva.sees('Ingenting venter på deg her');
  await eva.looksGood('records-mine-empty');
  const small = await come({ language: 'nb-NO', scheme: 'dark', width: 320 });
  await small.signIn('siri', '/processing/activity/B-0001');
  await small.looksGood('records-talk');
  assert.match(office.run('records', 'tasks', 'activity', 'B-0001'), /Fråga leverantören/);
};
