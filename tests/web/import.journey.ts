// A municipality with three boards takes over the list of processing activities that it has kept in
// a spreadsheet: the boards first, then the list, whose wrong cell is told by its row; in Danish,
// with a mapping that is remembered, and again without making anything twice.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import type { Visitor } from './visitor.ts';

const boards = `Navn;Type;Overordnet
Eksempel Kommune;Hele organisationen;
Skoleudvalget;Udvalg;Eksempel Kommune
Socialudvalget;Udvalg;Eksempel Kommune
Teknik- og miljøudvalget;Udvalg;Eksempel Kommune
`;

const list = `Behandlingsaktivitet;Udvalg;Formål;Hjemmel;KLE;Løbenummer
Optagelse i skole;Skoleudvalget;Vurdere optagelse og klassedannelse;Samfundets interesse eller offentlig myndighedsudøvelse (e);17.03;1
Skolefritidsordning;Skoleudvalget;Administrere pladser;Artikel 6;28.06,17.03;2
Kontanthjælp;Socialudvalget;Beregne og udbetale ydelse;Retlig forpligtelse (c);32.24;3
Hjemmehjælp;Socialudvalget;Vurdere behov for hjælp;Samfundets interesse eller offentlig myndighedsudøvelse (e);27.36;4
Byggesager;Teknik- og miljøudvalget;Behandle ansøgninger om byggeri;Retlig forpligtelse (c);02.34;5
`;

async function choose(visitor: Visitor, name: string, text: string): Promise<void> {
  // As spreadsheet programs on Windows write it.
  const buffer = Buffer.from(text, 'latin1');
  await visitor.page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer });
}

export const aMunicipalityTakesOverItsList: Journey = async ({ office, come }) => {
  const siri = await come({ language: 'da-DK' });
  await siri.signIn('siri', '/processing/unit');
  await siri.page.getByRole('link', { name: 'Importér' }).click();
  await siri.sees('Importér: Enheder');
  await siri.looksGood('import-empty');
  await choose(siri, 'udvalg.csv', boards);
  await siri.sees('Hvad kolonnerne er');
  await siri.page.getByRole('button', { name: 'Se, hvad det ville blive' }).click();
  await siri.sees('4 nye');
  await siri.page.getByRole('button', { name: 'Skriv 4 poster' }).click();
  await siri.sees('4 oprettet, 0 ændret.');

  await siri.go('/processing/activity/import');
  await choose(siri, 'fortegnelse.csv', list);
  await siri.sees('Én kolonne er ikke bestemt.');
  await siri.looksGood('import-columns');
  await siri.page.getByRole('button', { name: 'Udelad den' }).click();
  await siri.page.getByRole('button', { name: 'Se, hvad det ville blive' }).click();
  await siri.sees('4 nye');
  await siri.sees('1 med fejl');
  await siri.page.getByRole('cell', { name: 'række 3' }).first().waitFor();
  await siri.page.getByText('Artikel 6', { exact: true }).first().waitFor();
  assert.ok(await siri.page.getByRole('button', { name: 'Skriv 4 poster' }).isDisabled());
  await siri.looksGood('import-wrong');
  // The list is mended where it lies, and taken again.
  const mended = list.replace('Artikel 6;', 'Samtykke (a);');
  await choose(siri, 'fortegnelse.csv', mended);
  await siri.page.getByRole('button', { name: 'Udelad den' }).click();
  await siri.page.getByRole('button', { name: 'Se, hvad det ville blive' }).click();
  await siri.sees('5 nye');
  await siri.page.getByLabel('Husk kolonnerne som').fill('Kommunens fortegnelse');
  await siri.looksGood('import-ready');
  await siri.page.getByRole('button', { name: 'Skriv 5 poster' }).click();
  await siri.sees('5 oprettet, 0 ændret.');
  await siri.sees('Teknik- og miljøudvalget');
  assert.match(office.run('records', 'list', 'activity'), /Hjemmehjælp/);

  // The same list again: its columns are known, and nothing differs.
  await siri.go('/processing/activity/import');
  await choose(siri, 'fortegnelse.csv', mended);
  await siri.sees('Kommunens fortegnelse');
  await siri.page.getByRole('button', { name: 'Se, hvad det ville blive' }).click();
  await siri.sees('5 uændrede');
  assert.ok(await siri.page.getByRole('button', { name: 'Skriv 0 poster' }).isDisabled());

  // What the list shows goes out as a file.
  await siri.go('/processing/activity');
  await siri.page.getByRole('button', { name: 'Gem som' }).click();
  await siri.looksGood('export-menu');
  const download = siri.page.waitForEvent('download');
  await siri.page.getByRole('menuitem', { name: 'CSV, alle felter' }).click();
  const path = await (await download).path();
  assert.match(fs.readFileSync(path, 'utf8'), /Behandle ansøgninger om byggeri/);
};

export const theImportFitsANarrowDarkScreen: Journey = async ({ come }) => {
  const siri = await come({ language: 'sv-SE', scheme: 'dark', width: 320 });
  await siri.signIn('siri', '/processing/activity/import');
  await choose(siri, 'lista.csv', 'Benämning;Ändamål;Mer\nLöner;Betala ut lön;x\n');
  await siri.sees('En kolumn är inte bestämd.');
  await siri.looksGood('import-narrow-dark');
};
