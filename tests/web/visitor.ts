// A person at a browser: Debian's chromium, a new profile for each. Whatever breaks the rules of
// every page meanwhile is a fault of the journey: an error in the console, a violation of the
// content security policy, a request to another machine.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

import { password } from './office.ts';

const pictures = path.resolve(import.meta.dirname, '../../build/screenshots');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export interface Wishes {
  language?: string; // Of the browser: "sv-SE".
  scheme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

export class Visitor {
  readonly page: Page;
  readonly faults: string[] = [];
  private readonly address: string;
  private readonly context: BrowserContext;
  private readonly profile: string;
  private readonly name: string;

  private constructor(address: string, context: BrowserContext, profile: string, name: string) {
    this.address = address;
    this.context = context;
    this.profile = profile;
    this.name = name;
    this.page = context.pages()[0] as Page;
    this.page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
    this.page.on('console', (message) => {
      // A refused request is said by chromium itself; the journey looks at what the page makes of it.
      const text = message.text();
      if (message.type() === 'error' && !text.startsWith('Failed to load resource')) {
        this.faults.push(`console: ${text}`);
      }
    });
    this.page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${address}/`)) this.faults.push(`asked elsewhere: ${url}`);
    });
  }

  static async come(address: string, wishes: Wishes = {}): Promise<Visitor> {
    const { language = 'en-GB', scheme = 'light', width = 1440, height = 900 } = wishes;
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'visitor-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: '/usr/bin/chromium',
      headless: true,
      locale: language,
      colorScheme: scheme,
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Stockholm',
      viewport: { width, height },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    context.setDefaultTimeout(20_000);
    const visitor = new Visitor(
      address,
      context,
      profile,
      `${scheme}-${width}-${language.slice(0, 2)}`,
    );
    await visitor.page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) =>
        console.error(`violates the policy: ${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    return visitor;
  }

  async go(to: string): Promise<void> {
    await this.page.goto(this.address + to);
    await this.page.waitForSelector('h1');
  }

  async fillSignIn(name: string, secret = password): Promise<void> {
    await this.page.fill('input[autocomplete=username]', name);
    await this.page.fill('input[autocomplete=current-password]', secret);
    await this.page.keyboard.press('Enter');
  }

  async signIn(name: string, to = '/'): Promise<void> {
    await this.go(to);
    await this.fillSignIn(name);
    await this.page.waitForSelector('nav, header button');
    await this.page.waitForSelector('h1');
  }

  heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  /// Waits until the page says it somewhere, in a closed list of choices not counted.
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).locator('visible=true').first().waitFor();
  }

  /// Puts a picture of the page aside; it must fit its width.
  async picture(name: string): Promise<void> {
    fs.mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({
      path: path.join(pictures, `${name}-${this.name}.png`),
      fullPage: true,
    });
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) this.faults.push(`${name}: ${over} pixels too wide at ${this.name}`);
  }

  /// WCAG 2.2 AA, as far as a machine can tell.
  async isAccessible(name: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(rules).analyze();
    for (const { id, nodes } of violations) {
      this.faults.push(
        `${name} (${this.name}): ${id}: ${nodes.map((node) => node.html).join(' ')}`,
      );
    }
  }

  /// Once all that was asked for is there: accessible, and a picture put aside.
  async looksGood(name: string): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    await this.isAccessible(name);
    await this.picture(name);
  }

  /// Milliseconds from asking for the page to the first thing drawn.
  firstPaint(): Promise<number> {
    return this.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const found = list.getEntriesByName('first-contentful-paint')[0];
            if (found) resolve(found.startTime);
          }).observe({ type: 'paint', buffered: true });
        }),
    );
  }

  async leave(): Promise<void> {
    await this.context.close();
    fs.rmSync(this.profile, { recursive: true, force: true });
  }
}
