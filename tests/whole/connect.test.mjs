// Connecting a number: Meta's signup by code, by hand, with the WhatsApp Business app; what Meta and
// our own directory refuse; crashes in the middle; letting a number go.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { bodyOf, buttonsOf, engines, eventually, noa, sleep, World } from './harness.mjs';

const slugOf = ({ body }) => body.type.split('/').pop();

for (const engine of engines) describe(`connecting a number on ${engine}`, () => {
  let world;
  let pizzeria;
  let florist;
  before(async () => {
    world = await World.open({ engine });
    await world.control('POST', 'modes', { rate_limits: false });
    pizzeria = await world.signIn('9100001');
    florist = await world.signIn('9200001');
  });
  after(async () => assert.equal(await world.close(), 0, 'the server ends cleanly'));

  const number = (last) => world.numbers.find(({ phone_number_id }) => phone_number_id.endsWith(last));
  const code = async (one, more = {}) => (await world.control('POST', 'signup_code', { waba_id: one.waba_id, ...more })).code;
  const connect = (owner, body) => owner.call('POST', '/api/meta/connect', { businessId: owner.businessId, variant: 'embedded', ...body });
  const connectTo = async (owner, one, more = {}) => connect(owner, {
    code: await code(one), wabaId: one.waba_id, phoneNumberId: one.phone_number_id, ...more,
  });
  const whatsapp = (owner) => `/api/businesses/${owner.businessId}/whatsapp`;
  const attempt = async (owner, id) => (await owner.get(`${whatsapp(owner)}/attempts/${id}`)).body.attempt;
  const settled = (owner, id, timeout = 20_000) => eventually(async () => {
    const now = await attempt(owner, id);
    return now.state !== 'running' && now;
  }, 'the attempt ends', timeout);
  const step = (one, name) => one.steps.find((candidate) => candidate.name === name);
  const accountOf = async (owner) => (await owner.get(`/api/businesses/${owner.businessId}`)).body.whatsappAccount;
  const disconnect = async (owner) => {
    const gone = await owner.call('DELETE', whatsapp(owner));
    assert.equal(gone.status, 200, JSON.stringify(gone.body));
  };
  // As signing in with Facebook gives it.
  const userToken = async () => {
    const app = { client_id: world.app.id, redirect_uri: `${world.serverUrl}/` };
    const dialog = await fetch(`${world.sandboxUrl}/v26.0/dialog/oauth?${new URLSearchParams({ ...app, state: 'x', demo_person: '9200001' })}`, { redirect: 'manual' });
    const given = new URL(dialog.headers.get('location')).searchParams.get('code');
    const exchange = new URLSearchParams({ ...app, client_secret: world.app.secret, code: given });
    return (await (await fetch(`${world.sandboxUrl}/v26.0/oauth/access_token?${exchange}`)).json()).access_token;
  };
  const operations = async () => (await world.control('GET', 'requests')).requests.map(({ operation }) => operation);
  const routes = () => world.query('select phone_number_id from phone_routes order by 1');
  // The connected account's number, as the owner reads it.
  const connected = async (owner, begun) => {
    assert.equal(begun.status, 202, JSON.stringify(begun.body));
    const done = await settled(owner, begun.body.attempt.id);
    assert.equal(done.state, 'done', JSON.stringify(done));
    return done;
  };
  const write = (one, text, from = noa) => world.control('POST', 'inbound', { phone_number_id: one.phone_number_id, from, message: { type: 'text', text } });
  const nextTo = (one, matches, what) => eventually(async () =>
    (await world.sends()).find((send) => send.phone_number_id === one.phone_number_id && matches(send)), what);

  test('the page is told where Meta is', async () => {
    const { body } = await florist.get('/api/meta/config');
    assert.equal(body.appId, world.app.id);
    assert.equal(body.embeddedSignup, true);
    assert.equal(body.sdkUrl, `${world.sandboxUrl}/en_US/sdk.js`);
    assert.ok(body.allowedOrigins.includes(world.sandboxUrl));
    assert.equal((await fetch(`${world.serverUrl}/api/meta/config`)).status, 401);
  });

  test('a business with a number connects no second one', async () => {
    const refused = await connectTo(pizzeria, number('11'));
    assert.deepEqual([refused.status, slugOf(refused)], [409, 'already_connected']);
  });

  test('from the code to an order through the new number', async () => {
    const before = await accountOf(pizzeria);
    await disconnect(pizzeria);
    assert.equal(await accountOf(pizzeria), null);
    const one = number('11');
    const begun = await connectTo(pizzeria, one);
    assert.equal(step(begun.body.attempt, 'ownership').state, 'done');
    const done = await connected(pizzeria, begun);
    assert.deepEqual(done.steps.map(({ state }) => state), Array(10).fill('done'));
    const account = await accountOf(pizzeria);
    assert.equal(account.phoneNumberId, one.phone_number_id);
    assert.equal(account.phoneNumber, one.phone_number);
    assert.notEqual(account.phoneNumberId, before.phoneNumberId);
    await write(one, 'מרגריטה אחת לאיסוף');
    const card = await nextTo(one, (send) => buttonsOf(send).some(({ id }) => id.endsWith(':yes')), 'the card');
    await world.control('POST', 'inbound', { phone_number_id: one.phone_number_id, from: noa, message: { type: 'interactive', interactive: { type: 'button_reply', button_reply: buttonsOf(card).find(({ id }) => id.endsWith(':yes')) } } });
    const order = await eventually(async () => (await pizzeria.orders()).find(({ source }) => source === 'whatsapp'), 'the order');
    assert.equal(order.items.length, 1);
  });

  test('nothing of it is in the log or in a row', async () => {
    const { requests } = await world.control('GET', 'requests');
    assert.ok(requests.some(({ operation }) => operation === 'register'));
    const rows = world.query('select token_sealed, pin_sealed from connect_attempts').filter((row) => row !== '|');
    assert.deepEqual(rows, [], 'the attempts hold no secret');
    const [account] = world.query("select token_kind from whatsapp_accounts where status = 'active' and token_sealed is not null and pin_sealed is not null");
    assert.equal(account, 'temporary');
  });

  test('a code that was used, or was never one', async () => {
    const one = number('12');
    const used = await code(one);
    await fetch(`${world.sandboxUrl}/v26.0/oauth/access_token?client_id=${world.app.id}&client_secret=${world.app.secret}&code=${used}`);
    const routesBefore = routes();
    for (const bad of [used, 'AQnonsense']) {
      const refused = await connect(florist, { code: bad, wabaId: one.waba_id });
      assert.deepEqual([refused.status, slugOf(refused)], [400, 'oauth_code']);
    }
    assert.deepEqual(routes(), routesBefore);
    assert.equal((await accountOf(florist)).status, 'active', 'what is connected stays so');
  });

  test('a number of another business stays with them', async () => {
    const theirs = { waba_id: number('11').waba_id, phone_number_id: number('11').phone_number_id };
    const routesBefore = routes();
    // What the looks at its health find out is not of this.
    const which = ({ id, status, phoneNumberId, wabaId }) => ({ id, status, phoneNumberId, wabaId });
    const before = [which(await accountOf(pizzeria)), which(await accountOf(florist))];
    const refused = await connectTo(florist, theirs);
    assert.deepEqual([refused.status, slugOf(refused)], [409, 'number_in_use']);
    assert.deepEqual(routes(), routesBefore);
    assert.deepEqual([which(await accountOf(pizzeria)), which(await accountOf(florist))], before);
    // Nor does naming it beside a grant of one's own give it away.
    const own = await connect(florist, { code: await code(world.shop('florist')), wabaId: theirs.waba_id, phoneNumberId: theirs.phone_number_id });
    assert.equal(step(own.body.attempt, 'waba').error.slug, 'waba_not_granted');
    const half = await connect(florist, { code: await code(world.shop('florist')), wabaId: world.shop('florist').waba_id, phoneNumberId: theirs.phone_number_id });
    assert.equal(step(half.body.attempt, 'numbers').error.slug, 'number_not_found');
    assert.deepEqual(routes(), routesBefore);
  });

  test('another business, or its attempt, is nobody\'s', async () => {
    const begun = await connect(florist, { code: await code(world.shop('florist')), wabaId: '1' });
    const { id } = begun.body.attempt;
    for (const [path, body] of [
      ['/api/meta/connect', { businessId: florist.businessId, variant: 'embedded', code: 'x' }],
      [`${whatsapp(florist)}/attempts/${id}/retry`, {}],
      [`${whatsapp(pizzeria)}/attempts/${id}/retry`, {}],
      [`${whatsapp(pizzeria)}/attempts/${randomUUID()}/retry`, {}],
    ]) assert.equal((await pizzeria.call('POST', path, body)).status, 404, path);
    assert.equal((await pizzeria.get(`${whatsapp(pizzeria)}/attempts/${id}`)).status, 404);
    assert.equal((await pizzeria.call('DELETE', whatsapp(florist))).status, 404);
    assert.equal((await florist.get(`${whatsapp(florist)}/attempts/${id}`)).status, 200);
  });

  test('let go: what comes is parked, what waits is shown as not told, and the number may come back', async () => {
    const one = number('11');
    // A reply of the shop that is held back when the number goes.
    await world.control('POST', 'troubles', { operation: 'send', code: 131016, times: 1_000 });
    const order = (await pizzeria.orders())[0];
    assert.equal((await pizzeria.move(order, 'confirmed', { promisedMinutes: 20 })).status, 200);
    await sleep(200);
    await disconnect(pizzeria);
    await eventually(async () => world.query("select count(*) from messages where status = 'not_notified'")[0] !== '0', 'shown as not told', 60_000);
    await world.control('POST', 'reset', {});
    await world.control('POST', 'modes', { rate_limits: false });
    assert.equal((await pizzeria.call('DELETE', whatsapp(pizzeria))).status, 404);
    const [kept] = world.query("select count(*) from whatsapp_accounts where status = 'disconnected' and token_sealed is not null");
    assert.equal(kept, '0', 'without its token');
    // Meta sends nothing without a subscription, but what is on its way still comes.
    const late = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: one.waba_id, changes: [{ field: 'messages', value: {
      messaging_product: 'whatsapp', metadata: { display_phone_number: one.phone_number, phone_number_id: one.phone_number_id },
      contacts: [{ profile: { name: 'Late' }, wa_id: '972541230000', user_id: 'IL.1' }],
      messages: [{ from: '972541230000', from_user_id: 'IL.1', id: 'wamid.LATE=', timestamp: String(Math.floor(Date.now() / 1_000)), type: 'text', text: { body: 'שלום' } }],
    } }] }] });
    assert.equal((await world.postWebhook(late)).status, 200);
    await eventually(async () => world.query("select reason from parked_changes where replayed_at is null").includes('unknown_number'), 'parked');
    const accounts = Number(world.query('select count(*) from whatsapp_accounts')[0]);
    await connected(pizzeria, await connectTo(pizzeria, one));
    assert.equal(Number(world.query('select count(*) from whatsapp_accounts')[0]), accounts, 'the same account');
    await eventually(async () => (await pizzeria.get('/api/conversations')).body.conversations.some(({ customer }) => customer.name === 'Late'), 'what was parked has come');
  });

  test('a registration that Meta dropped is made again, with the PIN that only we know', async () => {
    const one = number('11');
    const atMeta = async () => (await world.control('GET', 'numbers')).numbers.find(({ phone_number_id }) => phone_number_id === one.phone_number_id);
    const { pin } = await atMeta();
    assert.match(pin, /^\d{6}$/);
    const drop = () => world.control('POST', 'numbers', { phone_number_id: one.phone_number_id, registered: false, fields: { status: 'DISCONNECTED', platform_type: 'NOT_APPLICABLE' } });
    await drop();
    assert.equal(step(await connected(pizzeria, await connectTo(pizzeria, one)), 'register').state, 'done');
    await disconnect(pizzeria);
    await drop();
    assert.equal(step(await connected(pizzeria, await connectTo(pizzeria, one)), 'register').state, 'done', 'after letting it go, too');
    const now = await atMeta();
    assert.deepEqual([now.registered, now.pin], [true, pin]);
  });

  test('a wrong PIN, then the owner\'s', async () => {
    await disconnect(florist);
    const one = number('12');
    const begun = await connectTo(florist, one);
    const failed = await settled(florist, begun.body.attempt.id);
    assert.equal(failed.state, 'failed');
    const { error } = step(failed, 'register');
    assert.deepEqual([error.slug, error.code], ['pin_wrong', 133005]);
    assert.notEqual(error.detail, '', 'in Meta\'s words');
    assert.equal(await accountOf(florist), null);
    const retry = (body) => florist.call('POST', `${whatsapp(florist)}/attempts/${failed.id}/retry`, body);
    assert.equal((await retry({ pin: '12' })).status, 422);
    assert.equal((await retry({ pin: one.pin })).status, 200);
    const done = await settled(florist, failed.id);
    assert.equal(done.state, 'done', JSON.stringify(done));
    assert.equal(slugOf(await retry({})), 'connect_done');
    assert.equal((await accountOf(florist)).phoneNumberId, one.phone_number_id);
    const asked = (await world.control('GET', 'requests')).requests.filter(({ operation, path }) => operation === 'access_token' || path.includes(one.waba_id));
    assert.ok(!JSON.stringify(asked).includes(one.pin));
  });

  test('killed between two steps it goes on with the next', async () => {
    await disconnect(florist);
    const one = number('15');
    const exchanges = async () => (await operations()).filter((operation) => operation === 'access_token').length;
    const registrations = async () => (await operations()).filter((operation) => operation === 'register').length;
    const before = [await exchanges(), await registrations()];
    await world.control('POST', 'troubles', { operation: 'register', no_answer: true, times: 1 });
    const begun = await connectTo(florist, one);
    assert.equal(begun.status, 202, JSON.stringify(begun.body));
    const { id } = begun.body.attempt;
    await eventually(async () => await registrations() > before[1], 'the registration has left');
    await world.stopServer();
    await world.startServer();
    const done = await settled(florist, id, 90_000);
    assert.equal(done.state, 'done', JSON.stringify(done));
    assert.equal(step(done, 'facts').error.slug, 'payments_missing', 'a warning');
    assert.equal(await exchanges(), before[0] + 1, 'the code was not shown again');
    assert.equal((await accountOf(florist)).phoneNumberId, one.phone_number_id);
  });

  test('killed while the code is exchanged it says to connect again', async () => {
    await disconnect(florist);
    await world.control('POST', 'troubles', { operation: 'access_token', no_answer: true, times: 1 });
    const before = (await operations()).filter((operation) => operation === 'access_token').length;
    const cut = connectTo(florist, number('16')).catch(() => 'cut');
    const rowsOf = () => world.query("select state from connect_attempts where state = 'running'");
    await eventually(async () => rowsOf().length === 1, 'it is begun');
    await eventually(async () => (await operations()).filter((operation) => operation === 'access_token').length > before, 'the code has left');
    await world.stopServer();
    assert.equal(await cut, 'cut');
    // Nobody waits two minutes here for what the job does by itself.
    if (engine === 'sqlite') {
      const { execFileSync } = await import('node:child_process');
      execFileSync('sqlite3', [`${world.directory}/data/croozer.db`, "update work set due_at = 1 where kind = 'connect'"]);
    } else {
      world.query("update work set due_at = 1 where kind = 'connect'");
    }
    await world.startServer();
    await eventually(async () => rowsOf().length === 0, 'it has failed', 30_000);
    const [steps] = world.query('select steps from connect_attempts order by created_at desc limit 1');
    assert.equal(JSON.parse(steps)[0].error.slug, 'oauth_code');
  });

  test('without its templates a number is connected, and Meta\'s words are kept', async () => {
    await world.control('POST', 'troubles', { operation: 'templates', code: 200, times: 1_000 });
    const done = await connected(florist, await connectTo(florist, number('15')));
    await world.control('DELETE', 'troubles');
    const { state, error } = step(done, 'templates');
    assert.deepEqual([state, error.slug, error.code], ['done', 'templates_unread', 200]);
    assert.notEqual(error.detail, '', 'in Meta\'s words');
    await disconnect(florist);
  });

  test('trouble of Meta\'s own passes by itself', async () => {
    const one = number('16');
    await world.control('POST', 'troubles', { operation: 'subscribe', code: 2, times: 1 });
    await connected(florist, await connectTo(florist, one));
  });

  test('by hand, and only one at a time', async () => {
    await disconnect(florist);
    const one = world.shop('florist');
    const byHand = { variant: 'manual', accessToken: world.tokens.florist, wabaId: one.waba_id, phoneNumberId: one.phone_number_id };
    await world.control('POST', 'troubles', { operation: 'subscribe', slow_ms: 1_500, times: 1 });
    const both = await Promise.all([connect(florist, byHand), connect(florist, byHand)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [202, 409]);
    assert.equal(slugOf(both.find(({ status }) => status === 409)), 'connect_running');
    assert.equal((await florist.call('DELETE', whatsapp(florist))).status, 404, 'nothing is connected yet');
    const done = await connected(florist, both.find(({ status }) => status === 202));
    assert.equal(step(done, 'exchange').state, 'skipped');
    assert.equal(step(done, 'register').state, 'skipped', 'it is registered');
    const bad = await connect(florist, { ...byHand, accessToken: 'EAAnonsense' });
    assert.equal(step(bad.body.attempt, 'inspect').error.slug, 'token_invalid');
    // What signing in gives is no access to a number.
    const persons = await connect(florist, { ...byHand, accessToken: await userToken() });
    assert.equal(step(persons.body.attempt, 'inspect').error.slug, 'user_token');
    assert.equal((await accountOf(florist)).status, 'active');
    await write(one, 'שלום', { phone: '972541230009', name: 'By hand' });
    await nextTo(one, (send) => bodyOf(send) !== '' && send.request.to === '972541230009', 'an answer through it');
  });

  test('with the WhatsApp Business app, whose history may be refused', async () => {
    for (const [last, accepted] of [['17', [true, true]], ['18', [true, false]]]) {
      await disconnect(florist);
      const done = await connected(florist, await connectTo(florist, number(last), { variant: 'coexistence' }));
      assert.equal(step(done, 'register').state, 'skipped');
      const [facts] = world.query(`select facts from connect_attempts where id = ${engine === 'sqlite' ? `x'${done.id.replaceAll('-', '')}'` : `'${done.id}'`}`);
      assert.deepEqual(JSON.parse(facts).appData.map((request) => request.accepted), accepted);
    }
    const [coexisting] = world.query("select count(*) from whatsapp_accounts where status = 'active' and is_coexistence");
    assert.equal(coexisting, '1');
    // The same number through the usual window: Meta says what it is.
    const usual = await connected(florist, await connectTo(florist, number('18')));
    assert.equal(step(usual, 'register').state, 'skipped');
    assert.equal(step(usual, 'test').error.slug, 'app_data_refused', 'asked for, and it was given once already');
    assert.equal((await accountOf(florist)).isCoexistence, true);
  });

  test('of several numbers one is chosen', async () => {
    await disconnect(florist);
    const window = async (path, body) => (await fetch(`${world.sandboxUrl}/embedded-signup/${path}`, { method: 'POST', body: JSON.stringify(body) })).json();
    const account = await window('account', { name: 'פרחים' });
    const made = [];
    for (const display of ['+972 3-555-0991', '+972 3-555-0992']) {
      const one = await window('number', { account: account.id, name: 'פרחים', display });
      await window('verify', { number: one.id, code: one.code });
      made.push(one.id);
    }
    const begun = await connect(florist, { code: (await window('finish', { account: account.id })).code });
    assert.equal(begun.body.attempt.state, 'waiting');
    assert.deepEqual(begun.body.attempt.choices.phoneNumbers.map(({ id }) => id).sort(), made.sort());
    const { id } = begun.body.attempt;
    const choose = (phoneNumberId) => florist.call('POST', `${whatsapp(florist)}/attempts/${id}/retry`, { phoneNumberId });
    assert.equal((await choose(number('11').phone_number_id)).status, 422, 'none of the choices');
    assert.equal((await choose(made[1])).status, 200);
    const done = await settled(florist, id);
    assert.equal(done.state, 'done', JSON.stringify(done));
    assert.equal(done.phoneNumberId, made[1]);
  });

  test('a number that was never verified', async () => {
    await disconnect(florist);
    const begun = await connectTo(florist, number('14'));
    const failed = await settled(florist, begun.body.attempt.id);
    assert.equal(step(failed, 'register').error.slug, 'number_unverified');
  });
});
