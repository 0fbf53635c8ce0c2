// The pages of actions by themselves: each language, light and dark, wide and narrow; what is empty,
// what is refused.

import assert from 'node:assert/strict';

import { furnish, karin, person } from './actions_office.ts';
import type { Journey } from './journeys.ts';

export const withoutActionsTheListSaysHowToBegin: Journey = async ({ come }) => {
  const siri = await come();
  await siri.signIn('siri', '/actions');
  await siri.sees('There are no actions yet');
  await siri.picture('actions-none');
  await siri.isAccessible('actions-none');
};

export const whatStandsInTheWayIsSaidWhereThePlanWasAskedFor: Journey = async ({
  office,
  come,
}) => {
  furnish(office);
  const handle = karin(office);
  office.run(
    ...['holds', 'set', '--person', handle, '--reason', 'a claim in court'],
    ...['--review', '2030-01-01'],
  );
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', `/actions/new/${handle}`);
  await siri.page.getByRole('radio', { name: 'Radering' }).check();
  await siri.page.getByLabel(/^Varför: begäran/).fill('begäran 14');
  await siri.page.getByRole('button', { name: 'Gör planen' }).click();
  await siri.page.getByRole('alert').getByText('a claim in court').waitFor({ timeout: 60_000 });
  await siri.picture('actions-refused-plan');
  await siri.isAccessible('actions-refused-plan');
  await siri.go('/');
  await siri.sees('En plan som du bad om kunde inte göras');
  await siri.go('/actions');
  await siri.page.getByRole('button', { name: 'Lägg undan' }).click();
  await siri.page.getByText('Ingen plan gjordes').waitFor({ state: 'detached' });
};

function look(language: string, scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    furnish(office);
    const handle = karin(office);
    for (const kind of ['erase', 'access']) {
      office.run('actions', 'plan', kind, handle, '--reference', 'request 14', '--quiet');
    }
    const other = person(office, 'email: bjorn.nystrom@example.com');
    office.run('actions', 'plan', 'erase', other, '--reference', 'request 15', '--quiet');
    office.run(
      ...['actions', 'approve', 'A-0003', '--as', 'olle'],
      ...['--password-file', office.file('password')],
    );
    office.run('actions', 'run', 'A-0003', '--quiet');
    const siri = await come({ language, scheme, width, height: width < 500 ? 700 : 900 });
    await siri.signIn('siri');
    for (const [name, path] of [
      ['actions', '/actions'],
      ['actions-new', `/actions/new/${handle}`],
      ['actions-erasure', '/actions/A-0001'],
      ['actions-copy', '/actions/A-0002'],
      ['actions-receipt', '/actions/A-0003/receipt'],
    ] as const) {
      await siri.go(path);
      await siri.looksGood(name);
    }
    assert.equal(siri.faults.length, 0);
  };
}

export const everyPageIsReadInSwedishByLight: Journey = look('sv-SE', 'light', 1440);
export const everyPageIsReadInDanishByDark: Journey = look('da-DK', 'dark', 1440);
export const everyPageFitsANarrowScreenInNorwegian: Journey = look('nb-NO', 'light', 320);
export const everyPageFitsANarrowScreenInTheDark: Journey = look('en-GB', 'dark', 320);
