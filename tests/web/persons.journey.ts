// Finding a person: why first, what is known, whose rows these are, what stands there; and the
// searches that somebody else looks at.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';
import type { Visitor } from './visitor.ts';

const tables: Record<string, string> = {
  liva: `id,name,personnummer,email,phone,street,city,illness
1,Karin Åberg,19121212-1212,karin@example.se,070-174 06 05,Kungsgatan 4,Lund,migrän
2,Karin Åberg,19910703-2386,k.aberg@example.org,070-174 06 10,Storgatan 1,Umeå,
3,Tova Lindqvist,19540102-3758,tova@example.se,070-174 06 15,Nygatan 9,Umeå,
`,
  pay: `id,name,personnummer,email,phone,street,city,illness
41,Karin Åberg,19121212-1212,,,,,
`,
};

const map = (system: string) => `format: ombud-data-map-1
system: ${system}
tables:
  member:
    holds: person
    subject: member
    delete_rows: true
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "the key of the row"}
      name: {category: name, part: full, class: ordinary, identifies: true, erase: keep, because: "shown"}
      personnummer: {category: national_id, class: national_id, identifies: true, erase: keep, because: "shown"}
      email: {category: email, class: ordinary, identifies: true, erase: keep, because: "shown"}
      phone: {category: phone, class: ordinary, identifies: true, erase: keep, because: "shown"}
      street: {category: postal_address, part: street, class: ordinary, erase: keep, because: "shown"}
      city: {category: postal_address, part: city, class: ordinary, erase: keep, because: "shown"}
      illness: {category: health, class: special, erase: keep, because: "shown"}
`;

/// Two systems with three members, a paper archive, a handler and a data protection officer.
function furnish(office: Office): void {
  for (const [name, rows] of Object.entries(tables)) {
    fs.mkdirSync(office.file(name));
    fs.writeFileSync(`${office.file(name)}/member.csv`, rows);
    office.run('system', 'add', name, '--url', `csv:${office.file(name)}`);
    fs.writeFileSync(office.file(`${name}.yaml`), map(name));
    office.run('datamap', 'confirm', name, '--file', office.file(`${name}.yaml`));
  }
  office.run('system', 'add', 'archive', '--url', 'manual:');
  office.add('cia', 'handler');
  office.add('bo', 'dpo');
  office.add('eva', 'approver');
}

const words = {
  sv: {
    number: 'Nummer eller några ord',
    go: 'Gå vidare',
    value: 'Vad som är känt om personen',
    search: 'Sök',
    open: 'Öppna personen',
    compare: 'Visa vad som skiljer',
    these: 'De här 2 raderna är personen',
    why: 'Varför behövdes det?',
    send: 'Skicka',
  },
  nb: {
    number: 'Nummer eller noen få ord',
    go: 'Gå videre',
    value: 'Hva som er kjent om personen',
    search: 'Søk',
    open: 'Åpne personen',
    compare: 'Vis hva som er forskjellig',
    these: 'Disse 2 radene er personen',
    why: 'Hvorfor var det nødvendig?',
    send: 'Send',
  },
};
type Words = (typeof words)['sv'];

async function giveReason({ page }: Visitor, say: Words): Promise<void> {
  await page.getByLabel(say.number).fill('2026-14');
  await page.getByRole('button', { name: say.go }).click();
}

async function searchFor({ page }: Visitor, say: Words, value: string): Promise<void> {
  await page.getByLabel(say.value).fill(value);
  await page.keyboard.press('Enter');
}

