// Connecting a number in a real browser, through the sandbox's stand-in for Meta's window: from a
// newcomer's first sign-in to a tested, disconnected and reconnected number; and everything that
// goes wrong on the way, each time with what the owner should do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { chromium } from 'playwright-core';
import { noa, World } from '../whole/harness.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const newcomer = '9300001';
const patience = 30_000;

const words = {
  he: {
    login: 'כניסה עם פייסבוק', name: 'שם העסק', phone: 'טלפון העסק', openBoard: 'פתיחת הלוח', connect: 'חיבור וואטסאפ',
    app: /אפליקציית WhatsApp Business בשימוש/, moves: /המספר עובר לכאן/, start: /^(המשך|התחלה מחדש) עם פייסבוק$/,
    connected: 'הוואטסאפ מחובר', sendTest: 'שליחת הודעת ניסיון', active: 'מחובר', works: 'פועלת', testTo: /שליחה אל/,
    testRun: 'בדיקה עכשיו', testSent: /הודעת הניסיון (בדרך|יצאה)/, disconnect: 'ניתוק', yes: 'כן, ניתוק', gone: 'המספר נותק', again: /חיבור (מחדש|וואטסאפ)/,
  },
  en: {
    login: 'Continue with Facebook', name: 'Business name', phone: 'Business phone', openBoard: 'Open the board', connect: 'Connect WhatsApp',
    app: /I use the WhatsApp Business app/, moves: /the number moves here/, start: /^(Continue|Start again) with Facebook$/,
    connected: 'WhatsApp is connected', sendTest: 'Send a test message', active: 'Connected', works: 'Works', testTo: /Send to/,
    testRun: 'Test now', testSent: /test message (is on its way|left)/, disconnect: 'Disconnect', yes: 'Yes, disconnect', gone: 'The number is disconnected', again: /Connect (again|WhatsApp)/,
  },
};

// A person at a browser of their own, in one language.
// A button that closes its window: that may be gone before the click has come to its end.
async function leave(popup, id) {
  const closed = popup.waitForEvent('close', { timeout: patience });
  await popup.getByTestId(id).click().catch((error) => {
    if (!/has been closed/.test(error.message)) throw error;
  });
  await closed;
}

class Owner {
  static async open(browser, world, language, viewport = { width: 1180, height: 820 }) {
    const owner = new Owner();
    owner.world = world;
    owner.t = words[language];
    owner.complaints = [];
    owner.context = await browser.newContext({ viewport, hasTouch: viewport.width < 500 });
    await owner.context.addInitScript((chosen) => {
      localStorage.setItem('croozer.language', chosen);
    }, language);
    owner.page = await owner.context.newPage();
    owner.page.setDefaultTimeout(patience);
    owner.page.on('pageerror', (error) => owner.complaints.push(error.message));
    return owner;
  }

  async signIn() {
    await this.page.goto(this.world.serverUrl);
    await this.page.getByRole('link', { name: this.t.login }).click();
    await this.page.locator(`a[href*="demo_person=${newcomer}"]`).click();
    await this.page.waitForURL(/\/(welcome|b\/)/);
  }

  // By the form when it is the first one, by the API for more of them.
  async openBusiness(name) {
    await this.page.getByLabel(this.t.name).fill(name);
    await this.page.getByLabel(this.t.phone).fill('03-555-0199');
    await this.page.getByRole('button', { name: this.t.openBoard }).click();
    await this.page.waitForURL(/\/b\/[0-9a-f-]+\/orders/);
    return /\/b\/([0-9a-f-]+)\//.exec(this.page.url())[1];
  }

  async anotherBusiness(name) {
    return this.page.evaluate(async (called) => {
      const { csrf } = await (await fetch('/api/session')).json();
      const response = await fetch('/api/businesses', {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf': csrf, 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ name: called, type: 'pizzeria', phone: '03-555-0198' }),
      });
      if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
      return (await response.json()).business.id;
    }, name);
  }

  // Answers the question and taps; gives Facebook's window.
  async begin(choice = this.t.moves) {
    await this.page.getByRole('radio', { name: choice }).check();
    const opened = this.context.waitForEvent('page');
    await this.page.getByRole('button', { name: this.t.start }).click();
    const popup = await opened;
    await popup.getByTestId(`es-person-${newcomer}`).waitFor();
    return popup;
  }

  // Goes through the window to its last screen.
  async walk(popup, { waba_id, phone_number_id }) {
    for (const id of [`es-person-${newcomer}`, `es-account-${waba_id}`, `es-number-${phone_number_id}`]) {
      await popup.getByTestId(id).check();
      await popup.getByTestId('es-next').click();
    }
    await popup.getByTestId('es-next').click();
    await popup.getByTestId('es-finish').waitFor();
  }

