// Connected numbers are looked after: tokens renewed before their end, what is wrong told to the
// office by alert and mail, and nothing lost while Meta refuses.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { people } from '../../tools/demo_config.mjs';
import { SmtpSink } from './account/smtp_sink.mjs';
import { Graph } from './graph.mjs';
import { avi, behindProxy, Desk, engines, eventually, noa, sleep, World } from './harness.mjs';

const day = 86_400;
const gal = { phone: '972587654320', name: 'Gal' };
const tal = { phone: '972587654322', name: 'Tal' };
const mailbox = 'office@napoli.example';

for (const engine of engines) describe(`numbers looked after on ${engine}`, () => {
  let world;
  let sink;
  let owner;
  let cook;
  let florist;
  before(async () => {
    sink = await SmtpSink.open();
    world = await World.open({
      engine,
      overrides: {
        server: behindProxy,
        meta: { token_check_seconds: 3, health_check_seconds: 1 },
        sender: { status_watch_seconds: 2 },
        mail: { url: sink.url, from: 'Croozer <desk@croozer.example>' },
      },
    });
    owner = await Desk.signIn(world, '9100001');
    cook = await Desk.signIn(world, people.find(({ role }) => role === 'kitchen').id);
    florist = await Desk.signIn(world, '9200001');
    const { headers } = await owner.get(`/api/businesses/${owner.businessId}`);
    const changed = await owner.call('PATCH', `/api/businesses/${owner.businessId}`, { email: mailbox }, { 'if-match': headers.get('etag') });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
  });
  after(async () => { await world.close(); await sink.close(); });

  const path = (rest = '', desk = owner) => `/api/businesses/${desk.businessId}${rest}`;
  const view = async (desk = owner) => {
    const { status, body } = await desk.get(path('/whatsapp', desk));
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const alerts = async (kind, desk = owner) => (await desk.get(path('/alerts', desk))).body.alerts.filter((alert) => alert.kind === kind);
  const open = async (kind, desk) => (await alerts(kind, desk)).find(({ resolvedAt }) => resolvedAt === null);
  const token = (change, shop = 'pizzeria') => world.control('POST', 'tokens', { waba_id: world.shop(shop).waba_id, ...change });
  const number = (change) => world.control('POST', 'numbers', { phone_number_id: world.shop().phone_number_id, ...change });
  const account = (change) => world.control('POST', 'accounts', { waba_id: world.shop().waba_id, ...change });
  const refresh = (desk = owner) => desk.call('POST', path('/whatsapp/refresh', desk), {});
  const mailsOf = (part) => sink.mails.filter(({ headers }) => headers.subject.includes(part));
  const accepted = (shop) => world.sends({ shop });

  test('a number of before gets its looks by itself, and the page shows what Meta says', async () => {
    const seen = await eventually(async () => {
      const body = await view();
      return body.health && body.token.checkedAt && body;
    }, 'the first looks');
    assert.equal(seen.account.status, 'active');
    assert.equal(seen.account.isSubscribed, true);
    assert.equal(seen.token.expiresAt, null);
    assert.deepEqual(seen.token.missingScopes, []);
    assert.equal(seen.health.canSend, 'AVAILABLE');
    assert.equal(seen.limits.quality, 'GREEN');
    assert.equal(seen.limits.usedToday, 0);
    assert.equal(seen.facts.isFunded, true);
    assert.deepEqual(seen.account, (await owner.get(path())).body.whatsappAccount);
    assert.equal((await owner.get(path('/alerts'))).body.alerts.filter(({ resolvedAt }) => !resolvedAt).length, 0);
  });

  test('a token near its end is renewed by itself, and the new one is used', async () => {
    await token({ expires_in: 15 * day });
    const renewed = await eventually(async () => {
      const { token: now } = await view();
      return now.daysLeft > 50 && now;
    }, 'the token is renewed');
    assert.equal(renewed.daysLeft, 60);
    assert.equal(await open('token_expires'), undefined);
    await world.control('POST', 'tokens', { token: world.tokens.pizzeria, revoked: 467 });
    await world.say('שלום');
    await world.nextSend((send) => send.request.to === noa.phone, 'a reply under the new token', { shop: 'pizzeria' });
  });

  test('on demand a token is renewed whatever it has left, and one that never ends is said not to be', async () => {
    await token({ expires_in: 40 * day });
    const renewed = await refresh();
    assert.equal(renewed.status, 200);
    assert.equal(renewed.body.extended, true);
    assert.equal(renewed.body.token.daysLeft, 60);
    await token({ expires_in: null });
    const endless = await refresh();
    assert.equal(endless.status, 200);
    assert.equal(endless.body.extended, false);
    assert.equal(endless.body.token.expiresAt, null);
  });

  test('14, 7, 3 and 1 days are told once each, by alert and mail, to the office only', async () => {
    await world.control('POST', 'troubles', { operation: 'access_token', code: 2, times: 900 });
    const told = () => mailsOf('יפוג');
    for (const [count, days] of [14, 7, 3, 1].entries()) {
      await token({ expires_in: days * day - 3_600 });
      await eventually(async () => (await open('token_expires'))?.detail.daysLeft === days, `${days} days are told`);
      await eventually(() => told().length === count + 1, `${days} days are mailed`);
    }
    await sleep(1_500);
    assert.equal(told().length, 4, 'each once');
    const [mail] = told();
    assert.equal(mail.to, mailbox);
    assert.equal(mail.from, 'desk@croozer.example');
    assert.match(mail.headers.subject, /14 ימים/);
    assert.ok(mail.text.includes(world.serverUrl));
    assert.equal(new Set(told().map(({ headers }) => headers['message-id'])).size, 4, 'no mail is taken for another');
    const alert = await open('token_expires');
    assert.equal(alert.level, 'critical');
    // Nobody else reads of it, or says that they have.
    for (const [method, rest] of [['GET', '/whatsapp'], ['GET', '/alerts'], ['POST', '/whatsapp/test'], ['POST', '/whatsapp/refresh'], ['POST', `/alerts/${alert.id}/acknowledge`]]) {
      assert.equal((await cook.call(method, path(rest), method === 'POST' ? {} : undefined)).status, 403, rest);
    }
    assert.equal((await florist.call('POST', path(`/alerts/${alert.id}/acknowledge`, florist), {})).status, 404);
    assert.equal((await florist.call('POST', path(`/alerts/${alert.id}/acknowledge`), {})).status, 404);
    assert.equal((await owner.call('POST', path(`/alerts/${alert.id}/acknowledge`), {})).status, 200);
    assert.notEqual((await open('token_expires')).acknowledgedAt, null);
    await world.control('DELETE', 'troubles');
    await eventually(async () => !(await open('token_expires')) && (await view()).token.daysLeft === 60, 'renewed, and over');
  });

  test('what Meta does not answer changes nothing', async () => {
    const before_ = await view();
    await world.control('POST', 'troubles', { operation: 'debug_token', code: 2, times: 900 });
    await world.control('POST', 'troubles', { operation: 'node', code: 2, times: 900 });
    assert.equal((await refresh()).status, 502);
    await sleep(2_500);
    const seen = await view();
    assert.equal(seen.account.status, 'active');
    assert.deepEqual(seen.health.entities, before_.health.entities);
    assert.deepEqual(seen.facts, before_.facts);
    for (const kind of ['token_invalid', 'webhook_unsubscribed', 'payments_missing', 'account_blocked']) assert.equal(await open(kind), undefined, kind);
    await world.control('DELETE', 'troubles');
    assert.equal((await refresh()).status, 200);
  });

  test('a token that ended pauses its own business, which still hears; all leaves once it is good again', async () => {
    await token({ revoked: 463 });
    const count = (await accepted('pizzeria')).length;
    await world.say('שלום', { from: avi });
    const alert = await eventually(() => open('token_invalid'), 'the alert');
    assert.equal(alert.level, 'critical');
    assert.equal(alert.detail.code, 190);
    await eventually(() => mailsOf('לא יוצאות').length === 1, 'the mail');
    const broken = await view();
    assert.equal(broken.account.status, 'error');
    assert.equal(broken.account.error.code, 190);
    const again = await refresh();
    assert.equal(again.status, 409);
    assert.match(again.body.type, /reconnect_needed$/);
    // The florist lives, and the pizzeria hears.
    await world.say('שלום', { shop: 'florist', from: noa });
    await world.nextSend((send) => send.request.to === noa.phone, 'the florist answers', { shop: 'florist' });
    await world.say('שלום', { from: gal });
    await eventually(async () => (await owner.get(`/api/conversations?businessId=${owner.businessId}`)).body.conversations.length >= 3, 'both were heard');
    const waiting = () => Number(world.query("select count(*) from work where kind = 'send' and settled_at is null")[0]);
    await eventually(() => waiting() >= 2, 'answers are kept, not burnt');
    await sleep(500);
    assert.equal((await accepted('pizzeria')).length, count, 'nothing left');

    await token({ revoked: null });
    assert.equal((await refresh()).status, 200);
    await eventually(() => waiting() === 0, 'the queue drains');
    await eventually(async () => (await accepted('pizzeria')).length > count, 'it left');
    await sleep(500);
    const drained = (await accepted('pizzeria')).slice(count);
    assert.equal(new Set(drained.map(({ request }) => request.biz_opaque_callback_data)).size, drained.length, 'nothing twice');
    for (const { phone } of [avi, gal]) assert.ok(drained.some(({ request }) => request.to === phone), `${phone} was answered`);
    assert.equal((await view()).account.status, 'active');
    assert.equal(await open('token_invalid'), undefined);
    assert.equal(mailsOf('לא יוצאות').length, 1);
  });

  test('connecting anew mends a dead token too: what waited leaves under the new one', async () => {
    await token({ revoked: 467 });
    const count = (await accepted('pizzeria')).length;
    await world.say('שלום', { from: tal });
    await eventually(() => open('token_invalid'), 'the alert');
    await eventually(() => world.query("select count(*) from work where kind = 'send' and settled_at is null")[0] !== '0', 'the answer waits');
    const { waba_id: wabaId, phone_number_id: phoneNumberId } = world.shop();
    const { code } = await world.control('POST', 'signup_code', { waba_id: wabaId });
    const { answer } = await new Graph(world).get('oauth/access_token', { client_id: world.app.id, client_secret: world.app.secret, code });
    const begun = await owner.call('POST', '/api/meta/connect', { businessId: owner.businessId, variant: 'manual', accessToken: answer.access_token, wabaId, phoneNumberId });
    assert.equal(begun.status, 202, JSON.stringify(begun.body));
    await world.nextSend((send) => send.request.to === tal.phone, 'the answer leaves', { shop: 'pizzeria' });
    const drained = (await accepted('pizzeria')).slice(count).filter(({ request }) => request.to === tal.phone);
    assert.equal(new Set(drained.map(({ request }) => request.biz_opaque_callback_data)).size, drained.length, 'nothing twice');
    const seen = await eventually(async () => { const body = await view(); return body.attempt?.state === 'done' && body; }, 'the attempt is done');
    assert.equal(seen.account.status, 'active');
    assert.equal(seen.attempt.variant, 'manual');
    assert.equal(await open('token_invalid'), undefined);
  });

  test('red quality, a missing payment method, a block and a lost subscription are told and end', async () => {
    await number({ fields: { quality_rating: 'YELLOW' } });
    await eventually(async () => (await open('number_quality'))?.level === 'warning', 'yellow');
    await number({ fields: { quality_rating: 'RED' } });
    await world.control('POST', 'troubles', { operation: 'subscribe', code: 200, times: 900 });
    await account({ fields: { primary_funding_id: null }, subscribed: false });
    await number({ health: { can_send: 'BLOCKED', errors: [{ error_code: 141000, error_description: 'Locked', possible_solution: 'Ask Meta' }] } });
    await eventually(async () => (await open('number_quality'))?.level === 'critical', 'red');
    assert.deepEqual((await open('number_quality')).detail, { quality: 'RED' });
    await eventually(() => open('payments_missing'), 'payments');
    await eventually(async () => (await open('account_blocked'))?.detail.reason === 'Locked', 'blocked');
    await eventually(() => open('webhook_unsubscribed'), 'unsubscribed');
    const seen = await view();
    assert.equal(seen.health.canSend, 'BLOCKED');
    assert.equal(seen.facts.isFunded, false);
    assert.match(seen.facts.fundingUrl, /^https:\/\/business\.facebook\.com\//);
    assert.equal(seen.account.isSubscribed, false);
    const tried = await owner.call('POST', path('/whatsapp/test'), {});
    assert.equal(tried.body.success, false);
    assert.deepEqual(tried.body.capabilities, []);
    assert.deepEqual(tried.body.checks.filter(({ ok }) => !ok).map(({ name }) => name), ['health', 'subscribed_apps', 'webhook']);

    await number({ fields: { quality_rating: 'GREEN' }, health: { can_send: 'AVAILABLE', errors: [] } });
    await world.control('DELETE', 'troubles');
    await account({ fields: { primary_funding_id: '77' } });
    await eventually(async () => (await Promise.all(['number_quality', 'payments_missing', 'account_blocked', 'webhook_unsubscribed'].map((kind) => open(kind)))).every((alert) => !alert), 'all is well, and we subscribed by ourselves');
    assert.equal((await view()).account.isSubscribed, true);
    // What this token may not read is not missing.
    await account({ forbidden: ['primary_funding_id'] });
    await number({ forbidden: ['quality_rating'] });
    const checkedAt = Date.parse((await view()).health.checkedAt);
    const seenAgain = await eventually(async () => { const body = await view(); return Date.parse(body.health.checkedAt) > checkedAt + 2_000 && body; }, 'looked at again');
    assert.equal(seenAgain.facts.isFunded, true);
    assert.equal(seenAgain.limits.quality, 'GREEN');
    assert.equal(await open('payments_missing'), undefined);
    await account({ forbidden: [] });
    await number({ forbidden: [] });
  });

  test('a number that Meta disconnected fails its test and is told, and so is one that was banned', async () => {
    const told = { DISCONNECTED: 'number_unregistered', BANNED: 'account_blocked' };
    for (const [status, kind] of Object.entries(told)) {
      await number({ fields: { status } });
      const tried = await owner.call('POST', path('/whatsapp/test'), { to: noa.phone });
      assert.equal(tried.body.success, false);
      assert.deepEqual(tried.body.checks.filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail]), [['number', status]]);
      assert.deepEqual(tried.body.capabilities, []);
      assert.equal(tried.body.messageId, undefined, 'what would not leave is not queued');
      await eventually(async () => (await open(kind))?.level === 'critical', `${status} is told`);
      assert.equal((await view()).facts.numberStatus, status);
      await number({ fields: { status: 'CONNECTED' } });
      await eventually(async () => !(await open(kind)), `${status} is over`);
    }
  });

  test('testing with access that ended tells of it', async () => {
    await token({ revoked: 463 });
    const tried = await owner.call('POST', path('/whatsapp/test'), {});
    assert.equal(tried.body.success, false);
    await eventually(() => open('token_invalid'), 'the alert');
    await token({ revoked: null });
    await eventually(async () => !(await open('token_invalid')), 'good again');
  });

  test('a test message goes only to whom the window is open', async () => {
    const stranger = await owner.call('POST', `/api/customers?businessId=${owner.businessId}`, { name: 'Gal', phone: '0587654321' });
    assert.equal(stranger.status, 201, JSON.stringify(stranger.body));
    const closed = await owner.call('POST', path('/whatsapp/test'), { to: '0587654321' });
    assert.equal(closed.status, 409);
    assert.match(closed.body.type, /window_closed$/);
    const sent = await owner.call('POST', path('/whatsapp/test'), { to: noa.phone });
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
    assert.equal(sent.body.success, true);
    assert.ok(sent.body.capabilities.includes('buttons'));
    await world.nextSend((send) => send.request.biz_opaque_callback_data === sent.body.messageId, 'the test message');
    const { account: seen } = await view();
    assert.ok(Date.parse(seen.lastMessageSentAt) > Date.now() - 60_000);
    assert.ok(Date.parse(seen.lastWebhookAt) > Date.now() - 600_000);
  });

  test('accepted messages that no status tells of are told, until one comes', async () => {
    await world.control('POST', 'modes', { statuses: false });
    const count = (await accepted('pizzeria')).length;
    await world.say('מה שעות הפתיחה?', { from: noa });
    const alert = await eventually(() => open('no_status'), 'the alert');
    assert.ok(alert.detail.count >= 1);
    assert.ok(Date.parse(alert.detail.oldest) > Date.now() - 60_000);
    await world.control('POST', 'modes', { statuses: true });
    const shop = world.shop();
    const statuses = (await accepted('pizzeria')).slice(count).map((send) => ({
      id: send.wamid, status: 'delivered', timestamp: String(Math.floor(Date.now() / 1_000)), recipient_id: send.request.to,
      biz_opaque_callback_data: send.request.biz_opaque_callback_data,
    }));
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: shop.waba_id, changes: [{
      field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: shop.phone_number, phone_number_id: shop.phone_number_id }, statuses },
    }] }] });
    assert.equal((await world.postWebhook(body)).status, 200);
    await eventually(async () => !(await open('no_status')), 'a status came');
    await eventually(() => world.query("select count(*) from work where kind = 'status_watch'")[0] === '0', 'the watch ends');
  });

  test('a mail that the relay will never take is a dead letter, and alerts go on', async () => {
    sink.refusals.push(550);
    await number({ fields: { quality_rating: 'RED' } });
    await eventually(() => world.query("select count(*) from work where kind = 'alert_mail' and state = 'dead'")[0] === '1', 'the mail is dead');
    assert.ok(await open('number_quality'));
    await number({ fields: { quality_rating: 'GREEN' } });
    await eventually(async () => !(await open('number_quality')), 'green again');
  });
});
