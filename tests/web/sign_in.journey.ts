// Coming in and going out.

import assert from 'node:assert/strict';

import type { Journey } from './journeys.ts';

const wrong: Record<string, [title: string, language: string]> = {
  'en-GB': ['Sign in', 'en'],
  'sv-SE': ['Logga in', 'sv'],
  'da-DK': ['Log ind', 'da'],
  'nb-NO': ['Logg inn', 'nb'],
};

export const aLinkLeadsBackToItsPageAfterSigningIn: Journey = async ({ come }) => {
  const siri = await come();
  await siri.go('/evidence?object=A-0001');
  assert.equal(new URL(siri.page.url()).pathname, '/sign-in');
  await siri.fillSignIn('siri');
  await siri.page.waitForURL('**/evidence?object=A-0001');
  assert.equal(await siri.heading(), 'Log');
  assert.equal(await siri.page.title(), 'Log · Ombud');
};

export const aRefusalIsASentenceInEachLanguageAndTheSameForAnUnknownName: Journey = async ({
  come,
}) => {
  const said = new Set<string>();
  for (const [language, [title, code]] of Object.entries(wrong)) {
    const visitor = await come({ language });
    await visitor.go('/');
    assert.equal(await visitor.heading(), title);
    assert.equal(await visitor.page.locator('html').getAttribute('lang'), code);
    const name = code === 'da' ? 'nobody' : `nobody-${code}`;
    await visitor.fillSignIn(name, 'not the password at all');
    const alert = visitor.page.getByRole('alert');
    said.add(await alert.innerText());
    assert.equal(await visitor.page.inputValue('input[autocomplete=current-password]'), '');
    await visitor.picture('sign-in-refused');
    await visitor.leave();
  }
  assert.equal(said.size, 4, 'each language says it in its own words');
};

export const whoSignsOutIsOut: Journey = async ({ come }) => {
  const siri = await come();
  await siri.signIn('siri');
  await siri.page.getByRole('button', { name: /your menu/ }).click();
  await siri.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await siri.page.waitForURL('**/sign-in');
  await siri.go('/connectors');
  assert.equal(new URL(siri.page.url()).pathname, '/sign-in');
};

export const aSessionThatEndedElsewhereLeadsToTheSignIn: Journey = async ({ come }) => {
  const siri = await come();
  await siri.signIn('siri');
  await siri.page.context().clearCookies();
  await siri.page.getByRole('link', { name: 'Your sessions' }).click();
  await siri.page.waitForURL('**/sign-in?to=%2Faccounts%2Fsessions');
};

export const aSessionElsewhereCanBeEnded: Journey = async ({ come }) => {
  const siri = await come();
  const stranger = await come();
  await stranger.signIn('siri');
  await siri.signIn('siri', '/accounts/sessions');
  await siri.page.getByRole('button', { name: 'End', exact: true }).click();
  await siri.sees('The session has ended. Whoever used it must sign in again.');
  await siri.picture('sessions');
  await siri.isAccessible('sessions');
  assert.equal(await siri.page.getByRole('row').count(), 2, 'the heading and this session');
  await stranger.go('/connectors');
  assert.equal(new URL(stranger.page.url()).pathname, '/sign-in');
};
