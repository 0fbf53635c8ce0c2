// Jobs and the installation's health: a job is followed, the schedule set, what is wrong is found.

import assert from 'node:assert/strict';

import type { Journey } from './journeys.ts';

export const theInstallationIsExaminedAndSaysHowToMendIt: Journey = async ({ office, come }) => {
  office.add('ada', 'administrator');
  const ada = await come({ language: 'nb-NO' });
  await ada.signIn('ada', '/doctor');
  await ada.sees('Ingen har undersøkt denne installasjonen herfra ennå');
  await ada.looksGood('health-none');
  await ada.page.getByRole('button', { name: 'Undersøk nå' }).click();
  await ada.sees('ombud backup TO');
  await ada.looksGood('health');

  await ada.go('/jobs');
  await ada.page.getByRole('link', { name: 'J-0001' }).click();
  await ada.sees('Hvert forsøk');
  await ada.looksGood('job');
};

export const theScheduleIsSetAndARemovalIsUndone: Journey = async ({ come }) => {
  const siri = await come({ language: 'da-DK' });
  await siri.signIn('siri', '/jobs/schedule');
  await siri.sees('Intet gøres af sig selv endnu');
  await siri.page.getByRole('button', { name: 'Tilføj' }).click();
  const dialog = siri.page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Hvad der skal gøres' }).click();
  await siri.page.getByRole('option', { name: 'Se efter rækker, der skal slettes' }).click();
  await dialog.getByLabel('Navn').fill('nat');
  await dialog.getByRole('combobox', { name: 'Hvor ofte' }).click();
  await siri.page.getByRole('option', { name: 'Hver uge' }).click();
  await dialog.getByLabel('Klokken').fill('03:15');
  await siri.picture('schedule-set');
  await dialog.getByRole('button', { name: 'Gem' }).click();
  await siri.sees('Hver mandag kl. 03:15');
  await siri.looksGood('schedule');
  await siri.page.getByRole('button', { name: 'Fjern nat fra tidsplanen' }).click();
  await siri.sees('nat gøres ikke længere af sig selv.');
  await siri.page.getByRole('button', { name: 'Fortryd' }).click();
  await siri.sees('Hver mandag kl. 03:15');
};

export const aFilterOfTheJobsLivesInTheAddress: Journey = async ({ come }) => {
  const siri = await come();
  await siri.signIn('siri', '/jobs?state=failed');
  await siri.sees('No job is in this state');
  assert.equal(await siri.page.getByRole('combobox', { name: 'State' }).inputValue(), 'Failed');
};

function look(language: string, scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    office.add('ada', 'administrator');
    const when = ['--when', 'daily 03:30'];
    office.run('jobs', 'schedule', 'add', 'tidy', 'housekeeping.sweep', ...when);
    const visitor = await come({ language, scheme, width, height: width < 500 ? 700 : 900 });
    await visitor.signIn('ada', '/doctor');
    await visitor.page
      .getByRole('button')
      .filter({ hasText: /^(Undersök nu|Undersøg nu)$/ })
      .click();
    await visitor.sees('ombud backup TO');
    for (const [name, path] of [
      ['health', '/doctor'],
      ['jobs', '/jobs'],
      ['job', '/jobs/J-0001'],
      ['schedule', '/jobs/schedule'],
    ] as const) {
      await visitor.go(path);
      await visitor.looksGood(name);
    }
  };
}

export const thePagesAreReadInSwedishByDark: Journey = look('sv-SE', 'dark', 1440);
export const thePagesFitANarrowScreenInDanish: Journey = look('da-DK', 'light', 320);
