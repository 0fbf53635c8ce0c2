import { chromium } from 'playwright-core';
import AxeBuilder from '@axe-core/playwright';
import fs from 'node:fs';
const base = process.env.BASE ?? 'http://127.0.0.1:8099';
const out = '/tmp/web/shots'; fs.mkdirSync(out, { recursive: true });
const dir = fs.mkdtempSync('/tmp/web/chrome-');
const only = process.argv[2];
for (const scheme of ['light', 'dark'] as const) for (const [w,h] of [[1440,900],[320,700]] as const) {
  if (only && !`${scheme}-${w}`.includes(only)) continue;
  const browser = await chromium.launchPersistentContext(dir+scheme+w, { executablePath: '/usr/bin/chromium', headless: true, viewport: {width:w,height:h}, colorScheme: scheme, locale: process.env.LOC ?? 'sv-SE', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
  const page = browser.pages()[0] ?? await browser.newPage();
  page.on('console', m => { if (['error','warning'].includes(m.type())) console.log(scheme,w,m.type(),m.text().slice(0,300)); });
  page.on('pageerror', e => console.log('PAGEERROR', e.message, e.stack?.slice(0,600)));
  const shot = async (name: string, full = false) => {
    await page.waitForTimeout(350);
    await page.screenshot({ path: `${out}/${name}-${scheme}-${w}.png`, fullPage: full });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (sideways > 0) console.log('SIDEWAYS', name, scheme, w, sideways);
    if (!process.env.NOAXE) { const r = await new AxeBuilder({ page: page as never }).withTags(['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']).analyze();
    for (const v of r.violations) console.log('AXE', name, scheme, w, v.id, v.nodes.slice(0,3).map(n => n.html.slice(0,140)+' '+ (n.any[0]?.message ?? '')).join(' | ')); }
  };
  await page.request.post(base + '/api/accounts/sign-out', {data:{}});
  await page.goto(base + '/connectors'); await page.waitForSelector('h1'); await shot('sign_in');
  await page.fill('input[autocomplete=username]', 'siri'); await page.fill('input[type=password]', 'wrong'); await page.keyboard.press('Enter'); await page.waitForSelector('[role=alert]'); await shot('sign_in_wrong');
  await page.fill('input[type=password]', 'right'); await page.keyboard.press('Enter'); await page.waitForSelector('table'); await shot('systems');
  await page.goto(base + '/'); await page.waitForSelector('h1'); await page.waitForTimeout(400); await shot('overview', true);
  await page.goto(base + '/evidence'); await page.waitForSelector('table'); await shot('log', true);
  await page.goto(base + '/evidence?object=fault'); await page.waitForSelector('[role=alert]'); await shot('fault');
  await page.goto(base + '/nowhere'); await page.waitForSelector('h1'); await shot('nowhere');
  if (w > 1000) { await page.keyboard.press('?'); await page.waitForSelector('[role=dialog]'); await shot('keys'); await page.keyboard.press('Escape'); await page.waitForTimeout(300);
   await page.keyboard.press('Control+k'); await page.waitForTimeout(400); await shot('palette'); await page.keyboard.press('Escape'); await page.waitForTimeout(300);
   await page.click('button[aria-haspopup=menu]'); await shot('me'); }
  else { await page.click('header button'); await page.waitForTimeout(400); await shot('menu'); }
  await browser.close();
}
fs.rmSync(dir, {recursive:true,force:true}); for (const s of ['light','dark']) for (const w of [1440,320]) fs.rmSync(dir+s+w,{recursive:true,force:true});