  async signUp(number, choice) {
    const popup = await this.begin(choice);
    await this.walk(popup, number);
    await leave(popup, 'es-finish');
  }

  alert() { return this.page.getByRole('alert').filter({ hasText: /\S/ }).first(); }

  // Contrast, names, order, targets: the whole set, for this is a real layout.
  async clean() {
    await this.page.evaluate(axeSource);
    // These two names are older than this page, and short on purpose.
    const faults = await this.page.evaluate(async () => (await window.axe.run(document, {
      rules: { 'label-content-name-mismatch': { enabled: false } },
    })).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`));
    assert.deepEqual(faults, [], this.page.url());
    assert.equal(await this.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'no sideways scroll');
  }

  close() { return this.context.close(); }
}

describe('connecting a number', () => {
  let browser;
  before(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--no-first-run', '--disable-sync', '--disable-component-update'],
    });
  });
  after(async () => { await browser?.close(); });

  const journeys = [
    { language: 'he', viewport: { width: 1180, height: 820 }, last: '11' },
    { language: 'en', viewport: { width: 390, height: 844 }, last: '17' },
  ];
  for (const { language, viewport, last } of journeys) {
    test(`from nothing to a tested number, and off and on again (${language})`, { timeout: 240_000 }, async () => {
      const world = await World.open();
      const owner = await Owner.open(browser, world, language, viewport);
      const { page, t } = owner;
      const number = world.numbers.find(({ phone_number_id }) => phone_number_id.endsWith(last));
      const choice = number.coexistence ? t.app : t.moves;
      try {
        await owner.signIn();
        await owner.clean();
        const shop = await owner.openBusiness('קפה השדרה');
        await page.getByRole('link', { name: t.connect }).click();
        await page.waitForURL(/\/connect\?business=/);
        await page.getByRole('radio').first().waitFor();
        await owner.clean();
        await owner.signUp(number, choice);
        await page.getByText(t.connected).waitFor();
        await owner.clean();

        await world.control('POST', 'inbound', {
          phone_number_id: number.phone_number_id, from: noa, message: { type: 'text', text: 'שלום' },
        });
        await page.getByRole('link', { name: t.sendTest }).click();
        await page.waitForURL(/settings\/whatsapp#test/);
        await page.getByText(t.works).first().waitFor();
        assert.ok(await page.getByText(t.active, { exact: true }).first().isVisible());
        await owner.clean();
        await page.getByLabel(t.testTo).fill(noa.phone);
        await page.getByRole('button', { name: t.testRun }).click();
        await page.getByText(t.testSent).waitFor();
        await world.control('GET', 'sends?since=0').then(({ sends }) => {
          assert.ok(sends.every(({ phone_number_id }) => phone_number_id === number.phone_number_id));
        });

        await page.getByRole('button', { name: t.disconnect, exact: true }).click();
        await page.getByRole('button', { name: t.yes }).click();
        await page.getByText(t.gone).waitFor();
        await page.getByRole('link', { name: t.again }).first().click();
        await page.waitForURL(new RegExp(`/connect\\?business=${shop}`));
        await owner.signUp(number, choice);
        await page.getByText(t.connected).waitFor();
        assert.deepEqual(owner.complaints, []);
      } finally {
        await owner.close();
        await world.close();
      }
    });
  }

  describe('what goes wrong', () => {
    let world;
    let owner;
    before(async () => {
      world = await World.open();
      owner = await Owner.open(browser, world, 'en');
      await owner.signIn();
      await owner.openBusiness('First');
    });
    after(async () => {
      await owner?.close();
      await world?.close();
    });
    const number = (last) => world.numbers.find(({ phone_number_id }) => phone_number_id.endsWith(last));
    const fresh = async (name) => {
      const id = await owner.anotherBusiness(name);
      await owner.page.goto(`${world.serverUrl}/connect?business=${id}`);
      return id;
    };
    const says = async (sentence) => {
      await owner.page.getByRole('alert').filter({ hasText: sentence }).waitFor();
      await owner.clean();
    };

    test('the window is closed before the end', { timeout: 60_000 }, async () => {
      await fresh('Closed');
      const popup = await owner.begin();
      await leave(popup, 'es-close');
      await says(/nothing was connected|left while choosing/);
      const again = await owner.begin();
      await leave(again, 'es-cancel');
      await says(/left while choosing the business/);
    });

    test('an error that Facebook reports', { timeout: 60_000 }, async () => {
      await fresh('Reported');
      const popup = await owner.begin();
      await leave(popup, 'es-report');
      await says(/error of its own/);
      await owner.page.getByText('Details from Meta').click();
      assert.ok(await owner.page.getByText(/verified name violates/).isVisible());
    });

    for (const [order, named] of [['code', 'the code first'], ['code_only', 'no message at all']]) {
      test(`the other order: ${named}`, { timeout: 60_000 }, async () => {
        const id = await fresh(named);
        const popup = await owner.begin();
        await popup.getByTestId('es-options').click();
        await popup.getByTestId('es-order').selectOption(order);
        await owner.walk(popup, number('11'));
        await leave(popup, 'es-finish');
        await owner.page.getByText(owner.t.connected).waitFor();
        await owner.page.goto(`${world.serverUrl}/b/${id}/settings/whatsapp`);
        await owner.page.getByRole('button', { name: 'Disconnect', exact: true }).click();
        await owner.page.getByRole('button', { name: 'Yes, disconnect' }).click();
        await owner.page.getByText('The number is disconnected').waitFor();
      });
    }

    test('a code that has expired', { timeout: 60_000 }, async () => {
      await fresh('Expired');
      await world.control('POST', 'troubles', { operation: 'access_token', code: 100, subcode: 36009 });
      await owner.signUp(number('11'));
      await says(/used up: start again/);
      await owner.page.getByRole('button', { name: owner.t.start }).click();
      await owner.page.getByRole('radio').first().waitFor();
    });

    test('a number of another business', { timeout: 60_000 }, async () => {
      await fresh('Taken');
      await owner.signUp(world.shop('pizzeria'));
      await says(/connected to another business/);
      assert.ok(await owner.page.getByRole('button', { name: 'Start again with Facebook' }).isVisible());
    });

    test('access to another account than the chosen one', { timeout: 60_000 }, async () => {
      await fresh('Foreign');
      await owner.signUp(number('13'));
      await says(/Access to this WhatsApp account was not given/);
    });

    test('a PIN that another provider set', { timeout: 60_000 }, async () => {
      await fresh('PIN');
      await owner.signUp(number('12'));
      await says(/two-step verification PIN/);
      const pin = owner.page.getByLabel(/6 digits/);
      await pin.fill('111111');
      await owner.page.getByRole('button', { name: 'Continue with this PIN' }).click();
      await says(/two-step verification PIN/);
      await pin.fill('864209');
      await owner.page.getByRole('button', { name: 'Continue with this PIN' }).click();
      await owner.page.getByText(owner.t.connected).waitFor();
    });

    test('no way to pay', { timeout: 60_000 }, async () => {
      const id = await fresh('Unfunded');
      await owner.signUp(number('15'));
      await owner.page.getByText(owner.t.connected).waitFor();
      await owner.page.goto(`${world.serverUrl}/b/${id}/settings/whatsapp`);
      const link = owner.page.getByRole('link', { name: 'To WhatsApp Manager' });
      await link.waitFor();
      assert.match(await link.getAttribute('href'), /^https:\/\/business\.facebook\.com\//);
      await owner.clean();
    });

    test('low quality', { timeout: 60_000 }, async () => {
      const id = await fresh('Low');
      await owner.signUp(number('16'));
      await owner.page.getByText(owner.t.connected).waitFor();
      await owner.page.goto(`${world.serverUrl}/b/${id}/settings/whatsapp`);
      await owner.page.getByText('Low', { exact: true }).waitFor();
      await owner.page.getByText(/Customers block or report messages of this number/).waitFor();
    });

    test('access that Meta has ended', { timeout: 90_000 }, async () => {
      const id = await fresh('Ended');
      await owner.signUp(number('11'));
      await owner.page.getByText(owner.t.connected).waitFor();
      await world.control('POST', 'tokens', { waba_id: number('11').waba_id, expires_in: -1 });
      await owner.page.goto(`${world.serverUrl}/b/${id}/settings/whatsapp`);
      await owner.page.getByRole('button', { name: owner.t.testRun }).click();
      await owner.page.getByText(/Something does not work/).waitFor();
      await owner.page.getByRole('button', { name: 'Renew access' }).click();
      await owner.page.getByText('Needs attention').first().waitFor();
      await owner.page.getByRole('button', { name: /^Alerts/ }).click();
      const sheet = owner.page.getByRole('dialog', { name: 'Alerts' });
      await sheet.getByText('Access to WhatsApp has ended').waitFor();
      await owner.clean();
      assert.match(await sheet.getByRole('link', { name: 'Connect again' }).getAttribute('href'), new RegExp(`/connect\\?business=${id}`));
    });

    test('a script that something blocks', { timeout: 60_000 }, async () => {
      await owner.context.route(/sdk\.js/, (route) => route.abort());
      await fresh('Blocked');
      await says(/ad blocker/);
      await owner.context.unroute(/sdk\.js/);
      await owner.page.getByRole('radio', { name: owner.t.moves }).check();
      await owner.page.getByRole('button', { name: owner.t.start }).click();
      const popup = await owner.begin();
      await leave(popup, 'es-close');
      assert.deepEqual(owner.complaints, []);
    });
  });
});
