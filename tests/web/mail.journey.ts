// Mail: set up and looked at by its administrator, and sorted by who may.

import fs from 'node:fs';

import type { Journey } from './journeys.ts';

const letter = `From: =?utf-8?Q?Tova_Lindqvist?= <tova.lindqvist@example.org>
Subject: =?utf-8?Q?Beg=C3=A4ran_om_registerutdrag?=
Date: Fri, 20 Nov 2026 10:00:00 +0100
Content-Type: text/plain; charset=utf-8

Hej, jag vill se vad ni har om mig.
Hälsningar, Tova
`;

export const theAdministratorSetsMailUpInDanish: Journey = async ({ come }) => {
  const siri = await come({ language: 'da-DK' });
  await siri.signIn('siri', '/mail/settings');
  await siri.sees('Ingen har en adresse endnu');
  await siri.isAccessible('mail-empty');
  await siri.picture('mail-empty');
  await siri.page.getByLabel('Mailserver').first().fill('smtp://127.0.0.1:9');
  await siri.page.getByLabel('Afsender').fill('ombud@forbundet.example');
  await siri.page.getByRole('button', { name: 'Gem', exact: true }).click();
  await siri.sees('Gemt. Prøv med en besked til dig selv.');
  await siri.page
    .getByRole('textbox', { name: 'Adresse', exact: true })
    .fill('siri@forbundet.example');
  await siri.page.getByRole('button', { name: 'Angiv adressen' }).click();
  await siri.sees('Adressen er angivet.');
  await siri.page.getByRole('button', { name: 'Prøv', exact: true }).click();
  await siri.sees(/Mailserveren 127.0.0.1:9 svarer ikke/);
  await siri.isAccessible('mail');
  await siri.picture('mail');
};

/// What could only be set on the command line before.
function inAndCheckpoints(scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    for (const name of ['new', 'cur', 'tmp']) {
      fs.mkdirSync(office.file(`post/${name}`), { recursive: true });
    }
    const siri = await come({ language: 'nb-NO', scheme, width, height: 800 });
    await siri.signIn('siri', '/mail/settings');
    const mailbox = siri.page.getByLabel('Postkasse eller mappe');
    await mailbox.fill('pop3://mail.example.org');
    await siri.page.getByRole('button', { name: 'Lagre postkassen' }).click();
    await siri.page.getByRole('alert').waitFor();
    await mailbox.fill(`folder:${office.file('post')}`);
    await siri.page.getByRole('button', { name: 'Lagre postkassen' }).click();
    await siri.sees('Lagret. Post hentes med få minutters mellomrom.');
    const people = 'dpo@forbundet.example\nrevisor@forbundet.example';
    await siri.page.getByLabel('Adresser, én per linje').fill(people);
    await siri.page.getByRole('button', { name: 'Lagre hvem som får dem' }).click();
    await siri.sees('Lagret. Neste kontrollpunkt går til disse adressene.');
    await siri.page.reload();
    await siri.sees('revisor@forbundet.example');
    await siri.isAccessible('mail-in');
    await siri.picture('mail-in');
  };
}

export const theMailboxAndTheCheckpointsAreSetInNorwegian = inAndCheckpoints('light', 1440);
export const theyAreSetOnANarrowScreenInTheDark = inAndCheckpoints('dark', 320);

function sorting(language: string, scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    for (const name of ['new', 'cur', 'tmp']) {
      fs.mkdirSync(office.file(`post/${name}`), { recursive: true });
    }
    fs.writeFileSync(office.file('post/new/1.example'), letter);
    office.run('mail', 'inbox', 'set', `folder:${office.file('post')}`);
    office.run('mail', 'fetch');
    office.run('work', '--until-idle');
    const siri = await come({ language, scheme, width, height: 800 });
    await siri.signIn('siri', '/mail/incoming');
    await siri.sees('Tova Lindqvist <tova.lindqvist@example.org>');
    await siri.isAccessible('incoming');
    await siri.picture('incoming');
    const sv = language === 'sv-SE';
    await siri.page.getByRole('button', { name: sv ? 'Öppna' : 'Åpne' }).click();
    await siri.page
      .getByLabel(sv ? 'Varför öppnar du det?' : 'Hvorfor åpner du den?')
      .fill('DSR 2026-14');
    await siri.page
      .getByRole('dialog')
      .getByRole('button', { name: sv ? 'Öppna' : 'Åpne' })
      .click();
    await siri.sees('Begäran om registerutdrag');
    await siri.sees(/jag vill se vad ni har om mig/);
    await siri.isAccessible('incoming-open');
    await siri.picture('incoming-open');
    await siri.page.getByRole('button', { name: sv ? 'Klart' : 'Ferdig' }).click();
    await siri.sees(sv ? 'Sorterat.' : 'Sortert.');
  };
}

export const whatCameIsReadAndSortedInSwedish: Journey = sorting('sv-SE', 'light', 1280);
export const whatCameIsSortedOnANarrowScreenInTheDark: Journey = sorting('nb-NO', 'dark', 320);
