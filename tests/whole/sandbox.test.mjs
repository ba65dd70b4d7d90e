// The sandbox itself, through HTTP: it stands for Meta, so it refuses what Meta refuses. The server
// only runs because the world has one.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { start, stop } from '../../tools/processes.mjs';
import { Graph } from './graph.mjs';
import { avi, eventually, World } from './harness.mjs';

describe('the sandbox as Meta', () => {
  let world;
  let graph;
  before(async () => { world = await World.open(); graph = new Graph(world); });
  after(() => world.close());
  beforeEach(() => world.control('POST', 'reset', {}));

  const number = (last) => world.numbers.find(({ phone_number_id }) => phone_number_id.endsWith(last));
  const secrets = () => ({ client_id: world.app.id, client_secret: world.app.secret });
  const exchange = (code, more = {}) => graph.get('oauth/access_token', { ...secrets(), code, ...more });
  const debug = async (token) => (await graph.as(`${world.app.id}|${world.app.secret}`).get('debug_token', { input_token: token })).answer.data;
  // A business token as Embedded Signup grants it.
  const grant = async (one, more = {}) => {
    const { code } = await world.control('POST', 'signup_code', { waba_id: one.waba_id, ...more });
    const { answer } = await exchange(code);
    return answer.access_token;
  };

  test('a signup code is taken once, without a redirect address, and every exchange makes another token', async () => {
    const { code } = await world.control('POST', 'signup_code', { waba_id: number('11').waba_id });
    const first = await exchange(code);
    assert.equal(first.status, 200);
    assert.equal(first.answer.token_type, 'bearer');
    assert.equal(first.answer.expires_in, 60 * 24 * 3600);
    assert.equal((await exchange(code)).code, 100, 'used');
    const other = await world.control('POST', 'signup_code', { waba_id: number('11').waba_id });
    assert.equal((await exchange(other.code, { redirect_uri: 'https://croozer.example/' })).code, 100, 'a redirect address');
    const wrong = await world.control('POST', 'signup_code', { waba_id: number('11').waba_id });
    assert.equal((await exchange(wrong.code, { client_secret: 'guess' })).code, 1);
    const second = await grant(number('11'));
    assert.notEqual(second, first.answer.access_token);
    for (const token of [second, first.answer.access_token]) {
      assert.equal((await graph.as(token).get(number('11').waba_id)).status, 200, 'both are in force');
    }
  });

  test('debug_token tells what a token is, and what ended it', async () => {
    const token = await grant(number('11'), { expires_in: 3600 });
    const facts = await debug(token);
    assert.equal(facts.type, 'SYSTEM_USER');
    assert.equal(facts.app_id, world.app.id);
    assert.equal(facts.is_valid, true);
    assert.ok(Math.abs(facts.expires_at - Date.now() / 1000 - 3600) < 30);
    assert.deepEqual(facts.scopes, ['whatsapp_business_management', 'whatsapp_business_messaging']);
    assert.deepEqual(facts.granular_scopes.map(({ target_ids }) => target_ids), [[number('11').waba_id], [number('11').waba_id]]);
    assert.equal((await debug(await grant(number('11'), { expires_in: null }))).expires_at, 0);
    assert.equal((await debug(world.tokens.pizzeria)).expires_at, 0, 'the configured token never ends');

    await world.control('POST', 'tokens', { token, expires_in: -1 });
    const ended = await debug(token);
    assert.equal(ended.is_valid, false);
    assert.equal(ended.error.code, 190);
    assert.equal(ended.error.subcode, 463);
    const refused = await graph.as(token).get(number('11').waba_id);
    assert.deepEqual([refused.code, refused.subcode], [190, 463]);
    await world.control('POST', 'tokens', { token, expires_in: 60, revoked: 458 });
    assert.equal((await graph.as(token).get(number('11').waba_id)).subcode, 458);
    assert.equal((await debug('nonsense')).is_valid, false);
    assert.equal((await graph.as(token).get('debug_token', { input_token: token })).code, 190, 'only with the app token');
  });

  test('fb_exchange_token renews what still lives, and the old token lives on', async () => {
    const token = await grant(number('11'), { expires_in: 3600 });
    const renew = (current) => graph.get('oauth/access_token', { ...secrets(), grant_type: 'fb_exchange_token', set_token_expires_in_60_days: 'true', fb_exchange_token: current });
    const renewed = await renew(token);
    assert.equal(renewed.status, 200);
    assert.notEqual(renewed.answer.access_token, token);
    assert.equal(renewed.answer.expires_in, 60 * 24 * 3600);
    assert.equal((await graph.as(token).get(number('11').waba_id)).status, 200);
    await world.control('POST', 'tokens', { token, expires_in: -1 });
    assert.deepEqual([(await renew(token)).code, (await renew(token)).subcode], [190, 463]);
    assert.equal((await graph.as(renewed.answer.access_token).get(number('11').waba_id)).status, 200);
  });

  test('a token sees its own accounts and numbers only, and a mixed send is counted', async () => {
    const token = await grant(number('11'));
    const other = number('12');
    for (const path of [other.waba_id, other.phone_number_id, `${other.waba_id}/phone_numbers`, `${other.waba_id}/subscribed_apps`]) {
      const { code, subcode } = await graph.as(token).get(path);
      assert.deepEqual([code, subcode], [100, 33], path);
    }
    assert.equal((await graph.as('EAAnonsense').get(number('11').waba_id)).code, 190);
    assert.equal((await graph.get(number('11').waba_id)).code, 2500);
    assert.equal((await world.control('GET', 'stats')).mixed_sends, 0);
    const text = { messaging_product: 'whatsapp', to: avi.phone, type: 'text', text: { body: 'x' } };
    assert.deepEqual((await graph.as(token).post(`${world.shop().phone_number_id}/messages`, text)).subcode, 33);
    assert.equal((await world.control('GET', 'stats')).mixed_sends, 1);
    assert.equal((await graph.as(await grant(number('11'), { scopes: ['whatsapp_business_management'] })).post(`${number('11').phone_number_id}/messages`, text)).code, 200);
  });

  test('registration: PIN, verification, ten tries, what an unregistered number may not', async () => {
    const pin = (value) => ({ messaging_product: 'whatsapp', pin: value });
    const at = async (last) => [graph.as(await grant(number(last))), number(last).phone_number_id];
    const [fresh, freshId] = await at('11');
    const text = { messaging_product: 'whatsapp', to: avi.phone, type: 'text', text: { body: 'x' } };
    assert.equal((await fresh.post(`${freshId}/messages`, text)).code, 133010);
    assert.equal((await fresh.get(freshId, { fields: 'status,is_pin_enabled' })).answer.status, 'PENDING');
    assert.equal((await fresh.post(`${freshId}/register`, pin('12345'))).code, 100);
    assert.equal((await fresh.post(`${freshId}/register`, pin('123456'))).status, 200);
    const after = (await fresh.get(freshId, { fields: 'status,is_pin_enabled,platform_type' })).answer;
    assert.deepEqual([after.status, after.is_pin_enabled, after.platform_type], ['CONNECTED', true, 'CLOUD_API']);
    assert.equal((await fresh.post(`${freshId}/register`, pin('654321'))).code, 133005);
    assert.equal((await fresh.post(freshId, { pin: '654321' })).status, 200);
    assert.equal((await fresh.post(`${freshId}/register`, pin('654321'))).status, 200);

    const [guarded, guardedId] = await at('12');
    for (let i = 0; i < 10; ++i) assert.equal((await guarded.post(`${guardedId}/register`, pin('000000'))).code, 133005);
    assert.equal((await guarded.post(`${guardedId}/register`, pin('864209'))).code, 133016);

    const [unverified, unverifiedId] = await at('14');
    assert.equal((await unverified.post(`${unverifiedId}/register`, pin('123456'))).code, 133006);
    assert.equal((await unverified.post(`${unverifiedId}/request_code`, { code_method: 'PIGEON', language: 'he' })).code, 100);
    assert.equal((await unverified.post(`${unverifiedId}/request_code`, { code_method: 'SMS', language: 'he' })).status, 200);
    const { numbers } = await world.control('GET', 'numbers');
    const { verification_code: code } = numbers.find(({ phone_number_id }) => phone_number_id === unverifiedId);
    assert.equal((await unverified.post(`${unverifiedId}/verify_code`, { code: '1' })).code, 136025);
    assert.equal((await unverified.post(`${unverifiedId}/verify_code`, { code })).status, 200);
    assert.equal((await unverified.post(`${unverifiedId}/register`, pin('123456'))).status, 200);

    const [both, bothId] = await at('17');
    assert.equal((await both.post(`${bothId}/deregister`)).code, 100, 'coexistence');
    for (const sync_type of ['smb_app_state_sync', 'history']) {
      assert.equal((await both.post(`${bothId}/smb_app_data`, { messaging_product: 'whatsapp', sync_type })).status, 200);
      assert.equal((await both.post(`${bothId}/smb_app_data`, { messaging_product: 'whatsapp', sync_type })).code, 2593108);
    }
    const [shy, shyId] = await at('18');
    assert.equal((await shy.post(`${shyId}/smb_app_data`, { messaging_product: 'whatsapp', sync_type: 'history' })).code, 2593109);
  });

  test('reads follow the state, and one field that is not there fails the whole read', async () => {
    const one = number('16');
    const token = graph.as(await grant(one));
    assert.equal((await token.get(one.phone_number_id, { fields: 'quality_rating' })).answer.quality_rating, 'RED');
    await world.control('POST', 'numbers', { phone_number_id: one.phone_number_id, fields: { quality_rating: 'YELLOW' }, health: { can_send: 'BLOCKED', errors: [{ error_code: 141010, error_description: 'test', possible_solution: 'none' }] } });
    const { answer } = await token.get(one.phone_number_id, { fields: 'quality_rating,health_status' });
    assert.equal(answer.quality_rating, 'YELLOW');
    assert.equal(answer.health_status.can_send_message, 'BLOCKED');
    assert.equal(answer.health_status.entities[0].errors[0].error_code, 141010);
    assert.equal((await token.get(one.phone_number_id, { fields: 'quality_rating,nonsense' })).code, 100);
    await world.control('POST', 'numbers', { phone_number_id: one.phone_number_id, forbidden: ['quality_rating'] });
    assert.equal((await token.get(one.phone_number_id, { fields: 'verified_name,quality_rating' })).code, 10);
    const poor = number('15');
    const unfunded = await graph.as(await grant(poor)).get(poor.waba_id, { fields: 'name,primary_funding_id' });
    assert.equal(unfunded.status, 200);
    assert.equal('primary_funding_id' in unfunded.answer, false);
    await world.control('POST', 'accounts', { waba_id: one.waba_id, blocked_code: 131031 });
    await token.post(`${one.phone_number_id}/register`, { messaging_product: 'whatsapp', pin: '123456' });
    const send = { messaging_product: 'whatsapp', to: avi.phone, type: 'text', text: { body: 'x' } };
    assert.equal((await token.post(`${one.phone_number_id}/messages`, send)).code, 131031);
  });

  test('every operation can be refused, slow or silent on demand', async () => {
    const one = number('11');
    const token = graph.as(await grant(one));
    await world.control('POST', 'troubles', { operation: 'register', code: 133015, times: 2 });
    await world.control('POST', 'troubles', { path: one.waba_id, code: 80007, subcode: 2388, user_title: 'Wait', user_message: 'Later' });
    const register = () => token.post(`${one.phone_number_id}/register`, { messaging_product: 'whatsapp', pin: '123456' });
    assert.deepEqual([(await register()).code, (await register()).code, (await register()).code], [133015, 133015, 0]);
    const { answer } = await token.get(one.waba_id);
    assert.deepEqual([answer.error.code, answer.error.error_subcode, answer.error.error_user_title, answer.error.error_user_msg], [80007, 2388, 'Wait', 'Later']);
    assert.equal((await token.get(one.waba_id)).status, 200);
    await world.control('POST', 'troubles', { operation: 'node', slow_ms: 300 });
    const started = Date.now();
    await token.get(one.waba_id);
    assert.ok(Date.now() - started >= 290);
    await world.control('POST', 'troubles', { operation: 'subscribe', no_answer: true });
    const silent = await Promise.race([token.post(`${one.waba_id}/subscribed_apps`), new Promise((resolve) => { setTimeout(resolve, 500, 'silence'); })]);
    assert.equal(silent, 'silence');
    assert.equal((await token.get(`${one.waba_id}/subscribed_apps`)).answer.data.length, 1, 'it took effect');
    await assert.rejects(world.control('POST', 'troubles', { operation: 'node' }), /422/);
    await assert.rejects(world.control('POST', 'troubles', { operation: 'node', code: 1, nonsense: 1 }), /422/);
  });

  test('the ledger has every call, without a secret', async () => {
    const token = await grant(number('11'));
    const { requests } = await world.control('GET', 'requests');
    const exchanged = requests.find(({ operation }) => operation === 'access_token');
    assert.equal(exchanged.method, 'GET');
    assert.equal(exchanged.query.client_secret, '(secret)');
    assert.equal(exchanged.answer.access_token, '(secret)');
    assert.equal(JSON.stringify(requests).includes(token), false);
    assert.equal(JSON.stringify(requests).includes(world.app.secret), false);
  });

  test('the signup window: accounts and numbers are made, and its grant is of what was chosen', async () => {
    const call = async (path, body) => {
      const response = await fetch(`${world.sandboxUrl}/embedded-signup/${path}`, body && { method: 'POST', body: JSON.stringify(body) });
      return { status: response.status, body: await response.json() };
    };
    const { body: state } = await call(`state?app_id=${world.app.id}`);
    assert.equal(state.appKnown, true);
    assert.equal(state.origin, world.serverUrl);
    assert.ok(state.accounts.length >= world.numbers.length);
    const { body: account } = await call('account', { name: 'פיצה חדשה' });
    assert.equal((await call('account', { name: '' })).status, 422);
    const { body: made } = await call('number', { account: account.id, name: 'פיצה חדשה', display: '+972 3-555-0999' });
    assert.equal((await call('number', { account: account.id, name: 'x', display: 'hello' })).status, 422);
    assert.equal((await call('verify', { number: made.id, code: '1' })).status, 422);
    assert.equal((await call('verify', { number: made.id, code: made.code })).status, 200);
    const { body: done } = await call('finish', { account: account.id, number: made.id });
    assert.deepEqual(done.session, { type: 'WA_EMBEDDED_SIGNUP', event: 'FINISH', data: { waba_id: account.id, business_id: account.portfolio, phone_number_id: made.id }, version: '3' });
    const token = (await exchange(done.code)).answer.access_token;
    const { answer } = await graph.as(token).get(`${account.id}/phone_numbers`);
    assert.deepEqual(answer.data.map(({ id, code_verification_status: status }) => [id, status]), [[made.id, 'VERIFIED']]);
    assert.equal((await call('finish', { account: account.id })).body.session.event, 'FINISH_ONLY_WABA');
    const both = number('17');
    assert.equal((await call('finish', { account: both.waba_id, number: both.phone_number_id })).body.session.event, 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING');
    const foreign = number('13');
    const { body: lie } = await call('finish', { account: foreign.waba_id, number: foreign.phone_number_id });
    const stranger = (await exchange(lie.code)).answer.access_token;
    assert.equal((await graph.as(stranger).get(foreign.waba_id)).subcode, 33, 'what the browser says was not granted');
    for (const path of ['/sdk.js', '/en_US/sdk.js', '/embedded-signup']) assert.equal((await fetch(world.sandboxUrl + path)).status, 200, path);
  });

  test('templates: made, reviewed, paged, deleted, and sent as they are', async () => {
    const one = number('11');
    const token = graph.as(await grant(one));
    const path = `${one.waba_id}/message_templates`;
    const make = (name, more = {}) => token.post(path, {
      name, language: 'he', category: 'UTILITY', components: [{ type: 'BODY', text: 'הזמנה {{1}} מוכנה.', example: { body_text: [['118']] } }], ...more,
    });
    await world.control('POST', 'template_review', { decision: 'PENDING' });
    const made = await make('order_ready');
    assert.deepEqual([made.status, made.answer.status, made.answer.category], [200, 'PENDING', 'UTILITY']);
    const twice = await make('order_ready');
    assert.deepEqual([twice.code, twice.subcode], [100, 2388024]);
    assert.ok(twice.answer.error.error_user_title && twice.answer.error.error_user_msg);
    assert.equal((await make('Order')).code, 100);
    assert.equal((await make('ends', { components: [{ type: 'BODY', text: 'מוכן {{1}}', example: { body_text: [['x']] } }] })).subcode, 2388299);
    await token.post(`${one.phone_number_id}/register`, { messaging_product: 'whatsapp', pin: '123456' });
    const send = (name, language, parameters) => token.post(`${one.phone_number_id}/messages`, {
      messaging_product: 'whatsapp', to: avi.phone, type: 'template',
      template: { name, language: { code: language }, components: [{ type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }] },
    });
    assert.equal((await send('order_ready', 'he', ['118'])).code, 132001, 'not approved yet');
    const change = (changes) => world.control('POST', 'templates', { waba_id: one.waba_id, name: 'order_ready', language: 'he', ...changes });
    await change({ status: 'APPROVED' });
    assert.equal((await send('order_ready', 'he', ['118'])).status, 200);
    assert.equal((await send('order_ready', 'en', ['118'])).code, 132001);
    assert.equal((await send('order_ready', 'he', [])).code, 132000);
    assert.equal((await send('order_ready', 'he', ['1\n2'])).code, 132018);
    await change({ status: 'PAUSED' });
    assert.equal((await send('order_ready', 'he', ['118'])).code, 132015);
    await change({ status: 'DISABLED' });
    assert.equal((await send('order_ready', 'he', ['118'])).code, 132016);

    await make('second');
    await make('third');
    const names = [];
    for (let after = ''; ;) {
      const { answer } = await token.get(path, { fields: 'id,name,status', limit: '2', ...(after && { after }) });
      names.push(...answer.data.map(({ name }) => name));
      if (!answer.paging?.next) break;
      after = answer.paging.cursors.after;
    }
    assert.deepEqual(names, ['hello_world', 'order_ready', 'second', 'third']);
    assert.equal((await token.get(path, { fields: 'nonsense' })).code, 100);
    assert.equal((await token.get(path, { after: 'nonsense' })).code, 100);
    assert.deepEqual((await token.get(path, { status: 'DISABLED' })).answer.data.map(({ name }) => name), ['order_ready']);
    assert.equal((await token.call('DELETE', path, undefined, { name: 'second' })).status, 200);
    assert.equal((await token.call('DELETE', path, undefined, { name: 'second' })).code, 100);

    await world.control('POST', 'template_review', { decision: 'REJECTED', reason: 'INVALID_FORMAT', delay_ms: 10 });
    await make('fourth');
    await eventually(async () => (await token.get(path, { name: 'fourth', fields: 'status,rejected_reason' })).answer.data[0].rejected_reason === 'INVALID_FORMAT', 'the review');
  });

  test('media: typed, measured, of one number, behind an address that needs the token', async () => {
    const one = number('11');
    const token = await grant(one);
    const upload = async (bytes, type, to = one.phone_number_id, as = token) => {
      const form = new FormData();
      form.append('messaging_product', 'whatsapp');
      form.append('type', type);
      form.append('file', new Blob([bytes], { type }), 'file');
      const response = await fetch(`${world.sandboxUrl}/v26.0/${to}/media`, { method: 'POST', headers: { authorization: `Bearer ${as}` }, body: form });
      return response.json();
    };
    const { id } = await upload('PNG', 'image/png');
    assert.match(id, /^\d+$/);
    assert.equal((await upload('<svg/>', 'image/svg+xml')).error.code, 131053);
    assert.equal((await upload(new Uint8Array(5 * 1024 * 1024 + 1), 'image/jpeg')).error.code, 131053);
    assert.equal((await upload('PNG', 'image/png', world.shop().phone_number_id)).error.error_subcode, 33);
    const { answer } = await graph.as(token).get(id, { phone_number_id: one.phone_number_id });
    assert.equal(answer.mime_type, 'image/png');
    assert.equal(answer.file_size, 3);
    assert.equal((await graph.as(token).get(id, { phone_number_id: '1' })).subcode, 33);
    assert.equal((await graph.as(world.tokens.florist).get(id)).subcode, 33);
    const fetched = (url, as) => fetch(url, { headers: as ? { authorization: `Bearer ${as}` } : {} });
    assert.equal((await fetched(answer.url)).status, 401);
    assert.equal((await fetched(answer.url, world.tokens.florist)).status, 404);
    assert.equal(await (await fetched(answer.url, token)).text(), 'PNG');
    const late = new URL(answer.url);
    late.searchParams.set('ext', '1');
    assert.equal((await fetched(late, token)).status, 404);
    assert.equal((await graph.as(token).call('DELETE', id)).status, 200);
    assert.equal((await graph.as(token).get(id)).subcode, 33);
  });

  test('the app\'s own subscriptions, overrides, the profile, and who asks', async () => {
    const app = graph.as(`${world.app.id}|${world.app.secret}`);
    const read = async () => (await app.get(`${world.app.id}/subscriptions`)).answer.data[0];
    assert.equal((await read()).object, 'whatsapp_business_account');
    assert.ok((await read()).fields.some(({ name }) => name === 'messages'));
    await world.control('POST', 'subscriptions', { fields: ['messages'] });
    assert.deepEqual((await read()).fields.map(({ name }) => name), ['messages']);
    assert.equal((await graph.as(world.tokens.pizzeria).get(`${world.app.id}/subscriptions`)).code, 190);
    assert.equal((await graph.get('me')).code, 2500);
    const one = number('11');
    const token = graph.as(await grant(one));
    assert.equal((await token.post(`${one.waba_id}/subscribed_apps`, { override_callback_uri: 'https://staging.example/hook' })).code, 100);
    assert.equal((await token.post(`${one.waba_id}/subscribed_apps`, { override_callback_uri: 'https://staging.example/hook', verify_token: 'v' })).status, 200);
    assert.equal((await token.get(`${one.waba_id}/subscribed_apps`)).answer.data[0].override_callback_uri, 'https://staging.example/hook');
    const { answer } = await token.get(one.phone_number_id, { fields: 'webhook_configuration' });
    assert.equal(answer.webhook_configuration.whatsapp_business_account, 'https://staging.example/hook');
    const profile = `${one.phone_number_id}/whatsapp_business_profile`;
    assert.equal((await token.post(profile, { messaging_product: 'whatsapp', about: 'x'.repeat(140) })).code, 100);
    assert.equal((await token.post(profile, { messaging_product: 'whatsapp', about: 'פתוח' })).status, 200);
    assert.equal((await token.get(profile, { fields: 'about' })).answer.data[0].about, 'פתוח');
  });

  test('webhooks of accounts, numbers and templates reach the server signed, when the app asked for them', async () => {
    const { phone_number_id: id, waba_id: account } = world.shop();
    const post = (field, value, more = {}) => world.control('POST', 'webhook', { phone_number_id: id, field, value, ...more });
    for (const [field, value] of [
      ['account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1795759200, remediation: 'x' }] }],
      ['account_alerts', { entity_type: 'BUSINESS', entity_id: '5', alert_info: { alert_severity: 'WARNING', alert_status: 'ACTIVE', alert_type: 'PROFILE_PICTURE_LOST', alert_description: 'x' } }],
      ['phone_number_quality_update', { event: 'FLAGGED', current_limit: 'TIER_250' }],
      ['security', { event: 'PIN_RESET_REQUEST', requester: '1' }],
      ['user_preferences', { contacts: [], user_preferences: [] }],
      ['history', { history: [] }],
      ['smb_app_state_sync', { state_sync: [] }],
    ]) assert.equal((await post(field, value)).status, 200, field);
    assert.equal((await post('account_update', { event: 'PARTNER_ADDED', waba_info: { waba_id: account } }, { entry_id: '701' })).status, 200);
    await assert.rejects(post('nonsense', {}), /422/);
    await world.control('POST', 'subscriptions', { fields: ['messages'] });
    assert.deepEqual(await post('account_alerts', {}), { status: 0, body: 'not_subscribed' });
  });

  test('a signed request is posted to the server\'s callbacks', async () => {
    const posted = await world.control('POST', 'signed_request', { kind: 'deauthorize', user_id: '9100001', issued_at: 1 });
    const [signature, payload] = posted.signed_request.split('.');
    const { createHmac } = await import('node:crypto');
    assert.equal(signature, createHmac('sha256', world.app.secret).update(payload).digest('base64url'));
    assert.deepEqual(JSON.parse(Buffer.from(payload, 'base64url')), { user_id: '9100001', algorithm: 'HMAC-SHA256', issued_at: 1, expires: 0 });
    assert.ok(posted.status >= 200, 'the server answered');
    await assert.rejects(world.control('POST', 'signed_request', { kind: 'nonsense', user_id: '1' }), /422/);
  });
});

describe('the sandbox over a restart', () => {
  test('tokens and registered numbers are known again', async () => {
    const world = await World.open();
    try {
      const one = world.numbers[0];
      const graph = new Graph(world);
      const { code } = await world.control('POST', 'signup_code', { waba_id: one.waba_id });
      const { answer } = await graph.get('oauth/access_token', { client_id: world.app.id, client_secret: world.app.secret, code });
      const token = graph.as(answer.access_token);
      await token.post(`${one.phone_number_id}/register`, { messaging_product: 'whatsapp', pin: '123456' });
      await stop(world.sandboxProcess, 'SIGTERM');
      world.sandboxProcess = await start('croozer-sandbox', ['--config', world.files.sandbox]);
      const number = await token.get(one.phone_number_id, { fields: 'status,is_pin_enabled' });
      assert.deepEqual([number.answer.status, number.answer.is_pin_enabled], ['CONNECTED', true]);
    } finally {
      await world.close();
    }
  });
});
