// The demo journey in a real browser, in both languages: a customer orders on the phone, the order
// rings on the board beside it, the shop accepts it, and the phone hears of it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium } from 'playwright-core';
import { World } from '../whole/harness.mjs';

const artifacts = join(import.meta.dirname, '../whole/artifacts');
mkdirSync(artifacts, { recursive: true });

const journeys = {
  he: {
    order: 'שתי מרגריטה משפחתיות, אחת עם זיתים ואחת עם פטריות, לאיסוף',
    yes: 'כן, להזמין', placed: /הזמנה/, accept: /אישור, 25/, told: /\d\d:\d\d/, lane: /חדשות/, total: /128/,
  },
  en: {
    order: 'two family margheritas, one with olives and one with mushrooms, for pickup',
    yes: /yes/i, placed: /order/i, accept: 'Accept, 25 min', told: /\d\d:\d\d/, lane: /New/, total: /128/,
  },
};

describe('the demo', () => {
  let browser;
  before(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--no-first-run', '--disable-sync', '--disable-component-update'],
    });
  });
  after(async () => { await browser?.close(); });

  for (const [language, words] of Object.entries(journeys)) {
    test(`order, accept, hear of it (${language})`, { timeout: 120_000 }, async () => {
      const world = await World.open();
      const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
      await context.addInitScript((chosen) => {
        localStorage.setItem('language', chosen);
        localStorage.setItem('croozer.language', chosen);
      }, language);
      const page = await context.newPage();
      const complaints = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      try {
        await page.goto(`${world.sandboxUrl}/demo`);
        const board = page.frameLocator('#frame');
        await board.getByText(/Facebook|פייסבוק/).filter({ visible: true }).first().waitFor({ timeout: 30_000 });
        await page.locator('#staff').selectOption('9100001');
        await board.getByRole('heading', { name: words.lane }).first().waitFor({ timeout: 30_000 });

        await page.locator('#text').fill(words.order);
        await page.locator('#text').press('Enter');
        const phone = page.locator('#chat');
        const yes = phone.getByRole('button', { name: words.yes }).last();
        await yes.waitFor({ timeout: 30_000 });
        assert.match(await phone.innerText(), words.total, 'two for 110, and 9 each for what is on them');
        await yes.click();

        const accept = board.getByRole('button', { name: words.accept });
        await accept.waitFor({ timeout: 30_000 });
        await page.screenshot({ path: join(artifacts, `demo-${language}-pending.png`) });
        const before = await phone.locator('*').count();
        await accept.click();
        await page.waitForFunction(
          ([known]) => document.querySelectorAll('#chat *').length > known, [before], { timeout: 30_000 },
        );
        assert.match(await phone.innerText(), words.told);
        await page.screenshot({ path: join(artifacts, `demo-${language}-accepted.png`) });

        const frame = page.frames().find((one) => one.url().startsWith(world.serverUrl));
        assert.equal(await frame.evaluate(() => document.documentElement.dir), language === 'he' ? 'rtl' : 'ltr');
        assert.deepEqual(complaints, []);
      } finally {
        await context.close();
        await world.close();
      }
    });
  }
});
