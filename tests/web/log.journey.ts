// The log: opened for a reason, narrowed to an account or a person, verified, and a month of it
// reviewed by a sample.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';
import type { Visitor } from './visitor.ts';

const map = `format: ombud-data-map-1
system: liva
tables:
  member:
    holds: person
    subject: member
    delete_rows: true
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "the key of the row"}
      name: {category: name, part: full, class: ordinary, identifies: true, erase: keep, because: "shown"}
`;

/// A system, a data protection officer, and a handler who searched.
function furnish(office: Office): void {
  office.addSystem('liva');
  fs.writeFileSync(office.file('liva.yaml'), map);
  office.run('datamap', 'confirm', 'liva', '--file', office.file('liva.yaml'));
  office.add('cia', 'handler');
  office.add('bo', 'dpo');
}

async function open(bo: Visitor, label: string, why: string, go: string): Promise<void> {
  await bo.page.getByLabel(label).fill(why);
  await bo.page.getByRole('button', { name: go, exact: true }).click();
}

export const whoLookedIsFoundByReasonAccountAndPerson: Journey = async ({ office, come }) => {
  furnish(office);
  const cia = await come({ language: 'sv-SE' });
  await cia.signIn('cia', '/subjects');
  await cia.page.getByLabel('Nummer eller några ord').fill('2026-14');
  await cia.page.getByRole('button', { name: 'Gå vidare' }).click();
  await cia.page.getByLabel('Vad som är känt om personen').fill('Tova Lindqvist');
  await cia.page.keyboard.press('Enter');
  await cia.page.getByRole('checkbox').first().check();
  await cia.page.getByRole('button', { name: 'Den här raden är personen' }).click();
  await cia.page.waitForURL(/\/subjects\/P-/);
  await cia.sees('T••• L•••');
  const handle = cia.page.url().split('/').pop() as string;

  const bo = await come({ language: 'sv-SE' });
  await bo.signIn('bo', '/evidence');
  await bo.page.getByRole('button', { name: 'Kontrollera loggen' }).click();
  await bo.sees(/Loggen är som den signerades/);
  await bo.sees('Ännu har ingen kontrollpunkt lämnat huset');
  await open(bo, 'Varför tittar du?', 'Loggkontroll', 'Öppna');
  await bo.page.getByRole('cell', { name: 'Begäran 2026-14' }).first().waitFor();
  await bo.page.getByLabel('Vem', { exact: true }).fill('cia');
  await bo.page.getByRole('button', { name: 'Filtrera på dessa' }).click();
  await bo.page.getByRole('cell', { name: 'siri' }).first().waitFor({ state: 'detached' });
  await bo.isAccessible('log-narrowed');
  await bo.picture('log-narrowed');
  await bo.page.getByLabel('Om vem').fill(handle);
  await bo.page.getByRole('button', { name: 'Filtrera på dessa' }).click();
  await bo.page.getByRole('cell', { name: 'Visade en person' }).first().waitFor();
  assert.equal(await bo.page.getByRole('cell', { name: 'Sökte en person i systemen' }).count(), 0);
  assert.doesNotMatch(bo.page.url(), /cia|P-|Loggkontroll/);
  // That bo asked about cia is in the log too.
  await bo.page.getByRole('button', { name: 'Stäng igen' }).click();
  await bo.page.reload();
  await bo.page.getByRole('cell', { name: 'Öppnade loggen' }).first().waitFor();
};

export const thePersonsPageSaysWhoLooked: Journey = async ({ office, come }) => {
  furnish(office);
  const siri = await come({ language: 'nb-NO', scheme: 'dark', width: 320, height: 700 });
  await siri.signIn('siri', '/subjects');
  await siri.page.getByLabel('Nummer eller noen få ord').fill('2026-14');
  await siri.page.getByRole('button', { name: 'Gå videre' }).click();
  await siri.page.getByLabel('Hva som er kjent om personen').fill('Tova Lindqvist');
  await siri.page.keyboard.press('Enter');
  await siri.page.getByRole('checkbox').first().press('Space');
  await siri.page.getByRole('button', { name: 'Denne raden er personen' }).press('Enter');
  await siri.page.waitForURL(/\/subjects\/P-/);
  await siri.page.getByRole('button', { name: 'Vis hvem som har sett' }).click();
  await siri.page.getByRole('cell', { name: 'Viste en person' }).first().waitFor();
  await siri.isAccessible('who-looked');
  await siri.picture('who-looked');
};

/// A search by siri, and then it is the next month.
async function liveThroughTheMonth(office: Office): Promise<void> {
  fs.writeFileSync(office.file('who'), 'name: Tova Lindqvist\n');
  office.run('subjects', 'find', '--reference', 'request 2026-9', '--from', office.file('who'));
  await office.close();
  office.ahead = `+${32 - new Date().getUTCDate()}d`;
  await office.open();
}

function review(language: string, scheme: 'light' | 'dark', width: number, say: RegExp[]): Journey {
  return async ({ office, come }) => {
    furnish(office);
    await liveThroughTheMonth(office);
    const [draw, inOrder, sure, attest, attested] = say as [RegExp, RegExp, RegExp, RegExp, RegExp];
    const bo = await come({ language, scheme, width, height: width < 500 ? 700 : 900 });
    await bo.signIn('bo', '/evidence/reviews');
    await bo.page.getByRole('button', { name: draw }).waitFor();
    await bo.isAccessible('reviews-none');
    await bo.picture('reviews-none');
    await bo.page.getByRole('button', { name: draw }).click();
    await bo.page.waitForURL(/\/evidence\/reviews\/.+/);
    await bo.sees('request 2026-9');
    const button = bo.page.getByRole('button', { name: attest });
    await bo.page.getByLabel(sure).press('Space');
    assert.equal(await button.isDisabled(), true, 'attested before it was judged');
    for (const one of await bo.page.getByRole('button', { name: inOrder }).all()) {
      await one.press('Enter');
      await bo.page.waitForFunction(
        (judged) => judged?.ariaPressed === 'true',
        await one.elementHandle(),
      );
    }
    await bo.isAccessible('review');
    await bo.picture('review');
    await button.click();
    await bo.sees(attested);
    await bo.go('/evidence/reviews');
    await bo.sees(attested);
    await bo.isAccessible('reviews');
    await bo.picture('reviews');
  };
}

export const aMonthIsReviewedAndAttestedInSwedish: Journey = review('sv-SE', 'light', 1440, [
  /Dra urvalet för/,
  /I sin ordning/,
  /Jag är inte chef/,
  /Intyga loggkontrollen/,
  /intygad/i,
]);
export const aMonthIsReviewedOnANarrowScreenInNorwegian: Journey = review('nb-NO', 'dark', 320, [
  /Trekk utvalget for/,
  /I orden/,
  /Jeg er ikke leder/,
  /Attester loggkontrollen/,
  /attestert/i,
]);
