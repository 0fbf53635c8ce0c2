// The first pages: what they show, and that each can be read by everyone, in light and dark, wide
// and at 320 pixels.

import assert from 'node:assert/strict';

import type { Journey } from './journeys.ts';

const paths: [name: string, path: string][] = [
  ['overview', '/'],
  ['systems', '/connectors'],
  ['log', '/evidence'],
  ['sessions', '/accounts/sessions'],
  ['not-found', '/nowhere'],
];

export const theFirstDayBeginsWithTheFirstSystem: Journey = async ({ office, come }) => {
  const siri = await come();
  await siri.signIn('siri');
  await siri.sees('Connect the first system');
  await siri.picture('first-day');
  await siri.page.getByRole('link', { name: 'Connect the first system' }).click();
  await siri.sees('No system is connected yet');
  await siri.sees(/Begin with an export as CSV files/);
  await siri.picture('no-systems');

  office.addSystem('liva');
  await siri.go('/connectors');
  await siri.page.getByRole('cell', { name: 'liva', exact: true }).waitFor();
  await siri.sees('CSV files');
  await siri.go('/');
  await siri.sees('Have the map of liva proposed');
};

export const theLogOpensForAReasonAndTheLookIsAnEntry: Journey = async ({ office, come }) => {
  office.addSystem('liva');
  const siri = await come();
  await siri.signIn('siri', '/evidence');
  await siri.sees('Signed in');
  await siri.sees('Added a system');
  assert.equal(await siri.page.getByRole('columnheader', { name: 'Why' }).count(), 0);

  await siri.page.getByLabel('Why do you look?').fill('Log review, November');
  await siri.page.getByRole('button', { name: 'Open', exact: true }).click();
  await siri.page.getByRole('columnheader', { name: 'Why' }).waitFor();
  await siri.picture('log-open');
  await siri.isAccessible('log-open');
  await siri.page.getByRole('button', { name: 'Close again' }).click();
  await siri.page.reload();
  await siri.sees('Opened the log');
};

export const aFilterLivesInTheAddress: Journey = async ({ office, come }) => {
  office.addSystem('liva');
  const siri = await come();
  await siri.signIn('siri', '/evidence');
  await siri.sees('Signed in');
  await siri.page.getByLabel('Of what').fill('no such thing');
  await siri.sees('No entry fits the filter');
  assert.equal(new URL(siri.page.url()).searchParams.get('object'), 'no such thing');
  await siri.page.reload();
  await siri.sees('No entry fits the filter');
  await siri.page.getByRole('button', { name: 'Show all entries' }).click();
  await siri.sees('Signed in');
  assert.equal(new URL(siri.page.url()).search, '');
};

function look(language: string, scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    office.addSystem('liva');
    const visitor = await come({ language, scheme, width, height: width < 500 ? 700 : 900 });
    await visitor.go('/');
    await visitor.isAccessible('sign-in');
    await visitor.picture('sign-in');
    await visitor.fillSignIn('siri');
    await visitor.page.waitForSelector('main#content');
    for (const [name, path] of paths) {
      await visitor.go(path);
      await visitor.looksGood(name);
    }
  };
}

export const everyPageIsReadInSwedishByLight: Journey = look('sv-SE', 'light', 1440);
export const everyPageIsReadInDanishByDark: Journey = look('da-DK', 'dark', 1440);
export const everyPageFitsANarrowScreenInNorwegian: Journey = look('nb-NO', 'light', 320);
export const everyPageFitsANarrowScreenInTheDark: Journey = look('en-GB', 'dark', 320);
