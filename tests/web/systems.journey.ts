// Systems and their maps: from an office that has nothing to a map that a person has confirmed, by
// dropped files, the keyboard, in Swedish and Danish, light and dark, wide and narrow.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import type { Journey } from './journeys.ts';
import type { Visitor } from './visitor.ts';

const tables: Record<string, string> = {
  'medlemmar.csv': `medlemsnummer;förnamn;efternamn;e-post;personnummer;ort;anteckning
1;Tova;Lindqvist;tova@exempel.se;19811228-9874;Umeå;Ringde om sin faktura i mars
2;Åke;Sjöberg;ake@exempel.se;19850709-9805;Skellefteå;Vill ha post till arbetet
3;Märta;Öman;marta@exempel.se;19900118-9811;Umeå;
`,
  'betalningar.csv': `betalning;medlemsnummer;belopp;dag
1;1;250;2026-01-12
2;2;250;2026-01-13
3;3;250;2026-01-13
`,
  'anmälningar.csv': `anmälan;medlemsnummer;kurs;allergi
1;1;Simning;nötter
2;3;Segling;
`,
  'lokaler.csv': 'lokal;platser\nStora salen;120\nKöket;12\n',
};

function files(folder: string): string[] {
  fs.mkdirSync(folder, { recursive: true });
  return Object.entries(tables).map(([name, text]) => {
    const file = path.join(folder, name);
    // As an export from a Windows program has it.
    fs.writeFileSync(file, Buffer.from(text, 'latin1'));
    return file;
  });
}

/// Drops the files and has the map proposed.
async function addByFiles(visitor: Visitor, folder: string, words: Words): Promise<void> {
  await visitor.go('/connectors/new');
  await visitor.page.locator('input[type=file]').setInputFiles(files(folder));
  await visitor.page
    .getByRole('cell', { name: /Windows-1252/ })
    .first()
    .waitFor();
  await visitor.page.getByLabel(words.name).fill('Medlemmar Norr');
  await visitor.picture('system-drop');
  await visitor.isAccessible('system-drop');
  await visitor.page.getByRole('button', { name: words.add }).click();
  await visitor.sees(words.none);
  await visitor.picture('map-none');
  await visitor.page.getByRole('button', { name: words.propose, exact: true }).click();
  await visitor.page.getByRole('grid').getByText('personnummer', { exact: true }).waitFor();
}

interface Words {
  name: string;
  add: string;
  none: string;
  propose: string;
}

const swedish: Words = {
  name: 'Vad kallar ni systemet?',
  add: 'Lägg till systemet',
  none: 'Ingen karta är föreslagen än',
  propose: 'Föreslå en karta',
};
const danish: Words = {
  name: 'Hvad kalder I systemet?',
  add: 'Tilføj systemet',
  none: 'Der er endnu ikke foreslået noget kort',
  propose: 'Foreslå et kort',
};

export const aMapIsReviewedByKeyboardAndConfirmedInSwedish: Journey = async ({ office, come }) => {
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri');
  await siri.sees('Den första kvarten');
  await siri.page.getByRole('link', { name: 'Öppna guiden' }).click();
  await siri.sees('Med CSV-filer');
  await siri.picture('begin');
  await siri.isAccessible('begin');
  await siri.page.getByRole('link', { name: 'Med CSV-filer' }).click();
  await addByFiles(siri, office.file('export'), swedish);
  await siri.picture('map-proposed');
  await siri.isAccessible('map-proposed');

  // The keyboard: from the first line down, a no with n, three marked and answered at once, one back.
  const grid = siri.page.getByRole('grid');
  const line = (column: string) =>
    grid.getByRole('row').filter({ has: siri.page.getByText(column, { exact: true }) });
  await line('anteckning').focus();
  await siri.page.keyboard.press('n');
  await siri.sees('medlemmar.anteckning är ingen personuppgift.');
  await line('förnamn').focus();
  await siri.page.keyboard.press('Shift+j');
  await siri.page.keyboard.press('Shift+j');
  await siri.sees('3 kolumner markerade');
  await siri.picture('map-marked');
  await siri.isAccessible('map-marked');
  await siri.page.keyboard.press('y');
  await siri.sees('3 kolumner besvarade: personuppgifter.');
  await siri.page.keyboard.press('Escape');
  await siri.sees('1 svar finns inte i kartan än');
  assert.equal(
    await siri.page
      .getByRole('button', { name: 'Bekräfta version 1' })
      .getAttribute('aria-disabled'),
    'true',
  );
  await siri.page.getByRole('button', { name: 'Arbeta in dem' }).click();
  await siri.page.getByRole('button', { name: 'Bekräfta version 2' }).waitFor();
  await siri.page.getByRole('button', { name: 'Bekräfta version 2' }).click();
  await siri.page.getByRole('textbox', { name: /medlemmar-norr/ }).fill('medlemmar-norr');
  await siri.picture('map-confirm');
  await siri.isAccessible('map-confirm');
  await siri.page.getByRole('dialog').getByRole('button', { name: 'Bekräfta version 2' }).click();
  await siri.sees('Version 2 är bekräftad');

  for (const [tab, name] of [
    ['Tabeller och vägar', 'map-graph'],
    ['Går det att radera?', 'map-preflight'],
    ['Ändringar', 'map-compared'],
    ['Versioner', 'map-versions'],
  ] as const) {
    await siri.page.getByRole('tab', { name: tab }).click();
    await siri.looksGood(name);
  }
  await siri.go('/connectors');
  await siri.sees('Bekräftad');
  await siri.picture('systems-with-map');
  await siri.go('/');
  await siri.sees('1 av 1 karta bekräftade');
};

