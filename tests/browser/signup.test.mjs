// The sandbox's stand-ins for Meta's JavaScript SDK and the Embedded Signup window, in a real browser,
// from a page at the server's origin as the app's own page will be.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Graph } from '../whole/graph.mjs';
import { World } from '../whole/harness.mjs';

const html = (sandbox, app) => `<!doctype html><html lang="en"><button id="go">go</button><script>
  window.heard = [];
  window.addEventListener('message', (event) => {
    if (event.origin !== '${sandbox}') return;
    try { heard.push(JSON.parse(event.data)); } catch { heard.push('not JSON'); }
  });
  window.fbAsyncInit = () => FB.init({ appId: '${app}', autoLogAppEvents: true, xfbml: true, version: 'v26.0' });
  window.options = { config_id: '42', response_type: 'code', override_default_response_type: true, extras: { setup: {} } };
  window.ask = () => FB.login((response) => { heard.push({ login: response }); }, options);
  document.getElementById('go').addEventListener('click', ask);
</script><script src="${sandbox}/sdk.js"></script></html>`;

describe('the signup window', () => {
  let browser;
  let world;
  let page;
  before(async () => {
    world = await World.open();
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      // A page that the test itself answers counts as public, and may not load from this machine.
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--no-first-run', '--disable-sync', '--disable-component-update', '--disable-features=LocalNetworkAccessChecks'],
    });
  });
  after(async () => { await browser?.close(); await world?.close(); });

  const number = (last) => world.numbers.find(({ phone_number_id }) => phone_number_id.endsWith(last));
  const heard = () => page.evaluate(() => window.heard);
  const login = async () => {
    await page.waitForFunction(() => window.heard.some((one) => one.login), null, { timeout: 15_000 });
    return (await heard()).find((one) => one.login).login;
  };

  async function open(options = {}, app = world.app.id) {
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    await page.route(`${world.serverUrl}/signup-test`, (route) => route.fulfill({ contentType: 'text/html', body: html(world.sandboxUrl, app) }));
    await page.goto(`${world.serverUrl}/signup-test`);
    await page.evaluate((more) => Object.assign(window.options, more), options);
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.locator('#go').click()]);
    await popup.waitForLoadState();
    return popup;
  }

  const id = (popup, name) => popup.getByTestId(`es-${name}`);

  async function walk(popup, one) {
    for (const choice of [`person-9100001`, `account-${one.waba_id}`, `number-${one.phone_number_id}`]) {
      await id(popup, choice).check();
      await id(popup, 'next').click();
    }
    await id(popup, 'next').click();
    await id(popup, 'finish').waitFor();
  }

  test('by keyboard alone: the message, the code, and the code is good', { timeout: 60_000 }, async () => {
    const popup = await open();
    await id(popup, 'next').waitFor();
    await popup.keyboard.press('Space');
    await popup.keyboard.press('Enter');
    await id(popup, 'account-new').focus();
    await popup.keyboard.press('Space');
    await popup.keyboard.press('Enter');
    await id(popup, 'account-name').waitFor();
    await popup.keyboard.type('New Pizza');
    await popup.keyboard.press('Enter');
    await id(popup, 'number-new').focus();
    await popup.keyboard.press('Space');
    await popup.keyboard.press('Enter');
    await id(popup, 'number-display').waitFor();
    await popup.keyboard.type('+972 3-555-0888');
    await popup.keyboard.press('Tab');
    await popup.keyboard.type('New Pizza');
    await popup.keyboard.press('Enter');
    await id(popup, 'code').waitFor();
    const code = (await popup.locator('#note').innerText()).match(/\d{6}/)[0];
    await popup.keyboard.type(code);
    await popup.keyboard.press('Enter');
    await popup.locator('[data-step=permissions]').waitFor();
    await id(popup, 'next').click();
    await id(popup, 'finish').click();
    const answer = await login();
    assert.equal(answer.status, 'connected');
    const [message] = await heard();
    assert.equal(message.type, 'WA_EMBEDDED_SIGNUP');
    assert.equal(message.event, 'FINISH');
    assert.deepEqual(Object.keys(message.data).sort(), ['business_id', 'phone_number_id', 'waba_id']);
    const token = await new Graph(world).get('oauth/access_token', { client_id: world.app.id, client_secret: world.app.secret, code: answer.authResponse.code });
    assert.equal(token.status, 200, JSON.stringify(token.answer));
    assert.equal((await new Graph(world, token.answer.access_token).get(message.data.waba_id)).status, 200);
  });

  test('the code first, and closing the last screen counts as finished', { timeout: 60_000 }, async () => {
    const first = await open();
    await id(first, 'options').click();
    await id(first, 'order').selectOption('code');
    await walk(first, number('12'));
    await id(first, 'finish').click();
    await login();
    await page.waitForFunction(() => window.heard.some((one) => one.event === 'FINISH'));
    const order = (await heard()).map((one) => (one.login ? 'code' : one.event ?? one));
    assert.ok(order.indexOf('code') < order.indexOf('FINISH'), order.join());

    const second = await open();
    await walk(second, number('11'));
    await second.close({ runBeforeUnload: false });
    const closed = await login();
    assert.ok((await heard()).some(({ event }) => event === 'FINISH'), JSON.stringify(await heard()));
    assert.ok(closed.authResponse?.code);
  });

  test('cancelled, reported, closed, coexistence, another origin or app', { timeout: 60_000 }, async () => {
    const cancelled = await open();
    await id(cancelled, 'person-9100001').check();
    await id(cancelled, 'next').click();
    await id(cancelled, `account-${number('11').waba_id}`).check();
    await id(cancelled, 'next').click();
    await id(cancelled, 'cancel').click();
    assert.deepEqual(await login(), { authResponse: null, status: 'unknown' });
    assert.deepEqual((await heard())[0], { type: 'WA_EMBEDDED_SIGNUP', event: 'CANCEL', data: { current_step: 'WABA_PHONE_PROFILE_PICKER' }, version: '3' });

    const reported = await open();
    await id(reported, 'report').click();
    await login();
    assert.deepEqual(Object.keys((await heard())[0].data).sort(), ['error_code', 'error_message', 'session_id', 'timestamp']);

    const both = await open({ extras: { setup: {}, featureType: 'whatsapp_business_app_onboarding' } });
    await walk(both, number('17'));
    await id(both, 'finish').click();
    await login();
    assert.equal((await heard())[0].event, 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING');

    const other = await open({}, '1');
    await id(other, 'error').waitFor();
    await id(other, 'close').click();
    assert.equal((await login()).authResponse, null);
  });

  test('FB.login outside a click opens nothing, and wants what Meta wants', { timeout: 60_000 }, async () => {
    const popup = await open();
    await popup.close();
    await login();
    // What a test evaluates counts as a gesture for five seconds.
    await page.evaluate(() => { window.heard.length = 0; setTimeout(window.ask, 6_000); });
    await page.waitForTimeout(6_500);
    assert.deepEqual(await login(), { authResponse: null, status: 'unknown' });
    assert.match(await page.evaluate(() => { try { FB.login(async () => {}, {}); return ''; } catch (error) { return error.message; } }), /asyncfunction/);
  });
});
