// People sign in with an app of its own, and numbers are connected by the WhatsApp app: each secret
// where it belongs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually, World } from './harness.mjs';

const loginApp = { id: '8200000000002', secret: 'the-secret-of-the-login-app' };

describe('two apps', () => {
  let world;
  before(async () => { world = await World.open({ overrides: { loginApp } }); });
  after(async () => assert.equal(await world.close(), 0, 'the server ends cleanly'));

  test('people sign in with the one, and a number is connected by the other', async () => {
    const start = await fetch(`${world.serverUrl}/api/auth/facebook/start`, { redirect: 'manual' });
    assert.equal(new URL(start.headers.get('location')).searchParams.get('client_id'), loginApp.id);
    const owner = await world.signIn('9100001');
    assert.equal((await owner.get('/api/meta/config')).body.appId, world.app.id);
    assert.equal((await owner.call('DELETE', `/api/businesses/${owner.businessId}/whatsapp`)).status, 200);
    const number = world.numbers[0];
    const { code } = await world.control('POST', 'signup_code', { waba_id: number.waba_id });
    const begun = await owner.call('POST', '/api/meta/connect', { businessId: owner.businessId, variant: 'embedded', code, wabaId: number.waba_id, phoneNumberId: number.phone_number_id });
    assert.equal(begun.status, 202, JSON.stringify(begun.body));
    await eventually(async () => {
      const { body } = await owner.get(`/api/businesses/${owner.businessId}/whatsapp/attempts/${begun.body.attempt.id}`);
      assert.notEqual(body.attempt.state, 'failed', JSON.stringify(body.attempt));
      return body.attempt.state === 'done';
    }, 'the number is connected');
  });

  test('only the login app names one of ours: ids are of an app', async () => {
    const cook = await world.signIn('9100002');
    const send = (secret) => fetch(`${world.serverUrl}/api/meta/deauthorize`, {
      method: 'POST', body: new URLSearchParams({ signed_request: world.signedRequest('9100002', { secret, issued_at: Math.floor(Date.now() / 1000) + 1 }) }),
    });
    assert.equal((await send('of nobody')).status, 400);
    assert.equal((await send(world.app.secret)).status, 200);
    assert.equal((await cook.get('/api/session')).status, 200, 'somebody else whom that app knows by this number');
    assert.equal((await send(loginApp.secret)).status, 200);
    await eventually(async () => (await cook.get('/api/session')).status === 401, 'the session is ended');
  });
});
