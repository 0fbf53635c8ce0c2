// What follows from the record, in the browser: how complete it is and the way into the form where
// something is missing, the lists with their files, the journey of the data by mouse and keyboard.

import assert from 'node:assert/strict';

import type { Journey } from './journeys.ts';
import { writeRecord } from './record_office.ts';

export const whatIsMissingIsFoundAndMended: Journey = async ({ office, come }) => {
  writeRecord(office);
  const siri = await come({ language: 'da-DK' });
  await siri.signIn('siri', '/processing');
  await siri.sees('Hvad der følger af fortegnelsen');
  await siri.looksGood('derived-home');
  await siri.page.getByRole('link', { name: 'Hvor fuldstændig fortegnelsen er' }).click();
  await siri.sees('Af 4 behandlingsaktiviteter mangler');
  await siri.looksGood('derived-completeness');
  await siri.page.getByRole('link', { name: 'Fotos på hjemmesiden' }).click();
  await siri.sees('Hvor fuldstændig den er');
  await siri.looksGood('derived-activity-lacking');
  // Straight into the form, at the field that is missing.
  await siri.page
    .getByRole('listitem')
    .filter({ hasText: 'Svar på, om oplysningerne går til andre' })
    .getByRole('link', { name: 'Tilføj' })
    .first()
    .click();
  const form = siri.page.locator('form');
  await form.waitFor();
  const field = await siri.page.evaluate(() =>
    document.activeElement?.closest('[data-field]')?.getAttribute('data-field'),
  );
  assert.equal(field, 'discloses');
  await form.locator('[data-field=discloses]').getByLabel('Nej').check();
  await siri.page.getByRole('button', { name: 'Gem' }).click();
  await siri.sees('B-0004 er gemt.');
  await siri.sees('Hvor fuldstændig den er');
  assert.equal(await siri.page.getByText('Svar på, om oplysningerne går til andre').count(), 0);
};

export const theListsSayWhatIsLackingAndAreTakenAlong: Journey = async ({ office, come }) => {
  writeRecord(office);
  const siri = await come({ language: 'sv-SE', scheme: 'dark' });
  await siri.signIn('siri', '/processing/derived/systems');
  await siri.sees('Gammelt fællesdrev');
  await siri.looksGood('derived-systems');
  // Put together by legal basis, which stays in the address.
  await siri.page.getByLabel('Gruppera efter').selectOption('basis');
  await siri.page
    .getByRole('heading', { name: 'För en kunds räkning, på kundens rättsliga grund' })
    .waitFor();
  assert.match(siri.page.url(), /by=basis/);
  await siri.looksGood('derived-systems-grouped');
  await siri.page.getByLabel('Gruppera efter').selectOption('');
  await siri.page.getByRole('switch', { name: 'Bara där något fattas' }).click();
  await siri.sees('1 rad');
  await siri.page.getByRole('switch', { name: 'Bara där något fattas' }).click();
  await siri.page
    .getByRole('navigation', { name: 'Listor ur registret' })
    .getByRole('link', { name: 'Personuppgiftsbiträden' })
    .click();
  await siri.sees('det finns inget avtal');
  await siri.looksGood('derived-recipients');
  await siri.page.getByRole('button', { name: 'Spara som fil' }).click();
  const coming = siri.page.waitForEvent('download');
  await siri.page.getByRole('menuitem', { name: 'XLSX' }).click();
  assert.equal((await coming).suggestedFilename(), 'recipients.xlsx');
  await siri.sees('Filen är sparad');
  for (const name of ['persons', 'countries']) {
    await siri.go(`/processing/derived/${name}`);
    await siri.looksGood(`derived-${name}`);
  }
};

export const theJourneyOfTheDataIsFollowedByKeyboard: Journey = async ({ office, come }) => {
  writeRecord(office);
  const siri = await come({ language: 'nb-NO' });
  await siri.signIn('siri', '/processing/derived/flow');
  const mail = siri.page.getByRole('button', { name: /CloudMail$/ });
  await mail.waitFor();
  await mail.focus();
  await siri.sees('fra Personen ga det');
  await siri.looksGood('derived-flow');
  assert.equal((await siri.page.locator('g[data-off]').count()) > 0, true);
  // What another activity alone goes through is not on the way.
  const pensions = siri.page.getByRole('button', { name: /Pensionskasser/ });
  assert.notEqual(await pensions.getAttribute('data-off'), null);
  await siri.page.keyboard.press('Enter');
  await siri.page.getByRole('link', { name: 'Åpne S-0002' }).click();
  await siri.page.getByRole('heading', { name: 'S-0002 CloudMail' }).waitFor();
};

