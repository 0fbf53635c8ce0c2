// Coming in and going out.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import { password } from './office.ts';
import type { Visitor } from './visitor.ts';

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

// The code that an app shows for this key: RFC 6238.
function codeOf(key: string, ahead = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replace(/\s/g, '')]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac('sha1', bytes).update(step).digest();
  const at = (digest.at(-1) as number) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// From the page of the enrolment to the recovery codes; the app's key, and the codes.
async function enrol(visitor: Visitor): Promise<{ key: string; codes: string[] }> {
  const { page } = visitor;
  await page.locator('summary').click();
  const key = await page.locator('details code').innerText();
  await page.fill('input[autocomplete=one-time-code]', codeOf(key));
  await page.keyboard.press('Enter');
  await page.locator('input[type=checkbox]').waitFor();
  const codes = await page
    .locator('li', { hasText: /^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/ })
    .allInnerTexts();
  assert.equal(codes.length, 10);
  return { key, codes };
}

async function goOn(visitor: Visitor, words: string): Promise<void> {
  await visitor.page.locator('input[type=checkbox]').check();
  await visitor.page.getByRole('button', { name: words, exact: true }).click();
}

async function giveCode(visitor: Visitor, code: string): Promise<void> {
  await visitor.page.fill('input[autocomplete=one-time-code]', code);
  await visitor.page.keyboard.press('Enter');
}

export const aSecondFactorIsEnrolledInDanishAndAskedForInNorwegian: Journey = async ({ come }) => {
  const siri = await come({ language: 'da-DK', width: 320, height: 700 });
  await siri.signIn('siri', '/accounts/security');
  assert.equal(await siri.heading(), 'Din sikkerhed');
  await siri.sees('Slået fra');
  await siri.picture('security-off');
  await siri.isAccessible('security-off');
  await siri.page.getByRole('button', { name: 'Opret en godkendelsesapp' }).click();
  await siri.page.locator('summary').waitFor();
  await siri.isAccessible('enrolment');
  const { key, codes } = await enrol(siri);
  await siri.picture('recovery-codes');
  await siri.isAccessible('recovery-codes');
  await goOn(siri, 'Gå videre');
  await siri.sees('Der er 10 gendannelseskoder tilbage.');
  await siri.picture('security-on');
  await siri.isAccessible('security-on');

  const kari = await come({ language: 'nb-NO', scheme: 'dark', width: 320, height: 700 });
  await kari.go('/evidence');
  await kari.fillSignIn('siri');
  await kari.sees('Det andre trinnet');
  await kari.picture('second-step');
  await kari.isAccessible('second-step');
  await giveCode(kari, '000000');
  await kari.page.getByRole('alert').waitFor();
  await kari.picture('second-step-refused');
  await kari.page.getByRole('button', { name: /gjenopprettingskode/ }).click();
  await kari.isAccessible('recovery-step');
  await kari.page.waitForTimeout(1100);
  await kari.page.getByLabel('Gjenopprettingskode', { exact: true }).fill(codes[0] as string);
  await kari.page.keyboard.press('Enter');
  await kari.page.waitForURL('**/evidence');

  const again = await come({ language: 'nb-NO' });
  await again.go('/');
  await again.fillSignIn('siri');
  await again.page.locator('input[autocomplete=one-time-code]').waitFor();
  await giveCode(again, codeOf(key, 1));
  await again.page.waitForSelector('nav');
};

export const anOrganisationThatDemandsASecondFactorLeadsToIt: Journey = async ({
  office,
  come,
}) => {
  office.add('ole', 'handler');
  const siri = await come();
  await siri.signIn('siri', '/accounts/security');
  await siri.page.getByRole('button', { name: 'Enrol an authenticator app' }).click();
  await enrol(siri);
  await goOn(siri, 'Go on');
  office.run('account', 'demand-second-factor');

  const ole = await come({ language: 'nb-NO', width: 320, height: 700 });
  await ole.go('/accounts/security');
  await ole.fillSignIn('ole');
  await ole.sees('En beskyttelse til');
  await ole.page.locator('summary').waitFor();
  await ole.picture('enrolment-demanded');
  await ole.isAccessible('enrolment-demanded');
  await enrol(ole);
  await goOn(ole, 'Gå videre');
  await ole.page.waitForURL('**/accounts/security');
  await ole.sees('Organisasjonen din krever det av alle.');
  assert.equal(await ole.page.getByRole('button', { name: 'Fjern' }).count(), 0);
};

