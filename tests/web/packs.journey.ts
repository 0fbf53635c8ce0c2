// The guided path in the browser: a company without any system answers ten questions, sees what
// comes, takes it over, hands a department to a colleague, takes a process away, and has a complete
// record and its PDF; in Swedish and in Danish, light and dark, wide and narrow.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import type { Journey } from './journeys.ts';
import type { Visitor } from './visitor.ts';

type Answer = [label: string, what: string | string[]];

// Fills in one question and goes on.
async function answers(visitor: Visitor, some: Answer[], next: string): Promise<void> {
  const { page } = visitor;
  for (const [label, what] of some) {
    if (Array.isArray(what)) {
      for (const word of what)
        await page.getByRole('checkbox', { name: word, exact: true }).check();
      continue;
    }
    const field = page.getByLabel(label).first();
    await field.waitFor();
    if ((await field.getAttribute('role')) === 'radiogroup') {
      await field.getByLabel(what, { exact: true }).check();
    } else if ((await field.getAttribute('readonly')) === null) {
      await field.fill(what);
    } else {
      await field.click();
      await page.getByRole('option', { name: what, exact: true }).click();
    }
  }
  await page.getByRole('button', { name: next, exact: true }).click();
}

async function printed(visitor: Visitor, button: string, name: string): Promise<string> {
  const [download] = await Promise.all([
    visitor.page.waitForEvent('download'),
    visitor.page.getByRole('button', { name: button }).click(),
  ]);
  const file = path.join(process.cwd(), 'build', 'screenshots', name);
  await download.saveAs(file);
  assert.equal(fs.readFileSync(file).subarray(0, 5).toString(), '%PDF-');
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
}

// What a Danish shop answers.
const facts = {
  company: 'Strandvejens Cykler ApS',
  address: 'Strandvejen 1, 8000 Eksempelby',
  email: 'info@cykler.example',
  dpo: 'not_required',
  employs: false,
  customers: 'both',
  website: true,
  web_supplier: 'Webhuset',
  webshop: true,
  newsletter: true,
  newsletter_supplier: 'Brevduen',
  accounting_system: 'Kontoen',
  accounting_supplier: 'Kontoen ApS',
  mail_system: 'Posten',
  mail_supplier: 'Posten ApS',
  it_country: 'IE',
  paper: false,
  third_countries: false,
  ways_in: ['email', 'web_form'],
  measures: ['backup'],
};

