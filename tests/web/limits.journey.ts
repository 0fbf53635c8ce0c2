// A municipality is one organisation and each of its boards a controller of its own: whoever
// coordinates takes over the list of all boards, and each board's editor sees, finds, exports and
// edits only what is his. By the boards' units in Danish, by the controllers in Swedish.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey, Stage } from './journeys.ts';
import { type Office, password } from './office.ts';
import type { Visitor } from './visitor.ts';

function takeOver(office: Office, kind: string, lines: string[]): void {
  fs.writeFileSync(office.file('list.csv'), `${lines.join('\n')}\n`);
  office.run('records', 'import', kind, office.file('list.csv'), '--write', '--reason', 'listan');
}

function limited(office: Office, name: string, ...limit: string[]): void {
  const secret = ['--new-password-file', office.file('password')];
  office.run('account', 'add', name, '--role', 'editor', ...limit, ...secret);
}

const work: Record<string, string[]> = {
  Skoleudvalget: ['Optagelse i skole', 'Skolefritidsordning'],
  Socialudvalget: ['Kontanthjælp', 'Hjemmehjælp'],
  'Teknik- og miljøudvalget': ['Byggesager'],
};

async function unitsAreChosenByName(siri: Visitor): Promise<void> {
  await siri.page.getByRole('button', { name: 'Ny konto' }).click();
  const dialog = siri.page.getByRole('dialog');
  await dialog.getByLabel('Navn', { exact: true }).fill('ronja');
  await dialog.getByLabel('Første adgangskode').first().fill(password);
  await dialog.getByLabel('Redaktør').check();
  const units = dialog.getByRole('combobox', { name: 'Kun for disse enheder' });
  await units.fill('skole');
  await siri.page.getByRole('option', { name: 'U-0005 Skolekontoret' }).waitFor();
  await siri.page.getByRole('option', { name: 'U-0002 Skoleudvalget' }).click();
  // A number that is written whole is taken as it is, and named.
  await units.fill('u-0003');
  await siri.page.keyboard.press('Enter');
  await dialog.getByText('U-0002 Skoleudvalget').waitFor();
  await dialog.getByText('U-0003 Socialudvalget').waitFor();
  await siri.page.keyboard.press('Tab');
  await siri.looksGood('limits-people');
  // A name that is left there unchosen is refused, and does not become a role without a limit.
  await units.fill('Teknik');
  await siri.page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Opret kontoen' }).click();
  await dialog.getByRole('alert').getByText('U-0003').waitFor();
  await units.press('Backspace');
  await siri.page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Opret kontoen' }).click();
  await siri.sees('ronja kan logge ind nu.');
  await siri.page.getByRole('row', { name: /ronja.*U-0002, U-0003/ }).waitFor();
}

/// An administrator keeps accounts and reads no record.
async function unitsAreWrittenByWhoMayNotRead(office: Office, come: Stage['come']): Promise<void> {
  office.add('adam', 'administrator');
  const adam = await come({ language: 'da-DK', scheme: 'dark' });
  await adam.signIn('adam', '/accounts/people');
  const row = adam.page.getByRole('row', { name: /ronja/ });
  await row.getByRole('button', { name: 'Roller' }).click();
  const dialog = adam.page.getByRole('dialog');
  await dialog.getByText('U-0003', { exact: true }).waitFor();
  const units = dialog.getByLabel('Kun for disse enheder').first();
  await units.fill('U-0004');
  await adam.page.keyboard.press('Enter');
  await dialog.getByText('U-0004', { exact: true }).waitFor();
  assert.equal(await adam.page.getByRole('option').count(), 0);
  await adam.looksGood('limits-people-written');
  await adam.leave();
}

