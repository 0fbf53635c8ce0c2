// One person in two organisations.

import assert from 'node:assert/strict';

import type { Journey } from './journeys.ts';
import type { Visitor } from './visitor.ts';

const there = 'Nordby kommune';

async function openChoice(visitor: Visitor, button: RegExp): Promise<void> {
  await visitor.page.getByRole('button', { name: button }).click();
  await visitor.page.getByRole('menuitemradio', { name: there }).waitFor();
}

export const whoWorksInOneSeesNothingOfTheChoice: Journey = async ({ office, come }) => {
  office.run('organisation', 'add', there, '--law', 'no');
  office.add('bo', 'dpo');
  const bo = await come();
  await bo.signIn('bo');
  await bo.sees('Exempelförbundet');
  assert.equal(await bo.page.getByRole('button', { name: /Change the organisation/ }).count(), 0);
};

export const whoWorksInTwoGoesFromOneToTheOtherAndIsThereTheNextTime: Journey = async ({
  office,
  come,
}) => {
  office.run('organisation', 'add', there, '--law', 'no', '--public-body');
  office.addSystem('liva');
  for (const scheme of ['light', 'dark'] as const) {
    const siri = await come({ language: 'nb-NO', scheme });
    await siri.signIn('siri');
    const button = /Bytt organisasjon/;
    await openChoice(siri, button);
    await siri.picture('organisation-choice');
    await siri.isAccessible('organisation choice');
    await siri.page.getByRole('menuitemradio', { name: there }).click();
    await siri.sees(`Nå arbeider du i ${there}.`);
    await siri.page.getByRole('button', { name: `Du arbeider i ${there}.` }).waitFor();
    await siri.picture('organisation-there');
    await siri.isAccessible('organisation there');
    await siri.go('/connectors');
    assert.equal(await siri.page.getByText('liva').count(), 0, 'nothing of the other one');
    await siri.leave();
    const again = await come({ language: 'nb-NO', scheme, width: 320, height: 640 });
    await again.signIn('siri');
    await again.page.getByRole('button', { name: 'Meny', exact: true }).click();
    await again.page.getByRole('button', { name: `Du arbeider i ${there}.` }).waitFor();
    await again.picture('organisation-narrow');
    await again.isAccessible('organisation narrow');
    await openChoice(again, button);
    await again.page.getByRole('menuitemradio', { name: 'Exempelförbundet' }).click();
    await again.sees('Nå arbeider du i Exempelförbundet.');
    await again.leave();
  }
};