export const anEmptyCompanyHasItsRecordAfterTenQuestions: Journey = async ({ office, come }) => {
  office.add('olle', 'editor');
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', '/packs');
  await siri.sees('Gör ert register');
  await siri.looksGood('packs-choose');
  await siri.page.getByRole('link', { name: 'Börja: Litet företag' }).click();
  await siri.sees('Fråga 1 av 10');
  // What is missing is said at its field, and one stays.
  await siri.page.getByLabel('Organisationens namn').fill('Havsbris AB');
  await siri.page.getByRole('button', { name: 'Nästa' }).click();
  await siri.sees('Postadress: Detta måste fyllas i.');
  await siri.looksGood('packs-question-wrong');
  await answers(
    siri,
    [
      ['Organisationsnummer', '556016-0680'],
      ['Postadress', 'Storgatan 1\n111 22 Exempelstad'],
      ['E-postadress', 'info@havsbris.example'],
    ],
    'Nästa',
  );
  await siri.sees('Fråga 2 av 10');
  await answers(siri, [['Dataskyddsombud', 'Nej, och det krävs inget']], 'Nästa');
  await siri.sees('Fråga 3 av 10');
  // Back and forth again: what was answered is there.
  await siri.page.getByRole('button', { name: 'Tillbaka' }).click();
  await siri.sees('Fråga 2 av 10');
  await siri.page.getByRole('button', { name: 'Nästa', exact: true }).click();
  await answers(
    siri,
    [
      ['Vi har anställda', 'Ja'],
      ['Vi rekryterar, eller det kommer ansökningar', 'Ja'],
      ['Vi visar bilder på personalen på webben', 'Nej'],
    ],
    'Nästa',
  );
  await siri.sees('Fråga 4 av 10');
  await answers(
    siri,
    [
      ['Våra kunder är', 'Båda'],
      ['Vi har en webbplats', 'Nej'],
      ['Vi skickar nyhetsbrev eller erbjudanden', 'Nej'],
    ],
    'Nästa',
  );
  await siri.sees('Fråga 5 av 10');
  await answers(
    siri,
    [
      ['Bokföringssystem', 'Kontot'],
      ['Leverantören, eller er redovisningsbyrå', 'Kontot Redovisning AB'],
      ['Lönesystem', 'Lönen'],
      ['Leverantören, eller den som kör lönen', 'Lönebyrån AB'],
    ],
    'Nästa',
  );
  await siri.sees('Fråga 6 av 10');
  await siri.looksGood('packs-question');
  await answers(
    siri,
    [
      ['E-post och dokument', 'Kontorsposten'],
      ['Levereras av', 'Posttjänst AB'],
      ['Land där uppgifterna finns', 'SE'],
      ['Vi har också personuppgifter på papper', 'Ja'],
    ],
    'Nästa',
  );
  await siri.sees('Fråga 7 av 10');
  await answers(siri, [['Personuppgifter lämnar EES', 'Nej']], 'Nästa');
  await siri.sees('Fråga 8 av 10');
  await answers(siri, [['De kommer genom', ['E-post', 'Telefon', 'Referenser']]], 'Nästa');
  await siri.sees('Fråga 9 av 10');
  await answers(
    siri,
    [
      [
        'Finns hos oss',
        [
          'Alla har eget användarnamn och lösenord',
          'Det finns skrivna rutiner som alla känner till',
        ],
      ],
    ],
    'Nästa',
  );
  await siri.sees('Fråga 10 av 10');
  await answers(
    siri,
    [['Vilka intressen väger tyngst', 'Våra, och människor kan vänta sig det']],
    'Se vad som kommer',
  );
  await siri.sees('Avvägt den: Detta måste fyllas i.');
  await answers(siri, [['Avvägt den', '2026-11-02']], 'Se vad som kommer');
  await siri.sees('Detta kommer in i ert register');
  await siri.sees('Posttjänst AB');
  await siri.looksGood('packs-look');
  assert.match(office.run('records', 'list', 'activity'), /no|No/);
  await siri.page.getByRole('button', { name: 'För in det' }).click();
  await siri.page.getByRole('heading', { name: 'Era avdelningar' }).waitFor();
  await siri.page.getByRole('combobox', { name: 'Ansvarig för Personal och HR' }).click();
  await siri.page.getByRole('option', { name: 'olle' }).click();
  await siri.sees('Personal och HR har lämnats över.');
  await siri.looksGood('packs-departments');
  await siri.page.getByRole('button', { name: 'Nästa', exact: true }).click();
  await siri.page.getByRole('heading', { name: 'Vad varje avdelning gör' }).waitFor();
  await siri.looksGood('packs-processes');
  for (const title of ['Ägare och styrelse']) {
    await siri.page.getByRole('button', { name: `Ta bort: ${title}` }).click();
    await siri.page.getByLabel('Varför').fill('Görs inte hos oss');
    await siri.page.getByRole('button', { name: 'Ta bort', exact: true }).click();
    await siri.sees(`${title} har tagits bort.`);
  }
  await siri.page.getByRole('button', { name: 'Nästa', exact: true }).click();
  await siri.sees('Alla 13 behandlingar har det som artikel 30 kräver.');
  await siri.looksGood('packs-details');
  const text = await printed(siri, 'Registret som PDF', 'packs-register.pdf');
  for (const said of ['Register över behandling', 'Havsbris AB', 'Lönebyrån AB', 'Rekrytering']) {
    assert.ok(text.includes(said), said);
  }
  assert.ok(!text.includes('Ägare och styrelse'));
  // A colleague's later answer changes nothing that is there.
  assert.match(office.run('pack', 'apply', 'small-company', '--dry-run'), /left aside|Everything/);
};