export const aFreshProofIsAskedForAndWhatWasMeantIsDone: Journey = async ({ office, come }) => {
  const siri = await come({ language: 'sv-SE', scheme: 'dark' });
  await siri.signIn('siri', '/accounts/security');
  // As if ten minutes had gone by.
  execFileSync('sqlite3', [
    office.file('data/ombud.db'),
    'update accounts_session set proved_at = 0',
  ]);
  await siri.page.getByRole('button', { name: 'Lägg upp en autentiseringsapp' }).click();
  await siri.sees('Är det du?');
  await siri.picture('step-up');
  await siri.isAccessible('step-up');
  const field = siri.page.getByLabel('Ditt lösenord');
  await field.fill('inte det rätta lösenordet');
  await siri.page.keyboard.press('Enter');
  await siri.page.getByRole('dialog').getByRole('alert').waitFor();
  await siri.picture('step-up-refused');
  await siri.page.waitForTimeout(1100);
  await field.fill(password);
  await siri.page.keyboard.press('Enter');
  await siri.page.locator('summary').waitFor();
  assert.equal(await siri.page.getByRole('dialog').count(), 0);
};

export const aPasswordIsChangedAndACommonOneRefused: Journey = async ({ come }) => {
  const siri = await come({ language: 'da-DK', scheme: 'dark' });
  const elsewhere = await come();
  await elsewhere.signIn('siri');
  await siri.signIn('siri', '/accounts/security');
  const change = async (fresh: string) => {
    await siri.page.getByLabel('Nuværende adgangskode').fill(password);
    await siri.page.getByLabel('Ny adgangskode').fill(fresh);
    await siri.page.getByRole('button', { name: 'Skift adgangskode' }).click();
  };
  await change('Sommerferie2026!');
  await siri.page.getByRole('alert').waitFor();
  await siri.picture('password-refused');
  await siri.isAccessible('password-refused');
  await change('fire gule tage i solen');
  await siri.sees('Adgangskoden er skiftet.');
  await siri.go('/accounts/sessions');
  assert.equal(await siri.page.getByRole('row').count(), 2, 'the heading and this session');
  await elsewhere.go('/connectors');
  assert.equal(new URL(elsewhere.page.url()).pathname, '/sign-in');
};

export const whatAnAdministratorDidIsToldBeforeAnythingElse: Journey = async ({ office, come }) => {
  office.add('ole', 'handler');
  office.run('account', 'set-password', 'ole', '--new-password-file', office.file('password'));
  const ole = await come({ language: 'da-DK', width: 320, height: 700 });
  await ole.go('/');
  await ole.fillSignIn('ole');
  await ole.sees('En administrator satte en ny adgangskode.');
  await ole.picture('told-first');
  await ole.isAccessible('told-first');
  await ole.page.getByRole('button', { name: 'Jeg kender til det, gå videre' }).click();
  await ole.page.waitForSelector('header button');
  const again = await come();
  await again.signIn('ole');
};

export const throughAProviderThereAndBack: Journey = async ({ office, come }) => {
  const provider = spawn('node', ['tests/http/provider.ts', `${office.address}/sign-in/provider`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const issuer = await new Promise<string>((resolve) => {
      provider.stdout.on('data', (piece: Buffer) => {
        const found = /http:\S+/.exec(String(piece));
        if (found) resolve(found[0]);
      });
    });
    fs.writeFileSync(office.file('secret'), 'a secret of the client &/+ that is long\n', {
      mode: 0o600,
    });
    office.run(
      ...['account', 'add-provider', 'Ansatt-ID', '--issuer', issuer, '--client-id', 'ombud'],
      ...['--client-secret-file', office.file('secret')],
    );
    const invitation = office.run('account', 'invite', 'siri', '--provider', 'Ansatt-ID').trim();
    await fetch(`${issuer}/test/person`, { method: 'POST', body: '{"sub":"s-1"}' });

    const siri = await come({ language: 'nb-NO', width: 320, height: 800 });
    await siri.go('/connectors');
    const through = siri.page.getByRole('button', { name: 'Logg inn gjennom Ansatt-ID' });
    await through.click();
    await siri.page.getByRole('alert').waitFor();
    await siri.sees('ingen konto her er knyttet til deg');
    await siri.picture('provider-unknown');
    await siri.isAccessible('provider-unknown');
    assert.equal(new URL(siri.page.url()).search, '', 'the code is out of the address');
    await siri.page.getByRole('button', { name: 'Begynn på nytt' }).click();
    await siri.page.getByRole('button', { name: 'Jeg har en invitasjon' }).click();
    await siri.page.getByLabel('Koden i invitasjonen').fill(invitation);
    await siri.picture('provider-invited');
    await siri.isAccessible('provider-invited');
    await through.click();
    await siri.page.waitForSelector('header button');
    assert.equal(new URL(siri.page.url()).search, '');
    // It is the point of a provider that the browser goes there.
    const there = siri.faults.filter((fault) => fault.startsWith(`asked elsewhere: ${issuer}/`));
    for (const one of there) siri.faults.splice(siri.faults.indexOf(one), 1);
  } finally {
    provider.kill();
  }
};
