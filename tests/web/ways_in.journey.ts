// How people sign in, as its administrator sets it.

import { spawn } from 'node:child_process';

import type { Journey } from './journeys.ts';
import type { Visitor } from './visitor.ts';

async function seen(visitor: Visitor, name: string): Promise<void> {
  await visitor.isAccessible(name);
  await visitor.picture(name);
}

function addTryAndRemove(scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    const back = `${office.address}/sign-in/provider`;
    const provider = spawn('node', ['tests/http/provider.ts', back], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const issuer = await new Promise<string>((resolve) => {
        provider.stdout.on('data', (piece: Buffer) => {
          const found = /http:\/\/\S+/.exec(piece.toString());
          if (found) resolve(found[0]);
        });
      });
      const siri = await come({ language: 'da-DK', scheme, width, height: 800 });
      const { page } = siri;
      await siri.signIn('siri', '/accounts/ways-in');
      await siri.sees('Ingen udbyder: man logger ind med adgangskode');
      await seen(siri, 'ways-in-empty');
      await page.getByRole('button', { name: 'Tilføj en udbyder' }).click();
      await page.getByLabel('Navn på knappen').fill('Ansat-ID');
      await page.getByLabel('Dens adresse (issuer)').fill('http://login.example.org');
      await page.getByLabel('Vores navn der (client ID)').fill('ombud');
      await page.getByRole('button', { name: 'Spørg den, og tilføj' }).click();
      await page.getByRole('alert').waitFor();
      await seen(siri, 'ways-in-refused');
      await page.getByLabel('Dens adresse (issuer)').fill(issuer);
      await page.getByRole('button', { name: 'Spørg den, og tilføj' }).click();
      await siri.sees('Nu kan man inviteres til Ansat-ID.');
      await page.getByRole('button', { name: 'Prøv Ansat-ID' }).click();
      await siri.sees('Ansat-ID svarer, og et login kan begynde der.');
      await seen(siri, 'ways-in');
      const address = await page.getByText('/sign-in?at=').textContent();
      const stranger = await come({ language: 'da-DK', scheme, width, height: 800 });
      for (const path of [new URL(address ?? '').pathname + new URL(address ?? '').search, '/']) {
        await stranger.page.goto(office.address + path);
        await stranger.page.getByRole('button', { name: /Ansat-ID/ }).waitFor();
      }
      await seen(stranger, 'sign-in-provider');
      await stranger.leave();
      await page.getByRole('button', { name: 'Fjern Ansat-ID' }).click();
      await page.getByRole('button', { name: 'Fjern', exact: true }).click();
      await siri.sees('Ansat-ID er fjernet.');
      // Whoever has none himself demands none of others.
      await page.getByLabel('Alle skal have en anden faktor').click();
      await siri.sees(/selv|først/);
    } finally {
      provider.kill();
    }
  };
}

export const aProviderIsAddedTriedAndRemovedInDanish = addTryAndRemove('light', 1440);
export const aProviderIsAddedOnANarrowScreenInTheDark = addTryAndRemove('dark', 320);