export const theSamePathInDanish: Journey = async ({ office, come }) => {
  fs.writeFileSync(office.file('answers.json'), JSON.stringify(facts));
  office.run(
    ...['pack', 'apply', 'small-company', '--language', 'da', '--country', 'dk'],
    ...['--answers', office.file('answers.json')],
  );
  for (const [scheme, width] of [
    ['dark', 320],
    ['light', 1440],
  ] as const) {
    const mette = await come({ language: 'da-DK', scheme, width });
    await mette.signIn('siri', '/packs');
    await mette.sees('Lav jeres fortegnelse');
    await mette.looksGood('packs-choose');
    await mette.go('/packs/small-company');
    await mette.sees('Alle 11 behandlingsaktiviteter har det, som artikel 30 kræver.');
    await mette.looksGood('packs-details');
    for (const [at, said] of [
      ['q1', 'Hvem er I?'],
      ['q9', 'Hvad beskytter oplysningerne?'],
      ['look', 'Alt er der allerede.'],
      ['departments', 'Jeres afdelinger'],
      ['processes', 'Hvad hver afdeling gør'],
    ] as const) {
      await mette.go(`/packs/small-company?at=${at}`);
      await mette.sees(said);
      await mette.looksGood(`packs-${at}`);
    }
  }
  const mette = await come({ language: 'da-DK' });
  await mette.signIn('siri', '/packs/small-company');
  const text = await printed(mette, 'Fortegnelsen som PDF', 'packs-fortegnelse.pdf');
  for (const said of [
    'Fortegnelse over behandlingsaktiviteter',
    'Strandvejens Cykler',
    'Nyhedsbreve',
  ]) {
    assert.ok(text.includes(said), said);
  }
};

export const wherePacksDifferSomebodyChooses: Journey = async ({ office, come }) => {
  fs.writeFileSync(office.file('answers.json'), JSON.stringify(facts));
  office.run(
    ...['pack', 'apply', 'small-company', '--language', 'sv'],
    ...['--answers', office.file('answers.json')],
  );
  const siri = await come({ language: 'sv-SE' });
  await siri.signIn('siri', '/packs/processor');
  // What the first pack was told is there already.
  await siri.sees('Fråga 1 av');
  assert.equal(
    await siri.page.getByLabel('Organisationens namn').inputValue(),
    'Strandvejens Cykler ApS',
  );
  for (const next of [2, 3, 4]) {
    await answers(siri, [], 'Nästa');
    await siri.sees(`Fråga ${next} av`);
  }
  await answers(
    siri,
    [
      ['Namn på er tjänst', 'Cykelregistret'],
      ['Första kunden', 'Eksempelby kommune'],
      ['Kundens postadress', 'Torvet 1, 8000 Eksempelby'],
      ['Kundens e-postadress', 'info@eksempelby.example'],
      ['Vem står för driften', 'Molnet AB'],
      ['Vi ger support och ser då kundernas uppgifter', 'Nej'],
      ['Vi driver Ombud åt andra', 'Nej'],
    ],
    'Nästa',
  );
  await siri.sees('Fråga 5 av');
  await answers(
    siri,
    [
      ['Tjänsten pseudonymiserar', 'Nej'],
      ['Tjänsten profilerar', 'Nej'],
      ['Register samkörs i kontrollsyfte', 'Nej'],
      ['Den innehåller känsliga uppgifter', 'Nej'],
    ],
    'Nästa',
  );
  for (const next of [7, 8, 9, 10, 11]) {
    await siri.sees(`Fråga ${next - 1} av`);
    await answers(siri, [], 'Nästa');
  }
  await siri.sees('Fråga 11 av');
  await answers(siri, [], 'Se vad som kommer');
  await siri.sees('Två paket säger olika saker här');
  assert.ok(!(await siri.page.content()).includes('en post som du inte får se'));
  for (const [scheme, width, language] of [
    ['dark', 320, 'da-DK'],
    ['light', 1440, 'sv-SE'],
  ] as const) {
    const mette = await come({ language, scheme, width });
    await mette.signIn('siri', '/packs/processor?at=look');
    await mette.page.getByRole('radio').first().waitFor();
    await mette.looksGood('packs-clash');
  }
  const take = siri.page.getByRole('button', { name: 'För in det' });
  assert.ok(await take.isDisabled());
  for (const group of await siri.page.getByRole('radiogroup').all())
    await group.locator('input[value=take]').check();
  await take.click();
  await siri.sees('poster har kommit in.');
  const ours = JSON.parse(office.run('records', 'show', 'controller', 'C-0001', '--json'));
  assert.deepEqual(ours.fields.acts_as, ['controller', 'processor']);
};
