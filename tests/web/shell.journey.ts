// What every page has: keys, palette, language, look, errors.

import assert from 'node:assert/strict';

import type { Journey } from './journeys.ts';

export const theKeyboardReachesEverything: Journey = async ({ come }) => {
  const siri = await come();
  await siri.signIn('siri');
  await siri.go('/');
  const { keyboard } = siri.page;

  await keyboard.press('Tab');
  assert.equal(
    await siri.page.evaluate(() => document.activeElement?.textContent),
    'Skip to the content',
  );
  await keyboard.press('Enter');
  assert.equal(await siri.page.evaluate(() => document.activeElement?.id), 'content');

  await keyboard.press('g');
  await keyboard.press('s');
  await siri.page.waitForURL('**/connectors');
  assert.equal(await siri.page.evaluate(() => document.activeElement?.id), 'content');

  await keyboard.press('?');
  await siri.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await siri.picture('keys');
  await siri.isAccessible('keys');
  await siri.page.getByLabel('Single letters as shortcuts').click();
  await keyboard.press('Escape');
  await siri.page.getByRole('dialog').waitFor({ state: 'detached' });
  await keyboard.press('g');
  await keyboard.press('o');
  await siri.page.waitForTimeout(300);
  assert.equal(new URL(siri.page.url()).pathname, '/connectors', 'letters are off');
};

export const thePaletteGoesWhereAFewLettersSay: Journey = async ({ come }) => {
  const siri = await come();
  await siri.signIn('siri');
  await siri.page.keyboard.press('Control+k');
  await siri.page.getByPlaceholder('Where to, or what to do?').fill('lo');
  await siri.picture('palette');
  await siri.isAccessible('palette');
  await siri.page.keyboard.press('Enter');
  await siri.page.waitForURL('**/evidence');
};

export const languageAndLookAreThePersonsAndStay: Journey = async ({ come }) => {
  const siri = await come({ language: 'fi-FI' });
  await siri.signIn('siri');
  assert.equal(await siri.heading(), 'What needs you today');
  await siri.page.getByRole('button', { name: /your menu/ }).click();
  await siri.page.getByRole('menuitemradio', { name: 'Dansk' }).click();
  await siri.sees('Det har brug for dig i dag');
  await siri.page.getByRole('menuitemradio', { name: 'Mørkt' }).click();
  await siri.picture('menu');
  await siri.isAccessible('menu');
  await siri.page.reload();
  await siri.sees('Det har brug for dig i dag');
  const scheme = await siri.page.locator('html').getAttribute('data-mantine-color-scheme');
  assert.equal(scheme, 'dark');

  await siri.page.getByRole('button', { name: /din menu/ }).click();
  await siri.page.getByRole('menuitem', { name: 'Log ud' }).click();
  await siri.page.waitForURL('**/sign-in');
  await siri.page.reload();
  assert.equal(await siri.heading(), 'Log ind', 'signing out leaves the choice');
};

export const aServerThatIsGoneIsSaidAndComesBack: Journey = async ({ office, come }) => {
  const siri = await come();
  await siri.signIn('siri');
  const listen = new URL(office.address).host;
  await office.close();
  await siri.page.getByRole('link', { name: 'Systems', exact: true }).click();
  await siri.sees(/The server does not answer/);
  await siri.picture('server-gone');
  await office.open(listen);
  await siri.page.getByRole('button', { name: 'Try again' }).click();
  await siri.sees('No system is connected yet');
};

export const anAddressThatIsNoneSaysSo: Journey = async ({ come }) => {
  const siri = await come();
  await siri.signIn('siri');
  await siri.go('/nothing/here');
  assert.equal(await siri.heading(), 'Not found');
  await siri.page.getByRole('link', { name: 'Go to the overview' }).click();
  await siri.sees('What needs you today');
};

export const aPageThatIsNotOnesOwnIsNotShown: Journey = async ({ office, come }) => {
  office.add('admin', 'administrator');
  const admin = await come();
  await admin.signIn('admin');
  assert.equal(await admin.page.getByRole('link', { name: 'Log', exact: true }).count(), 0);
  await admin.go('/evidence');
  await admin.sees('This page is not open to you');
  await admin.picture('not-allowed');
};
