// Retention in the browser: a rule is written and tried out, its plan waits for somebody else, a hold
// keeps a system, and the same pages in each Nordic language, in light and dark, wide and narrow.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';

const yaml = `former_members:
  subject: liva.member
  starts: left_on
  keep: at least 12 months
  unless:
    debt: balance > 0
  then: de-identify
  because: [contact former members, collect debts]
  law: Policy of 2026-03-01
  schedule: weekly
`;

const map = `format: ombud-data-map-1
system: liva
tables:
  member:
    holds: person
    subject: member
    because: "the number of members stays"
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "payments refer to it"}
      name: {category: name, part: full, class: ordinary, identifies: true, erase: surrogate}
      email: {category: email, class: ordinary, identifies: true, erase: set_null}
`;

/// Members as a folder of CSV files, some of whom left long ago.
function connect(office: Office): void {
  const ago = (days: number) =>
    new Date(Date.now() - days * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const rows = ['id,name,email,left_on,balance'];
  for (let id = 1; id <= 40; id += 1) {
    const left = id === 7 ? '1900-01-01' : id % 4 === 0 ? '' : ago(200 + id * 9);
    rows.push(`${id},Medlem Nummer${id},m${id}@exempel.se,${left},${id % 10 === 1 ? 40 : 0}`);
  }
  fs.mkdirSync(office.file('liva'));
  fs.writeFileSync(`${office.file('liva')}/member.csv`, `${rows.join('\n')}\n`);
  fs.writeFileSync(office.file('map.yaml'), map);
  office.run('system', 'add', 'liva', '--url', `csv:${office.file('liva')}`);
  office.run('datamap', 'confirm', 'liva', '--file', office.file('map.yaml'));
  office.add('olle', 'approver');
}

function addRule(office: Office): void {
  fs.writeFileSync(office.file('rule.yaml'), yaml);
  office.run('retention', 'add', office.file('rule.yaml'));
}

export const aRuleIsWrittenInAFormAndCounted: Journey = async ({ office, come }) => {
  connect(office);
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', '/retention');
  await siri.sees('Det finns inga raderingsregler än');
  await siri.looksGood('retention-none');
  await siri.page.getByRole('link', { name: 'Ny regel' }).click();
  await siri.page.getByLabel('Regelns namn').fill('tidigare');
  await siri.page.getByRole('combobox', { name: 'System' }).click();
  await siri.page.getByRole('option', { name: 'liva' }).click();
  await siri.page.getByLabel('Tabell', { exact: true }).fill('member');
  await siri.page.getByLabel('Tiden börjar dagen i').fill('left_on');
  await siri.page.getByLabel('Sparas längre så länge').fill('skuld: balance > 0');
  await siri.page.getByLabel('Varför det sparas till dess').fill('kontakta tidigare medlemmar');
  await siri.sees('Från dagen i left_on: sparas minst 12 månader');
  await siri.looksGood('retention-new');
  await siri.page.getByRole('button', { name: 'Spara regeln' }).click();
  await siri.sees('Regeln tidigare');

  await siri.page.getByRole('button', { name: 'Räkna nu' }).click();
  await siri.sees('Rader i tabellen');
  await siri.sees('Blir aktuella de närmaste tolv månaderna');
  await siri.page.getByRole('button', { name: 'Leta efter dem' }).click();
  await siri.sees('Rader: 7');
  await siri.page.getByLabel('Minst', { exact: true }).fill('6');
  await siri.page.getByRole('button', { name: 'Räkna', exact: true }).click();
  await siri.sees(/skulle regeln ta/);
  await siri.looksGood('retention-rule');
};

export const whatIsWrongInATextStandsAtItsLine: Journey = async ({ office, come }) => {
  connect(office);
  addRule(office);
  const siri = await come();
  await siri.signIn('siri', '/retention/rules/former_members');
  const text = siri.page.getByLabel('The rule as text');
  await text.fill(yaml.replace('12 months', '12 moons'));
  await siri.sees(/is no time to keep something/);
  await siri.page.getByRole('button', { name: 'Line 4, column 9' }).click();
  assert.equal(
    await text.evaluate((field: HTMLTextAreaElement) => field.selectionStart),
    yaml.indexOf('at least 12'),
  );
  await siri.looksGood('retention-fault');

  // Found only where the rule is held against its system.
  await text.fill(yaml.replace('left_on', 'gone_on'));
  await siri.page.getByRole('button', { name: 'Store as a new version' }).click();
  await siri.page.getByRole('button', { name: 'Line 3, column 11' }).waitFor();
  await text.fill(yaml.replace('12 months', '18 months'));
  await siri.sees('kept at least 18 months');
  await siri.page.getByRole('button', { name: 'Store as a new version' }).click();
  await siri.sees('former_members, version 2, is stored.');
};

export const aPlanOfARuleWaitsForSomebodyElse: Journey = async ({ office, come }) => {
  connect(office);
  addRule(office);
  const siri = await come({ language: 'da-DK' });
  await siri.signIn('siri', '/retention/rules/former_members');
  await siri.page.getByRole('button', { name: 'Planlæg det, der skal slettes' }).click();
  const dialog = siri.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Planlæg det, der skal slettes' }).click();
  await dialog.getByRole('link', { name: 'A-0001' }).waitFor();
  await siri.looksGood('retention-planned');

  const olle = await come({ language: 'nb-NO', scheme: 'dark' });
  await olle.signIn('olle');
  await olle.sees('A-0001 etter regelen former_members venter på godkjenning');
  await olle.picture('retention-today');
  await olle.page.getByText('A-0001 etter regelen').click();
  await olle.page.getByRole('button', { name: 'La den godkjenne sine vanlige kjøringer' }).click();
  await olle.page.getByRole('dialog').getByLabel('Hvorfor?').fill('Styrevedtak 3');
  await olle.page
    .getByRole('dialog')
    .getByRole('button', { name: 'La den godkjenne sine vanlige kjøringer' })
    .click();
  await olle.sees('Regelen godkjenner sine vanlige kjøringer i et år.');
};

export const aHoldIsSetAndLiftedWithAReason: Journey = async ({ office, come }) => {
  connect(office);
  const siri = await come({ language: 'nb-NO' });
  await siri.signIn('siri', '/holds');
  await siri.sees('Det finnes ingen slettesperre');
  await siri.looksGood('holds-none');
  await siri.page.getByRole('button', { name: 'Sett en slettesperre' }).click();
  const dialog = siri.page.getByRole('dialog');
  await dialog.getByLabel('Ett system, for alle personer').check();
  await dialog.getByRole('combobox', { name: 'Hvilket system?' }).click();
  await siri.page.getByRole('option', { name: 'liva' }).click();
  await dialog.getByLabel('Hvorfor?').fill('sak T 12-26');
  await dialog.getByLabel('Vurder den igjen den').fill('01.03.2030');
  await siri.page.keyboard.press('Tab');
  await siri.picture('holds-set');
  await dialog.getByRole('button', { name: 'Sett en slettesperre' }).click();
  await siri.sees('Systemet liva, for alle personer');
  await siri.looksGood('holds');
  await siri.page.getByRole('button', { name: 'Opphev slettesperren H-0001' }).click();
  await siri.page.getByLabel('Hvorfor kan det røres igjen?').fill('avsluttet');
  await siri.page.getByRole('button', { name: 'Opphev slettesperren', exact: true }).click();
  await siri.sees('H-0001 er opphevet.');
};

export const whyAPersonIsStillHereIsSaidFieldByField: Journey = async ({ office, come }) => {
  connect(office);
  addRule(office);
  const found = JSON.parse(
    office.run('subjects', 'find', '--reference', 'request 7', '--key', 'liva.member=1', '--json'),
  ) as { persons: { person: string }[] };
  const siri = await come({ language: 'sv-SE', scheme: 'dark' });
  await siri.signIn('siri', `/retention/why?person=${found.persons[0]?.person}`);
  await siri.page.getByLabel('Varför frågar du?').fill('begäran 7');
  await siri.page.getByRole('button', { name: 'Fråga' }).click();
  await siri.sees('I liva.member');
  await siri.looksGood('retention-why');
};

function look(language: string, scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    connect(office);
    addRule(office);
    office.run('retention', 'plan', 'former_members');
    const hold = ['holds', 'set', '--system', 'liva', '--reason', 'T 12-26'];
    office.run(...hold, '--review', '2030-03-01');
    const visitor = await come({ language, scheme, width, height: width < 500 ? 700 : 900 });
    await visitor.signIn('siri', '/retention');
    for (const [name, path] of [
      ['retention', '/retention'],
      ['retention-one', '/retention/rules/former_members'],
      ['retention-form', '/retention/new'],
      ['retention-ask', '/retention/why'],
      ['holds-list', '/holds'],
    ] as const) {
      await visitor.go(path);
      await visitor.looksGood(name);
    }
  };
}

export const thePagesAreReadInDanishByDark: Journey = look('da-DK', 'dark', 1440);
export const thePagesAreReadInEnglishByLight: Journey = look('en-GB', 'light', 1440);
export const thePagesFitANarrowScreenInNorwegian: Journey = look('nb-NO', 'light', 320);
export const thePagesFitANarrowScreenInSwedishByDark: Journey = look('sv-SE', 'dark', 320);
