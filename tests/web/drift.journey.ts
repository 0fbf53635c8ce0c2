// Paper and data: from a connected system that nobody wrote down to a record that agrees, in Danish; a
// difference mended by a line and one accepted, in Swedish; with axe in light and dark, and narrow.

import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';

const map = `format: ombud-data-map-1
system: liva
tables:
  member:
    holds: person
    subject: member
    because: "the members' register"
    fields:
      name: {category: name, class: ordinary, identifies: true, erase: surrogate}
      email: {category: email, class: ordinary, identifies: true, erase: set_null}
      diagnosis: {category: health, class: special, erase: set_null}
      joined_on: {category: date_of_event, class: ordinary, erase: set_null}
`;

/// Members as a folder of CSV files, some of whom nobody has heard of for long.
function connect(office: Office): void {
  const rows = ['id,name,email,diagnosis,party,joined_on'];
  for (let id = 1; id <= 30; id += 1)
    rows.push(`${id},Medlem Nummer${id},m${id}@exempel.se,astma,,${2000 + (id % 26)}-03-04`);
  fs.mkdirSync(office.file('liva'));
  fs.writeFileSync(`${office.file('liva')}/member.csv`, `${rows.join('\n')}\n`);
  fs.writeFileSync(office.file('map.yaml'), map);
  office.run('system', 'add', 'liva', '--url', `csv:${office.file('liva')}`);
  office.run('datamap', 'confirm', 'liva', '--file', office.file('map.yaml'));
}

function compare(office: Office): void {
  try {
    office.run('drift', 'check');
  } catch {
    // It ends with 1 where something disagrees.
  }
}

export const aSystemThatNobodyWroteDownIsDrafted: Journey = async ({ office, come }) => {
  connect(office);
  const siri = await come({ language: 'da-DK' });
  await siri.signIn('siri', '/drift');
  await siri.sees('Intet er sammenlignet endnu');
  await siri.looksGood('drift-never');
  await siri.page.getByRole('button', { name: 'Sammenlign nu' }).first().click();
  await siri.sees(/Systemet liva er tilsluttet/);
  await siri.sees('2 fund');
  await siri.page.getByRole('button', { name: 'Sammenlign hver nat' }).click();
  await siri.sees('Fra nu af hver nat klokken 02.30.');
  await siri.looksGood('drift-list');

  await siri.page.getByRole('link', { name: 'Forslag ud fra datakortene' }).click();
  await siri.sees('Medlemmer i liva');
  await siri.sees('member.diagnosis');
  await siri.looksGood('drift-proposals');
  await siri.page.getByRole('button', { name: 'Tag 2 forslag' }).click();
  await siri.page.getByLabel('Hvorfor').fill('første fortegnelse');
  await siri.looksGood('drift-take');
  await siri.page.getByRole('button', { name: 'Opret kladderne' }).click();
  await siri.sees('Det, der blev oprettet');
  await siri.sees('Intet at foreslå');
  await siri.looksGood('drift-taken');
  await siri.page.getByRole('link', { name: /B-0001/ }).click();
  await siri.sees('Kladde');
  await siri.page.goto(`${office.address}/drift`);
  await siri.sees('1 fund');
  await siri.sees(/er ældre end 3 år/);
};

export const aDifferenceIsMendedByALineAndAnotherAccepted: Journey = async ({ office, come }) => {
  connect(office);
  office.run('drift', 'take', '--all', '--reason', 'first record');
  const party = '      party: {category: politics, class: special, erase: set_null}\n';
  fs.writeFileSync(office.file('map.yaml'), map + party);
  office.run('datamap', 'confirm', 'liva', '--file', office.file('map.yaml'));
  compare(office);
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', '/');
  await siri.sees(/saker i systemen stämmer inte med registret/);
  await siri.page.getByRole('link', { name: /stämmer inte med registret/ }).click();
  await siri.page.getByRole('link', { name: /politiska åsikter/ }).click();
  await siri.sees('Behandlingar som använder systemet');
  await siri.looksGood('drift-one');
  await siri.page.getByRole('button', { name: 'Lägg till raderna i matrisen' }).click();
  await siri.page
    .getByRole('textbox', { name: 'Varför', exact: true })
    .fill('de samlas in vid inträdet');
  await siri.looksGood('drift-lines');
  await siri.page
    .getByRole('dialog')
    .getByRole('button', { name: 'Lägg till raderna i matrisen' })
    .click();
  await siri.sees('Raderna står i B-0001.');
  await siri.sees('Åtgärdat');

  await siri.page.goto(`${office.address}/drift`);
  await siri.page.getByRole('link', { name: /äldre än 3 år/ }).click();
  await siri.page.getByRole('button', { name: 'Godta en tid' }).click();
  await siri.page.getByRole('textbox', { name: 'Varför', exact: true }).fill('gallras i mars');
  const until = new Date(Date.now() + 60 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await siri.page.getByLabel('Till och med').fill(until);
  await siri.page.keyboard.press('Tab');
  await siri.page.getByRole('dialog').getByRole('button', { name: 'Godta en tid' }).click();
  await siri.sees('Godtaget');
  await siri.looksGood('drift-accepted');
};

export const twoSystemsAreSaidToBeTheSame: Journey = async ({ office, come }) => {
  connect(office);
  fs.writeFileSync(office.file('system.json'), '{"name": "Liva medlemsregister"}');
  office.run('records', 'add', 'system', '--file', office.file('system.json'));
  const siri = await come({ language: 'nb-NO' });
  await siri.signIn('siri', '/drift/links');
  await siri.sees('Trolig det samme');
  await siri.looksGood('drift-links');
  await siri.page.getByRole('button', { name: /^Ja/ }).click();
  await siri.sees('Sagt, og sammenlignet på nytt.');
};

function look(language: string, scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    connect(office);
    fs.writeFileSync(
      office.file('no.json'),
      '{"name": "Inga känsliga", "subject": "sensitive_data", "answer": false}',
    );
    office.run('records', 'add', 'declaration', '--file', office.file('no.json'));
    compare(office);
    const visitor = await come({ language, scheme, width, height: width < 500 ? 700 : 900 });
    await visitor.signIn('siri', '/drift');
    for (const [name, path] of [
      ['drift', '/drift'],
      ['drift-finding', '/drift/findings/F-0001'],
      ['drift-systems', '/drift/links'],
      ['drift-drafts', '/drift/proposals'],
    ] as const) {
      await visitor.go(path);
      await visitor.looksGood(name);
    }
  };
}

export const theirPagesFitInEnglishInTheDark: Journey = look('en-GB', 'dark', 1280);
export const theirPagesFitANarrowScreenInNorwegian: Journey = look('nb-NO', 'light', 320);
export const theirPagesFitANarrowScreenInTheDark: Journey = look('da-DK', 'dark', 320);
