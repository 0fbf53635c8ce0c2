// Rights: asked for and granted, stood in for, looked through, and who sees which field.

import assert from 'node:assert/strict';

import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';

function day(after: number): string {
  return new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
}

// A coordinator who is administrator too (siri), an approver, a DPO, and one without any role.
function people(office: Office): void {
  office.add('bo', 'approver');
  office.add('eva', 'dpo');
  office.run('account', 'add', 'dan', '--new-password-file', office.file('password'));
}

function ask(office: Office, role: string, reason: string): void {
  office.run(
    ...['grant', 'ask', '--account', 'dan', '--role', role],
    ...['--until', day(20), '--reason', reason],
  );
}

const as = (office: Office, name: string) => [
  '--as',
  name,
  '--password-file',
  office.file('password'),
];

export const aRoleIsAskedForGrantedByAnotherAndGivenBack: Journey = async ({ office, come }) => {
  people(office);
  const dan = await come();
  await dan.signIn('dan', '/accounts/access');
  await dan.sees('Nothing is asked for');
  assert.equal(await dan.page.getByRole('link', { name: 'Accounts', exact: true }).count(), 0);
  await dan.page.getByRole('button', { name: 'Ask for a role' }).click();
  await dan.page.getByLabel('Reason').fill('Requests while Cia is away');
  await dan.page.getByLabel('Last day').fill(day(9).split('-').reverse().join('/'));
  await dan.page.keyboard.press('Tab');
  await dan.isAccessible('access-ask');
  await dan.picture('access-ask');
  await dan.page.getByRole('button', { name: 'Ask', exact: true }).click();
  await dan.sees('G-0001 is asked for and waits for a decision.');

  const bo = await come();
  await bo.signIn('bo');
  await bo.page.getByRole('link', { name: 'Decide on a role that is asked for' }).click();
  await bo.sees('Requests while Cia is away');
  await bo.page.getByRole('button', { name: 'Grant', exact: true }).click();
  await bo.page.getByLabel('Why').fill('I own the register');
  await bo.page.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
  await bo.sees('In force');
  await bo.picture('access-granted');

  await dan.page.reload();
  await dan.sees('In force');
  await dan.page.getByRole('button', { name: 'End', exact: true }).click();
  await dan.page.getByLabel('Why').fill('Cia is back');
  await dan.page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  await dan.sees('Revoked');
};

export const anAccountIsMadeItsRolesSetAndItIsClosed: Journey = async ({ office, come }) => {
  people(office);
  const siri = await come();
  await siri.signIn('siri', '/accounts/people');
  await siri.page.getByRole('button', { name: 'New account' }).click();
  const dialog = siri.page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('fia');
  await dialog.getByLabel('First password').fill('kort');
  assert.ok(await dialog.getByRole('button', { name: 'Make the account' }).isDisabled());
  await dialog.getByLabel('First password').fill('ett långt ord i taget');
  await dialog.getByLabel('Case handler').check();
  await siri.isAccessible('account-add');
  await siri.picture('account-add');
  await dialog.getByRole('button', { name: 'Make the account' }).click();
  await siri.sees('fia can sign in now.');

  const row = siri.page.getByRole('row', { name: /fia/ });
  await row.getByRole('button', { name: 'Roles' }).click();
  await siri.page.getByRole('dialog').getByLabel('Auditor').check();
  await siri.page.getByRole('button', { name: 'Set the roles' }).click();
  await row.getByText('Case handler, Auditor').waitFor();
  await row.getByRole('button', { name: 'Close' }).click();
  await siri.page.getByRole('dialog').getByRole('textbox').fill('fia');
  await siri.page.getByRole('button', { name: 'Close the account' }).click();
  await row.getByText('Closed').waitFor();
  assert.match(office.run('account', 'list'), /fia.*closed/);
};