export const anAnswerIsUndoneAndTheMapLookedAtInDanishInTheDark: Journey = async ({
  office,
  come,
}) => {
  const siri = await come({ language: 'da-DK', scheme: 'dark' });
  await siri.signIn('siri');
  await addByFiles(siri, office.file('export'), danish);
  const row = siri.page
    .getByRole('row')
    .filter({ has: siri.page.getByText('ort', { exact: true }) });
  await row.focus();
  await siri.page.keyboard.press('n');
  await siri.sees('medlemmar.ort er ikke en personoplysning.');
  await siri.picture('map-answered');
  await siri.isAccessible('map-answered');
  await siri.page.getByRole('button', { name: 'Fortryd' }).click();
  await siri.page.getByText('1 svar er ikke i kortet endnu').waitFor({ state: 'detached' });
  await siri.page.getByRole('tab', { name: 'Tabeller og veje' }).click();
  await siri.page.getByRole('button', { name: /^betalningar / }).focus();
  await siri.page.keyboard.press('Enter');
  await siri.picture('map-graph-chosen');
  await siri.isAccessible('map-graph-chosen');
};

export const aNarrowScreenShowsTheMapAndTheGuide: Journey = async ({ office, come }) => {
  for (const scheme of ['light', 'dark'] as const) {
    const siri = await come({ language: 'da-DK', scheme, width: 320, height: 700 });
    await siri.signIn('siri', '/overview/begin');
    await siri.picture('begin');
    await siri.isAccessible('begin');
    if (scheme === 'light') await addByFiles(siri, office.file('export'), danish);
    for (const [name, to] of [
      ['map', '/discovery/medlemmar-norr'],
      ['map-graph', '/discovery/medlemmar-norr?view=graph'],
      ['map-preflight', '/discovery/medlemmar-norr?view=preflight'],
      ['system-new', '/connectors/new?way=postgresql'],
      ['system-one', '/connectors/one/medlemmar-norr'],
    ] as const) {
      await siri.go(to);
      await siri.looksGood(name);
    }
  }
};

export const aWrongAddressIsSaidPlainlyAndASystemIsRemoved: Journey = async ({ office, come }) => {
  const siri = await come();
  await siri.signIn('siri', '/connectors/new?way=postgresql');
  await siri.page.getByLabel('What do you call the system?').fill('liva');
  await siri.page.getByLabel('Host').fill('127.0.0.1');
  await siri.page.getByLabel('Port').fill('1');
  await siri.page.getByLabel(/^Database/).fill('liva');
  await siri.page.getByLabel(/^User/).fill('ombud');
  await siri.page.getByLabel('Password', { exact: true }).fill('fel ord');
  await siri.page.getByRole('button', { name: 'Try it first' }).click();
  await siri.sees('cannot be reached at that address');
  await siri.picture('system-unreachable');
  await siri.isAccessible('system-unreachable');

  office.addSystem('liva');
  await siri.go('/connectors/one/liva');
  await siri.page.getByRole('button', { name: 'Test the way in' }).click();
  await siri.sees('It answers: 1 table');
  await siri.page.getByRole('button', { name: 'Remove the system' }).click();
  await siri.page.getByRole('textbox', { name: /liva/ }).fill('liva');
  await siri.picture('system-remove');
  await siri.page.getByRole('dialog').getByRole('button', { name: 'Remove the system' }).click();
  await siri.sees('No system is connected yet');
};
