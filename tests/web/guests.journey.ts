// Asking somebody without an account: a processor is asked about its own entry by a link in a
// message, answers on a page without a session, and what he says is taken field by field.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';

import type { Journey } from './journeys.ts';
import type { Office } from './office.ts';

/// A mail server of the journey's own, that takes whatever comes.
class PostOffice {
  private readonly server: net.Server;
  readonly letters: string[] = [];

  constructor() {
    this.server = net.createServer((socket) => this.talk(socket));
  }

  private talk(socket: net.Socket): void {
    let heard = '';
    let isLetter = false;
    socket.on('error', () => socket.destroy());
    socket.write('220 post.example\r\n');
    socket.on('data', (piece) => {
      heard += piece;
      for (;;) {
        const end = isLetter ? '\r\n.\r\n' : '\r\n';
        const at = heard.indexOf(end);
        if (at < 0) return;
        const said = heard.slice(0, at);
        heard = heard.slice(at + end.length);
        if (isLetter) this.letters.push(said);
        const begins = !isLetter && said.startsWith('DATA');
        socket.write(begins ? '354 go on\r\n' : '250 taken\r\n');
        isLetter = begins;
      }
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as net.AddressInfo).port;
  }

  close(): void {
    this.server.close();
  }

  /// What stands behind the # in the last letter, and the letter in plain.
  last(): { text: string; link: string } {
    const [head = '', ...body] = (this.letters.at(-1) ?? '').split('\r\n\r\n');
    const sent = body.join('\r\n\r\n');
    const text = /base64/i.test(head)
      ? Buffer.from(sent, 'base64').toString('utf8')
      : sent
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return { text, link: /\/guests\/answer#(\S+)/.exec(text)?.[1] ?? '' };
  }
}

function fill(office: Office): void {
  const party = {
    name: 'Nordlön AB',
    roles: ['processor'],
    note: 'Svarar sent.',
    email: 'gammal@nordlon.example',
  };
  fs.writeFileSync(office.file('party.json'), JSON.stringify(party));
  office.run('records', 'add', 'party', '--file', office.file('party.json'));
}

async function withPost(office: Office, then: (post: PostOffice) => Promise<void>): Promise<void> {
  const post = new PostOffice();
  const port = await post.open();
  office.run(
    ...['mail', 'server', 'set', '--server', `smtp://127.0.0.1:${port}`],
    ...['--sender', 'ombud@forbundet.example', '--pages', office.address],
  );
  fill(office);
  try {
    await then(post);
  } finally {
    post.close();
  }
}

/// The message goes out by a worker beside the pages.
async function letter(post: PostOffice, count: number): Promise<string> {
  for (let tries = 0; post.letters.length < count; ++tries) {
    assert.ok(tries < 300, 'no letter came');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return post.last().link;
}

export const aProcessorCorrectsItsOwnEntryByALink: Journey = async ({ office, come }) => {
  await withPost(office, async (post) => {
    const siri = await come({ language: 'sv-SE' });
    await siri.signIn('siri', '/guests');
    await siri.sees('Ingen är tillfrågad än');
    await siri.looksGood('guests-empty');
    await siri.go('/parties/party/P-0001');
    await siri.sees('Ingen utan konto är tillfrågad om detta.');
    await siri.looksGood('guests-part');
    await siri.page.getByRole('button', { name: 'Fråga via länk' }).click();
    await siri.page.getByLabel('Vem som frågas').fill('Kim Ek');
    await siri.page.getByLabel('E-postadress').first().fill('kim.ek@nordlon.example');
    await siri.page.getByLabel('Meddelandets språk').selectOption('nb');
    await siri.page.getByLabel('Dina ord till den som svarar').fill('Stämmer adressen?');
    await siri.page.getByRole('checkbox', { name: 'Namn: ser det' }).check();
    await siri.page.getByRole('checkbox', { name: 'E-post: får svara', exact: true }).check();
    await siri.page.getByRole('checkbox', { name: 'Webbplats: får svara' }).check();
    await siri.looksGood('guests-ask');
    await siri.page.getByRole('button', { name: 'Skicka länken, 2 fält att besvara' }).click();
    await siri.sees('Q-0001 är ställd; meddelandet är på väg.');
    const link = await letter(post, 1);
    for (const secret of ['Kim', 'Nordlön', 'P-0001', 'Stämmer']) {
      assert.ok(!post.last().text.includes(secret), secret);
    }

    // Kim, without an account.
    const kim = await come({ language: 'nb-NO' });
    await kim.go(`/guests/answer#${link}`);
    await kim.sees('Nordlön AB');
    await kim.sees('Du har ikke endret noe');
    assert.equal(await kim.page.getByText('Svarar sent').count(), 0);
    await kim.looksGood('guests-answer');
    await kim.page.getByLabel('E-post', { exact: false }).first().fill('nei');
    await kim.page.getByRole('button', { name: 'Send svaret' }).click();
    await kim.page.getByRole('alert').waitFor();
    await kim.looksGood('guests-answer-wrong');
    await kim.page.getByLabel('E-post', { exact: false }).first().fill('post@nordlon.example');
    await kim.sees(/Du har endret 1 felt/);
    await kim.page.getByRole('button', { name: 'Send svaret' }).click();
    await kim.sees('Takk, svaret ditt er mottatt');
    await kim.looksGood('guests-thanks');
    await kim.page.reload();
    await kim.sees('Denne lenken åpner ingenting.');
    await kim.looksGood('guests-nothing');

    // Nothing is in the record before it is taken.
    assert.doesNotMatch(office.run('records', 'show', 'party', 'P-0001'), /post@nordlon/);
    await siri.page.reload();
    await siri.sees('Kim Ek har svarat.');
    await siri.looksGood('guests-one');
    await siri.page.getByRole('button', { name: 'Inför 1 fält i posten' }).click();
    await siri.sees('Klart: svaret står i P-0001.');
    assert.match(office.run('records', 'show', 'party', 'P-0001'), /post@nordlon/);
    await siri.go('/guests');
    await siri.sees('Införd i posten');
    await siri.looksGood('guests-list');
  });
};

function narrow(
  language: string,
  words: { confirm: string; thanks: string; send: RegExp },
): Journey {
  return async ({ office, come }) => {
    await withPost(office, async (post) => {
      const asked = { name: 'Kim Ek', address: 'kim.ek@nordlon.example', language: 'da' };
      fs.writeFileSync(
        office.file('asked.json'),
        JSON.stringify({
          ...asked,
          days: 30,
          asked: ['email', 'services', 'roles'],
          shown: ['name'],
        }),
      );
      office.run('guests', 'ask', 'party', 'P-0001', '--file', office.file('asked.json'));
      const link = await letter(post, 1);
      const kim = await come({ language, scheme: 'dark', width: 320, height: 800 });
      await kim.go(`/guests/answer#${link}`);
      await kim.page.getByRole('button', { name: words.confirm }).waitFor();
      await kim.looksGood('guests-answer');
      await kim.page.getByRole('button', { name: words.confirm }).click();
      await kim.sees(words.thanks);
      const siri = await come({ language, scheme: 'dark', width: 320, height: 800 });
      await siri.signIn('siri', '/guests/requests/Q-0001');
      await siri.page.getByRole('button', { name: words.send }).waitFor();
      await siri.looksGood('guests-one');
      await siri.go('/guests/ask/parties/party/P-0001');
      await siri.looksGood('guests-ask');
    });
  };
}

export const anEntryIsConfirmedOnASmallScreenInDanish = narrow('da-DK', {
  confirm: 'Bekræft, at alt er rigtigt',
  thanks: 'Tak, dit svar er modtaget',
  send: /Noter bekræftelsen/,
});