export const eachBoardsEditorSeesItsOwnOnly: Journey = async ({ office, come }) => {
  takeOver(office, 'unit', [
    'Navn;Type;Overordnet',
    'Eksempel Kommune;Hele organisationen;',
    ...Object.keys(work).map((board) => `${board};Udvalg;Eksempel Kommune`),
    'Skolekontoret;Afdeling;Skoleudvalget',
  ]);
  takeOver(office, 'activity', [
    'Behandlingsaktivitet;Enhed;Formål',
    ...Object.entries(work).flatMap(([board, all]) =>
      all.map((one) => `${one};${board};Sagsbehandling`),
    ),
    'Elevjournaler;Skolekontoret;Sagsbehandling',
  ]);
  const siri = await come({ language: 'da-DK' });
  await siri.signIn('siri', '/accounts/people');
  await unitsAreChosenByName(siri);
  await unitsAreWrittenByWhoMayNotRead(office, come);
  const boards = Object.keys(work);
  for (const [at, board] of boards.entries()) {
    const name = `redaktor${at}`;
    limited(office, name, '--unit', `U-000${at + 2}`);
    const editor = await come({ language: 'da-DK', scheme: at === 1 ? 'dark' : 'light' });
    await editor.signIn(name, '/processing/activity');
    const own = [...(work[board] ?? []), ...(at === 0 ? ['Elevjournaler'] : [])];
    for (const one of own) await editor.page.getByRole('link', { name: one }).first().waitFor();
    for (const other of Object.values(work).flat())
      if (!own.includes(other))
        assert.equal(await editor.page.getByText(other).count(), 0, `${name} sees ${other}`);
    await editor.looksGood(`limits-list-${at}`);
    await editor.leave();
  }

  // The school board's editor takes over a list of his own; a line of another board's is refused.
  const lise = await come({ language: 'da-DK' });
  await lise.signIn('redaktor0', '/processing/activity/import');
  const rows = ['Behandlingsaktivitet;Enhed;Formål', 'Skolebus;Skolekontoret;Kørsel'];
  const choose = async (lines: string[]) => {
    const buffer = Buffer.from(`${lines.join('\r\n')}\r\n`);
    await lise.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'skole.csv', mimeType: 'text/csv', buffer });
    await lise.page.getByRole('button', { name: 'Se, hvad det ville blive' }).click();
  };
  await choose([...rows, 'Boligstøtte;Socialudvalget;Ydelse', 'Uden udvalg;;Ydelse']);
  await lise.sees('1 nye');
  await lise.sees('2 med fejl');
  await lise.sees('Din rolle gælder kun nogle enheder');
  await lise.looksGood('limits-import');
  await choose(rows);
  await lise.page.getByRole('button', { name: 'Skriv én post' }).click();
  await lise.sees('1 oprettet, 0 ændret.');
  // What belongs to the whole municipality may be read; nothing offers to change it.
  takeOver(office, 'data_category', ['Navn', 'Navneoplysninger', 'Kontaktoplysninger']);
  await lise.go('/processing/data_category/DC-0001');
  await lise.sees('Du må læse denne post, ikke rette den');
  await lise.page.getByRole('heading', { name: 'Opgaver' }).waitFor();
  for (const name of ['Redigér', 'Mere, der kan gøres', 'Vedhæft en fil'])
    assert.equal(await lise.page.getByRole('button', { name }).count(), 0, name);
  await lise.looksGood('limits-only-read');
  // The list offers them, since it does not know; what is refused then is said of each by name.
  await lise.go('/processing/data_category');
  for (const name of ['DC-0001 Navneoplysninger', 'DC-0002 Kontaktoplysninger'])
    await lise.page.getByLabel(`Vælg ${name}`).check();
  await lise.page.getByRole('button', { name: 'Ret 2 poster' }).click();
  const many = lise.page.getByRole('dialog');
  await many.getByLabel('Hvad skal rettes?').first().focus();
  await lise.page.keyboard.press('ArrowDown');
  await lise.page.getByRole('option', { name: 'Holdes ajour af' }).click();
  await many.getByLabel('Holdes ajour af').first().fill('redaktor0');
  await lise.page.getByRole('option', { name: 'redaktor0' }).click();
  await many.getByLabel('Hvorfor').fill('ny opgave');
  await many.getByRole('button', { name: 'Ret 2 poster' }).click();
  for (const number of ['DC-0001', 'DC-0002'])
    await many.getByText(`${number} må læses, men din rolle til at rette`).waitFor();
  await lise.looksGood('limits-many');
  await lise.go('/processing/activity');
  await lise.page.getByRole('link', { name: 'Skolebus' }).first().click();
  await lise.page.getByRole('button', { name: 'Redigér' }).waitFor();
  // Another board's record answers as one that there never was.
  const social = office.run('records', 'list', 'activity', '--search', 'Kontanthjælp', '--json');
  const number = JSON.parse(social).records[0].number as string;
  await lise.go(`/processing/activity/${number}`);
  await lise.sees(`Posten ${number} findes ikke.`);
  await lise.looksGood('limits-unknown');
};

export const aControllersEditorSeesItsOwnOnly: Journey = async ({ office, come }) => {
  takeOver(office, 'controller', ['Namn', 'Skolnämnden', 'Socialnämnden', 'Byggnadsnämnden']);
  takeOver(office, 'activity', [
    'Benämning;Vår organisation;Ändamål',
    'Skolskjuts;Skolnämnden;Planera resor',
    'Försörjningsstöd;Socialnämnden;Utreda behov',
    'Bygglov;Byggnadsnämnden;Pröva ansökan',
  ]);
  for (const [at, board] of ['Skolnämnden', 'Socialnämnden', 'Byggnadsnämnden'].entries())
    limited(office, `namnd${at}`, '--controller', board);
  const eva = await come({ language: 'sv-SE', width: 320 });
  await eva.signIn('namnd1', '/processing/activity');
  await eva.page.getByRole('link', { name: 'Försörjningsstöd' }).first().waitFor();
  assert.equal(await eva.page.getByText(/Skolskjuts|Bygglov/).count(), 0);
  await eva.looksGood('limits-list-narrow');
  await eva.go('/processing/controller');
  await eva.page.getByRole('link', { name: 'Socialnämnden' }).first().waitFor();
  assert.equal(await eva.page.getByText(/Skolnämnden|Byggnadsnämnden/).count(), 0);
};
