// A field that an organisation adds: made in the browser, asked for in the form, filtered by in the
// table.

import assert from 'node:assert/strict';
import fs from 'node:fs';

import type { Journey } from './journeys.ts';
import type { Visitor } from './visitor.ts';

async function choose(visitor: Visitor, label: string, option: string): Promise<void> {
  await visitor.page.getByLabel(label, { exact: false }).first().focus();
  await visitor.page.keyboard.press('ArrowDown');
  await visitor.page.getByRole('option', { name: option, exact: true }).click();
}

export const aFieldOfOnesOwnStandsInFormAndTable: Journey = async ({ office, come }) => {
  fs.writeFileSync(office.file('unit.json'), '{"name": "Kansliet", "type": "department"}');
  office.run('records', 'add', 'unit', '--file', office.file('unit.json'));
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', '/processing');
  await siri.page.getByRole('link', { name: 'Egna fält' }).click();
  await siri.sees('Vad ni vill anteckna utöver det som lagen kräver');
  await siri.go('/processing/own_field/new');
  await siri.page.getByLabel('Namn').first().fill('Kostnadsställe');
  await choose(siri, 'I formuläret för', 'Enheter');
  await choose(siri, 'Vad det tar emot', 'Ett val ur en lista');
  const list = siri.page.getByLabel('Listan').first();
  for (const word of ['100: Norr', '200: Syd, väst']) {
    await list.fill(word);
    await siri.page.keyboard.press('Enter');
  }
  await siri.looksGood('own-field-new');
  await siri.page.getByRole('button', { name: 'Skapa', exact: true }).click();
  await siri.page.getByRole('button', { name: 'Mer som kan göras' }).click();
  await siri.page.getByRole('menuitem', { name: 'Ta i bruk' }).click();
  await siri.page.getByRole('dialog').getByRole('button', { name: 'Ta i bruk' }).click();
  await siri.sees('Används');
  // In the form of what was there before, below a heading of its own where there are others.
  await siri.go('/processing/unit/U-0001');
  await siri.page.getByRole('button', { name: 'Redigera' }).click();
  await choose(siri, 'Kostnadsställe', '200: Syd, väst');
  await siri.looksGood('own-field-form');
  await siri.page.getByRole('button', { name: 'Spara', exact: true }).click();
  await siri.sees('200: Syd, väst');
  // And in the table, where the address keeps what it is narrowed to, whatever the word is.
  await siri.go('/processing/unit');
  await siri.page.getByRole('button', { name: 'Filter och kolumner' }).click();
  await choose(siri, 'Kostnadsställe', '100: Norr');
  await siri.page.keyboard.press('Escape');
  await siri.sees('Inget passar');
  await choose(siri, 'Kostnadsställe', '200: Syd, väst');
  await siri.page.keyboard.press('Escape');
  await siri.sees('Kansliet');
  await siri.page.reload();
  await siri.sees('Kansliet');
  assert.match(siri.page.url(), /own_1/);
  await siri.looksGood('own-field-table');
};