function findAndLook(language: 'sv' | 'nb', scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    furnish(office);
    const say = words[language];
    const cia = await come({
      language: language === 'sv' ? 'sv-SE' : 'nb-NO',
      scheme,
      width,
      height: width < 500 ? 700 : 900,
    });
    const seen = async (name: string) => {
      await cia.looksGood(name);
    };
    await cia.signIn('cia', '/subjects');
    // Nothing can be searched before it is said why.
    assert.equal(await cia.page.getByLabel(say.value).count(), 0);
    await seen('search-why');
    await giveReason(cia, say);
    await cia.page.getByLabel(say.value).waitFor();

    await searchFor(cia, say, 'nobody@example.se');
    await cia.sees('archive');
    await seen('search-nobody');

    // By keyboard: the name, the rows side by side, the choice.
    await searchFor(cia, say, 'Karin Åberg');
    await cia.page.getByRole('button', { name: say.compare }).waitFor();
    await cia.page.getByRole('button', { name: say.compare }).press('Enter');
    await cia.sees('Umeå');
    assert.equal(await cia.page.getByText('migrän').count(), 0);
    for (const box of await cia.page.getByRole('checkbox').all()) {
      const card = box.locator('xpath=ancestor::li');
      if ((await card.innerText()).includes('1912')) await box.press('Space');
    }
    await seen('search-choice');
    await cia.page.getByRole('button', { name: say.these }).press('Enter');

    await cia.page.waitForURL(/\/subjects\/P-/);
    await cia.sees('K••• Å•••');
    await cia.sees('Lund');
    assert.equal(await cia.page.getByText('Kungsgatan').count(), 0);
    await seen('person');
    await cia.page.getByRole('button', { name: /illness/ }).click();
    await cia.sees('migrän');
    await seen('person-revealed');

    // Whom and why somebody looks stands in no address.
    assert.doesNotMatch(cia.page.url(), /2026-14|Karin|1912/);
    // Loaded again the reason is gone, and asked for again.
    await cia.page.reload();
    await cia.page.getByLabel(say.number).waitFor();
    assert.equal(await cia.page.getByText('K••• Å•••').count(), 0);
  };
}

export const aPersonIsFoundChosenAndSeenMaskedInSwedish: Journey = findAndLook('sv', 'light', 1440);
export const aPersonIsFoundInTheDarkInNorwegian: Journey = findAndLook('nb', 'dark', 1440);
export const aPersonIsFoundOnANarrowScreenInSwedish: Journey = findAndLook('sv', 'dark', 320);
export const aPersonIsFoundOnANarrowScreenInNorwegian: Journey = findAndLook('nb', 'light', 320);

export const aSearchOfOneselfIsExplainedAndReviewedBySomebodyElse: Journey = async ({
  office,
  come,
}) => {
  furnish(office);
  const say = words.sv;
  const cia = await come({ language: 'sv-SE' });
  await cia.signIn('cia', '/subjects/own');
  await cia.page.getByLabel('personnummer').fill('19540102-3758');
  await cia.page.getByRole('button', { name: 'Spara' }).click();
  await cia.sees('ingen kan läsa det');
  await cia.isAccessible('own-identifiers');
  await cia.picture('own-identifiers');
  await cia.go('/subjects');
  await giveReason(cia, say);
  await searchFor(cia, say, 'tova@example.se');
  await cia.sees('Sökningen gäller någon som arbetar här och kräver en andra person.');
  await cia.isAccessible('search-withheld');
  await cia.picture('search-withheld');
  assert.equal(await cia.page.getByText(/P-[0-9A-Z]{6}/).count(), 0, 'no answer');

  const eva = await come({ language: 'da-DK', scheme: 'dark' });
  await eva.signIn('eva', '/subjects/clearances');
  await eva.sees('cia søger efter sig selv');
  await eva.isAccessible('clearances');
  await eva.picture('clearances');
  await eva.page.getByRole('button', { name: 'Ja, åbn én gang' }).click();
  await eva.sees('Ingen søgning venter på dig');
  await eva.picture('clearances-none');
  await eva.leave();

  await cia.go('/subjects/own-alarms');
  await cia.sees('Ja: sök igen med samma ord och referens');
  await cia.isAccessible('own-clearances');
  await cia.picture('own-clearances');
  const notice = cia.page.locator('form', { hasText: 'Sökningen gäller den som sökte' });
  await notice.getByLabel(say.why).fill('Jag prövade om mina egna uppgifter hittas.');
  await notice.getByRole('button', { name: say.send }).click();
  await notice.waitFor({ state: 'detached' });
  await cia.go('/subjects');
  await giveReason(cia, say);
  await searchFor(cia, say, 'tova@example.se');
  await cia.page.getByRole('link', { name: say.open }).waitFor();

  const bo = await come({ language: 'nb-NO', scheme: 'dark', width: 320, height: 700 });
  await bo.signIn('bo', '/subjects/alarms');
  await bo.sees('Jag prövade om mina egna uppgifter hittas.');
  await bo.isAccessible('alarms');
  await bo.picture('alarms');
  const alarm = bo.page.locator('li', { hasText: 'Jag prövade' });
  await alarm.getByLabel('Notat, om nødvendig').fill('Avtalt.');
  await alarm.getByRole('button', { name: 'I orden' }).click();
  await alarm.waitFor({ state: 'detached' });
  await bo.page.getByRole('switch').press('Space');
  await bo.sees('Avtalt.');
  await bo.picture('alarms-reviewed');
};