export const theSameWhereThereIsLittleRoom: Journey = async ({ office, come }) => {
  writeRecord(office);
  for (const [language, scheme, width] of [
    ['da-DK', 'light', 320],
    ['en-GB', 'dark', 1440],
  ] as const) {
    const visitor = await come({ language, scheme, width });
    await visitor.signIn('siri', '/processing');
    for (const view of ['completeness', 'systems', 'recipients', 'flow']) {
      await visitor.go(`/processing/derived/${view}`);
      await visitor.looksGood(`derived-${view}`);
    }
    await visitor.go('/processing/activity/B-0001');
    await visitor.looksGood('derived-activity');
    if (width === 320) {
      assert.equal(await visitor.page.locator('svg g[role=button]').first().isVisible(), false);
      await visitor.sees(/Ansøgere \(Ansøgning og CV\) → /);
    }
  }
};

export const anEmptyRecordSaysWhatToDo: Journey = async ({ come }) => {
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', '/processing/derived/completeness');
  await siri.sees('Det finns ingen behandling ännu');
  for (const view of ['systems', 'flow']) {
    await siri.go(`/processing/derived/${view}`);
    await siri.sees('Skriv den första behandlingen');
    await siri.looksGood(`derived-${view}-empty`);
  }
};

export const theAuthoritysPackageIsMadeOnOnePage: Journey = async ({ office, come }) => {
  writeRecord(office);
  const siri = await come({ language: 'da-DK' });
  await siri.signIn('siri', '/processing/derived/package');
  await siri.sees('Pakke til tilsynsmyndigheden');
  // Without saying for whom and why nothing is made.
  await siri.page.getByRole('button', { name: 'Lav pakken' }).click();
  await siri.sees('Skriv, hvem der får pakken');
  await siri.looksGood('derived-package-wrong');
  await siri.page.getByLabel('Hvem der får den').fill('Datatilsynet');
  await siri.page.getByLabel('Hvorfor').fill('2026-11-0042');
  await siri.page.getByLabel('Filens sprog').selectOption('sv');
  const coming = siri.page.waitForEvent('download');
  await siri.page.getByRole('button', { name: 'Lav pakken' }).click();
  assert.match((await coming).suggestedFilename(), /^record-.*\.zip$/);
  await siri.sees('Pakken er gemt');
  const narrow = await come({ language: 'nb-NO', scheme: 'dark', width: 320 });
  await narrow.signIn('siri', '/processing/derived/package');
  await narrow.sees('Pakke til tilsynsmyndigheten');
  await narrow.looksGood('derived-package');
};

export const activitiesAreMadeOneAfterALookSideBySide: Journey = async ({ office, come }) => {
  writeRecord(office);
  const siri = await come({ language: 'da-DK', scheme: 'dark' });
  await siri.signIn('siri', '/processing/activity');
  const choose = (title: string) =>
    siri.page.getByRole('checkbox', { name: new RegExp(title) }).check();
  // What has nothing in common is told apart, with the way out.
  await choose('Elevadministration');
  await choose('Rekruttering');
  await siri.page.getByRole('link', { name: 'Saml dem' }).click();
  await siri.sees('De kan ikke samles');
  await siri.looksGood('merge-refused');
  await siri.page.getByRole('link', { name: 'Til listen over behandlingsaktiviteter' }).click();
  await choose('Rekruttering');
  await choose('Løn og sygefravær');
  await siri.page.getByRole('link', { name: 'Saml dem' }).click();
  await siri.sees('Samme arbejdsområde: Medarbejdere og HR');
  await siri.page.getByLabel('Samlet formål').fill('Administrere ansættelsen fra start til slut');
  await siri.page.getByLabel('Navn').fill('Personaleadministration');
  for (const group of await siri.page.getByRole('radiogroup').all()) {
    await group.getByRole('radio').first().check();
  }
  await siri.sees(/Den nye behandlingsaktivitet er straks i brug/);
  await siri.looksGood('merge-side-by-side');
  await siri.page.getByRole('button', { name: /^Saml 2/ }).click();
  const dialog = siri.page.getByRole('dialog');
  await dialog.waitFor();
  await siri.looksGood('merge-confirmed');
  await dialog.getByRole('button', { name: /^Saml 2/ }).click();
  await siri.sees('Personaleadministration er lavet af 2');
  await siri.sees('B-0001 Rekruttering');
  await siri.picture('merge-done');
  await siri.page.getByRole('button', { name: 'Fortryd' }).click();
  await siri.page.getByRole('link', { name: 'Rekruttering' }).waitFor();
  const narrow = await come({ language: 'nb-NO', width: 320 });
  await narrow.signIn('siri', '/processing/activity');
  for (const title of ['Rekruttering', 'Løn og sygefravær']) {
    await narrow.page.getByRole('checkbox', { name: new RegExp(title) }).check();
  }
  await narrow.page.getByRole('link', { name: 'Slå dem sammen' }).click();
  await narrow.sees('Side ved side');
  await narrow.looksGood('merge-narrow');
};
