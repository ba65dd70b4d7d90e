// The sandbox itself, through HTTP: it stands for Meta, so it refuses what Meta refuses. The server
// only runs because the world has one.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Graph } from './graph.mjs';
import { avi, World } from './harness.mjs';

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
});
