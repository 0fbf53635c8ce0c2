// What was changed for many at once is found again and taken back as one; in Norwegian.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';

export const whatWasChangedForManyIsTakenBackAsOne: Journey = async ({ office, come }) => {
  const siri = await come({ language: 'nb-NO' });
  await siri.signIn('siri', '/processing/unit/changes');
  await siri.sees('Ingenting er endret for mange på én gang ennå');
  await siri.looksGood('changes-none');
  fs.writeFileSync(
    office.file('list.csv'),
    'Navn;Type\nNord;Klubb eller lokallag\nSør;Klubb eller lokallag\nVest;Klubb eller lokallag\n',
  );
  office.run('records', 'import', 'unit', office.file('list.csv'), '--write', '--reason', 'listen');
  fs.writeFileSync(office.file('edit.json'), '{"type": "region"}');
  const edit = [
    'edit-many',
    'unit',
    '--file',
    office.file('edit.json'),
    '--reason',
    'nye regioner',
  ];
  office.run('records', ...edit);
  assert.match(office.run('records', 'changes', 'unit'), /nye regioner/);

  await siri.go('/processing/unit');
  await siri.page.getByRole('link', { name: 'Det som er endret for mange på én gang' }).click();
  await siri.sees('nye regioner');
  // The import can't be taken back before what came after it.
  await siri.sees('Endret siden');
  await siri.looksGood('changes');
  await siri.page.getByRole('button', { name: 'Ta tilbake' }).click();
  const dialog = siri.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('feil liste');
  await siri.looksGood('changes-undo');
  await dialog.getByRole('button', { name: 'Ta tilbake' }).click();
  await siri.sees('Tatt tilbake i 3 poster.');
  await siri.sees('feil liste');
  assert.doesNotMatch(office.run('records', 'list', 'unit', '--json'), /"region"/);
};

export const whatWasChangedForManyFitsANarrowDarkScreen: Journey = async ({ office, come }) => {
  fs.writeFileSync(
    office.file('list.csv'),
    'Navn;Type\nNord;Klubb eller lokallag\nSør;Klubb eller lokallag\n',
  );
  office.run('records', 'import', 'unit', office.file('list.csv'), '--write', '--reason', 'listen');
  const siri = await come({ language: 'sv-SE', scheme: 'dark', width: 320 });
  await siri.signIn('siri', '/processing/unit/changes');
  await siri.sees('Importerad');
  await siri.looksGood('changes-narrow-dark');
};