export const everyRightIsLookedThroughByAnotherAndTheWholeAttested: Journey = async ({
  office,
  come,
}) => {
  people(office);
  ask(office, 'handler', 'R-0007');
  office.run('grant', 'decide', 'G-0001', '--reason', 'needed', ...as(office, 'bo'));
  const siri = await come();
  await siri.signIn('siri', '/accounts/reviews');
  await siri.sees('No review yet');
  await siri.page.getByRole('button', { name: 'Begin a review' }).click();
  await siri.sees('5 of 5 are not decided yet.');
  await siri.page.getByRole('button', { name: 'Keep: bo, Approver' }).click();
  await siri.page.getByRole('button', { name: /^Keep: eva/ }).click();
  await siri.page.getByRole('button', { name: 'Withdraw: dan, Case handler' }).click();
  await siri.page.getByLabel('Why').fill('Not used');
  await siri.page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await siri.sees('2 of 5 are not decided yet.');
  await siri.isAccessible('review');
  await siri.picture('review');

  const bo = await come();
  await bo.signIn('bo');
  await bo.page.getByRole('link', { name: 'Finish looking through who has what' }).click();
  for (const name of ['Keep: siri, Data-protection coordinator', 'Keep: siri, Administrator']) {
    await bo.page.getByRole('button', { name }).click();
    await bo.page.getByRole('button', { name }).waitFor({ state: 'detached' });
  }
  await bo.page.getByRole('button', { name: 'Attest the review' }).click();
  await bo.picture('review-attest');
  await bo.page.getByRole('button', { name: 'Attest', exact: true }).click();
  await bo.sees('Attested by bo.');
  assert.match(office.run('grant', 'list'), /revoked/);
};

export const whoSeesWhatIsChangedByTwoTogether: Journey = async ({ office, come }) => {
  people(office);
  const siri = await come();
  await siri.signIn('siri', '/accounts/fields');
  await siri.sees('Masked for all');
  await siri.page.getByRole('button', { name: 'Ask for a change' }).click();
  await siri.page.getByLabel('Reason').fill('Two of the same name each day');
  await siri.isAccessible('fields-ask');
  await siri.picture('fields-ask');
  await siri.page.getByRole('button', { name: 'Ask', exact: true }).click();
  await siri.sees('The change is asked for and waits for the other side.');
  assert.equal(await siri.page.getByRole('button', { name: 'Agree' }).count(), 0);

  const eva = await come();
  await eva.signIn('eva', '/accounts/fields');
  await eva.page.getByRole('button', { name: 'Agree' }).click();
  await eva.sees('own decision');
  await eva.picture('fields-agreed');
};

const paths: [name: string, path: string][] = [
  ['accounts', '/accounts/people'],
  ['access', '/accounts/access'],
  ['reviews', '/accounts/reviews'],
  ['fields', '/accounts/fields'],
];

function look(language: string, scheme: 'light' | 'dark', width: number): Journey {
  return async ({ office, come }) => {
    people(office);
    ask(office, 'handler', 'R-0007');
    ask(office, 'auditor', 'Årlig revision');
    office.run('grant', 'decide', 'G-0001', '--reason', 'needed', ...as(office, 'bo'));
    office.run('substitute', 'add', 'dan', '--for', 'bo', '--until', day(5), '--reason', 'ledig');
    office.run('account', 'roles', 'dan', '--role', 'editor', '--controller', 'Hamnkommunen');
    office.run('review', 'begin');
    office.run(
      ...['field', 'ask', 'find', 'national_id', '--role', 'handler'],
      ...['--reason', 'Många med samma namn'],
    );
    const visitor = await come({ language, scheme, width, height: width < 500 ? 700 : 900 });
    await visitor.signIn('siri');
    for (const [name, path] of paths) {
      await visitor.go(path);
      await visitor.looksGood(name);
    }
  };
}

export const theirPagesAreReadInSwedishByLight: Journey = look('sv-SE', 'light', 1440);
export const theirPagesAreReadInDanishByDark: Journey = look('da-DK', 'dark', 1440);
export const theirPagesFitANarrowScreenInNorwegian: Journey = look('nb-NO', 'light', 320);
export const theirPagesFitANarrowScreenInTheDark: Journey = look('en-GB', 'dark', 320);
