// Signing in by Facebook and out of it: every failure has its own word, sessions are seen and ended
// from elsewhere, and Facebook's own word about a person (withdrawn, to be forgotten) is obeyed even
// through a crash.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { people } from '../../tools/demo_config.mjs';
import { behindProxy, Desk, engines, eventually, sleep, World } from './harness.mjs';

// People of the pizzeria to forget one after another.
const helpers = Array.from({ length: 12 }, (_, index) => String(9_100_101 + index));
const manager = '9100031';
people.push(
  ...helpers.map((id) => ({ id, name: `Helper ${id}`, label_he: id, label_en: id, role: 'cashier', shop: 'pizzeria' })),
  { id: manager, name: 'Florist owner, manager here', label_he: manager, label_en: manager, role: 'manager', shop: 'pizzeria' },
);

for (const engine of engines) describe(`signing in and being forgotten on ${engine}`, () => {
  let world;
  before(async () => { world = await World.open({ engine, overrides: { server: behindProxy } }); });
  after(async () => { assert.equal(await world.close(), 0); });

  const hex = (column) => (engine === 'postgres' ? `replace(${column}::text, '-', '')` : `lower(hex(${column}))`);
  const plain = (id) => id.replaceAll('-', '');
  const status = async (desk) => (await desk.get('/api/session')).status;

  const started = async (query = '') => {
    const desk = new Desk(world);
    const dialog = new URL((await desk.fetch(`/api/auth/facebook/start${query}`)).headers.get('location'));
    return { desk, dialog };
  };
  const through = async ({ desk, dialog }, parameters) => {
    for (const [key, value] of Object.entries(parameters)) dialog.searchParams.set(key, value);
    const back = new URL((await fetch(dialog, { redirect: 'manual' })).headers.get('location'));
    return { desk, back, answer: () => desk.fetch(back.pathname + back.search) };
  };
  const endsAt = async (answer, location) => {
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, location]);
    assert.ok(!answer.headers.getSetCookie().some((cookie) => /^(sid-dev|__Host-sid)=[^;]/.test(cookie)), 'no session');
  };

  test('cancelled: the way on asks Facebook again', async () => {
    const cancelled = await through(await started(), { demo_cancel: '1' });
    await endsAt(await cancelled.answer(), '/login?error=access_denied');
    // Whoever tries again still gets to where they were going.
    const onward = await through(await started('?next=%2Fb%2F1%2Forders'), { demo_cancel: '1' });
    await endsAt(await onward.answer(), '/login?error=access_denied&next=%2Fb%2F1%2Forders');
    const { dialog } = await started('?again=1');
    assert.equal(dialog.searchParams.get('auth_type'), 'rerequest');
    assert.equal((await started()).dialog.searchParams.get('auth_type'), null);
    // The state of the refusal is spent.
    const used = await through(await started(), { demo_cancel: '1' });
    await used.answer();
    used.back.searchParams.delete('error');
    used.back.searchParams.set('code', 'x');
    await endsAt(await used.desk.fetch(used.back.pathname + used.back.search), '/login?error=oauth_state');
  });

  test('a code that Facebook refuses', async () => {
    const consented = await through(await started(), { demo_person: '9100001' });
    consented.back.searchParams.set('code', 'made-up');
    await endsAt(await consented.answer(), '/login?error=oauth_code');
  });

  test('Facebook does not answer', async () => {
    const consented = await through(await started(), { demo_person: '9100001' });
    await world.control('POST', 'modes', { slow_ms: 25_000 });
    try {
      await endsAt(await consented.answer(), '/login?error=upstream');
    } finally {
      await world.control('POST', 'modes', { slow_ms: 0 });
    }
  });

  test('sessions are listed, and ended from elsewhere with their streams', async () => {
    const here = await Desk.signIn(world, '9100001');
    const there = await Desk.signIn(world, '9100001');
    const stranger = await Desk.signIn(world, '9200001');
    const { sessions } = (await here.get('/api/sessions')).body;
    assert.equal(sessions.length, 2);
    assert.equal(sessions.filter(({ isCurrent }) => isCurrent).length, 1);
    assert.equal(sessions.find(({ isCurrent }) => isCurrent).remoteAddress, here.address);
    assert.ok(sessions.every((one) => Object.keys(one).sort().join() === 'createdAt,expiresAt,id,isCurrent,lastSeenAt,remoteAddress,userAgent'));
    const other = sessions.find(({ isCurrent }) => !isCurrent);
    assert.equal((await stranger.call('DELETE', `/api/sessions/${other.id}`)).status, 404);
    assert.equal(await status(there), 200);

    const stream = await fetch(`${world.serverUrl}/api/events`, { headers: { cookie: [...there.cookies].map((pair) => pair.join('=')).join('; ') } });
    assert.equal(stream.status, 200);
    const from = Date.now();
    const closed = (async () => { let text = ''; for await (const part of stream.body) text += Buffer.from(part).toString('utf8'); return text; })();
    assert.equal((await here.call('DELETE', `/api/sessions/${other.id}`)).status, 204);
    assert.match(await closed, /event: bye/);
    assert.ok(Date.now() - from < 5_000, `${Date.now() - from} ms`);
    assert.equal(await status(there), 401);
    assert.equal((await here.call('DELETE', `/api/sessions/${other.id}`)).status, 404);

    const third = await Desk.signIn(world, '9100001');
    assert.equal((await here.call('DELETE', '/api/sessions')).status, 204);
    assert.deepEqual([await status(third), await status(here), await status(stranger)], [401, 200, 200]);
    assert.equal((await here.call('DELETE', '/api/session')).status, 204);
    assert.equal(await status(here), 401);
  });

  test('a stream closes when its person withdrew', async () => {
    const desk = await Desk.signIn(world, '9100001');
    const stream = await fetch(`${world.serverUrl}/api/events`, { headers: { cookie: [...desk.cookies].map((pair) => pair.join('=')).join('; ') } });
    const closed = (async () => { for await (const part of stream.body) if (Buffer.from(part).toString('utf8').includes('event: bye')) return Date.now(); })();
    const from = Date.now();
    assert.equal((await world.tellAsFacebook('deauthorize', '9100001')).status, 200);
    assert.ok(await closed - from < 5_000);
    assert.equal(await status(desk), 401);
  });

  test('withdrawn: all sessions end, and signing in anew works', async () => {
    const desks = [await Desk.signIn(world, '9100002'), await Desk.signIn(world, '9100002')];
    const other = await Desk.signIn(world, '9100003');
    const answer = await world.tellAsFacebook('deauthorize', '9100002');
    assert.deepEqual([answer.status, await answer.json()], [200, { success: true }]);
    assert.deepEqual([await status(desks[0]), await status(desks[1]), await status(other)], [401, 401, 200]);
    assert.equal((await (await Desk.signIn(world, '9100002')).get('/api/session')).body.businesses.length, 1);
    // Nobody's, and once more: the same answer.
    for (const person of ['7000000000001', '9100002']) assert.equal((await world.tellAsFacebook('deauthorize', person)).status, 200);
  });

  test('row 69: what Facebook did not sign changes nothing', async () => {
    const desk = await Desk.signIn(world, '9100003');
    const seen = () => world.query('select count(*), sum(auth_epoch) from users').concat(world.query('select count(*) from deletion_requests'), world.query('select count(*) from sessions'));
    const before_ = seen();
    const good = world.signedRequest('9100003');
    const [signature, payload] = good.split('.');
    const now = Math.floor(Date.now() / 1000);
    const bad = [
      'x', '.', `${payload}.${signature}`, `${signature}.`, `.${payload}`, `${good}=`, `${good}.`,
      `${signature}.${Buffer.from(JSON.stringify({ user_id: '9100003', algorithm: 'HMAC-SHA256', issued_at: now - 7 })).toString('base64url')}`,
      world.signedRequest('9100003', { secret: 'another' }),
      world.signedRequest('9100003', { algorithm: 'none' }), world.signedRequest('9100003', { algorithm: 'HMAC-SHA1' }),
      world.signedRequest('9100003', { issued_at: now - 86_500 }), world.signedRequest('9100003', { issued_at: now + 3_600 }),
      world.signedRequest('9100003', { issued_at: null }), world.signedRequest('9100003', { user_id: null }),
    ];
    for (const what of ['deauthorize', 'data-deletion']) {
      for (const [index, text] of bad.entries()) {
        const answer = await fetch(`${world.serverUrl}/api/meta/${what}`, { method: 'POST', headers: { 'x-forwarded-for': `192.0.2.${index}` }, body: new URLSearchParams({ signed_request: text }) });
        const problem = await answer.json();
        assert.deepEqual([answer.status, problem.type.split('/').pop(), problem.detail], [400, 'signed_request', undefined], text);
      }
      const send = (headers, body) => fetch(`${world.serverUrl}/api/meta/${what}`, { method: 'POST', headers: { 'x-forwarded-for': '192.0.2.200', ...headers }, body });
      assert.equal((await send({ 'content-type': 'application/json' }, JSON.stringify({ signed_request: good }))).status, 415);
      assert.equal((await send({ 'content-type': 'application/x-www-form-urlencoded' }, `signed_request=${'a'.repeat(20_000)}`)).status, 413);
      assert.equal((await send({ 'content-type': 'application/x-www-form-urlencoded' }, '')).status, 400);
      assert.equal((await fetch(`${world.serverUrl}/api/meta/${what}?signed_request=${good}`)).status, 405);
    }
    assert.deepEqual(seen(), before_);
    assert.equal(await status(desk), 200);
  });

  const forget = async (person) => {
    const answer = await world.tellAsFacebook('data-deletion', person);
    assert.equal(answer.status, 200);
    const { url, confirmation_code: code, ...rest } = await answer.json();
    assert.deepEqual([url, rest], [`${world.serverUrl}/deletion?c=${code}`, {}]);
    return code;
  };
  const page = async (code) => {
    const answer = await fetch(`${world.serverUrl}/deletion?c=${code}`, { headers: { 'accept-language': 'en' } });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const isDone = (code) => eventually(async () => (await page(code)).text.includes('Your details are deleted'), 'the deletion is done');
  const rowsOf = (name) => Number(world.query(`select count(*) from members where name = '${name}'`)[0]);

  test('to be forgotten: the person goes, the shop and its orders stay', async () => {
    const desk = await Desk.signIn(world, helpers[0]);
    const owner = await Desk.signIn(world, '9100001');
    const user = plain(desk.session.user.id);
    const name = desk.session.user.name;
    assert.equal(rowsOf(name), 1);
    const { products } = (await owner.get('/api/products')).body;
    const placed = await desk.call('POST', '/api/orders', { customer: { name: 'Guest' }, items: [{ productId: products[0].id, quantity: 1 }], deliveryDetails: { deliveryType: 'pickup' } });
    assert.equal(placed.status, 201, JSON.stringify(placed.body));
    const code = await forget(helpers[0]);
    assert.equal(await status(desk), 401);
    await isDone(code);
    const shown = await page(code);
    assert.equal(shown.status, 200);
    assert.match(shown.headers.get('content-security-policy'), /^default-src 'none'; style-src 'nonce-/);
    assert.doesNotMatch(shown.text, /<script/);
    assert.match(shown.text, /lang="he"/);
    assert.deepEqual(world.query(`select coalesce(facebook_id, '-'), name, coalesce(email, '-') from users where ${hex('id')} = '${user}'`), ['-||-']);
    assert.equal(rowsOf(name), 0);
    assert.equal(world.query(`select count(*) from user_businesses where ${hex('user_id')} = '${user}'`)[0], '0');
    assert.equal(world.query(`select count(*) from members where ${hex('user_id')} = '${user}'`)[0], '0');
    assert.ok(world.query('select code_hash from deletion_requests').every((row) => !row.includes(code)));
    assert.equal(world.query("select count(*) from deletion_requests where user_id is not null")[0], '0');
    assert.equal((await owner.get(`/api/orders/${placed.body.order.id}`)).status, 200);
    // Told again, or about nobody: a code all the same, and done.
    for (const person of [helpers[0], '7000000000002']) await isDone(await forget(person));
    // Whoever comes back is somebody new.
    const back = await Desk.signIn(world, helpers[0]);
    assert.notEqual(back.session.user.id, desk.session.user.id);
    assert.deepEqual(back.session.businesses, []);
  });

  test('an owner stays as nobody, and leaves the shop of another', async () => {
    const desk = await Desk.signIn(world, manager);
    const made = await desk.call('POST', '/api/businesses', { name: 'Own shop', type: 'other', phone: '97245550188' });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const user = plain(desk.session.user.id);
    await isDone(await forget(manager));
    const own = plain(made.body.business.id);
    assert.deepEqual(world.query(`select ${hex('business_id')}, role from user_businesses where ${hex('user_id')} = '${user}'`), [`${own}|owner`]);
    assert.deepEqual(world.query(`select name, role from members where ${hex('user_id')} = '${user}'`), ['—|owner']);
    assert.equal(rowsOf(desk.session.user.name), 0);
  });

  test('a code that nobody has, and the page without one', async () => {
    assert.equal((await page('AAAAAAAAAAAAAAAAAAAAAA')).status, 404);
    const help = await page('');
    assert.equal(help.status, 200);
    assert.match(help.text, /<form method="get" action="\/deletion">/);
  });

  test('killed in the middle, it ends the same', async () => {
    const codes = [];
    for (const person of helpers.slice(1)) {
      const desk = await Desk.signIn(world, person);
      codes.push({ code: await forget(person), name: desk.session.user.name, user: plain(desk.session.user.id) });
      await sleep(Math.random() * 6);
      await world.stopServer('SIGKILL');
      await world.startServer();
    }
    for (const { code, name, user } of codes) {
      await isDone(code);
      assert.equal(rowsOf(name), 0);
      assert.equal(world.query(`select count(*) from user_businesses where ${hex('user_id')} = '${user}'`)[0], '0');
      assert.deepEqual(world.query(`select coalesce(facebook_id, '-') || name from users where ${hex('id')} = '${user}'`), ['-']);
    }
    assert.equal(world.query("select count(*) from deletion_requests where state <> 'done'")[0], '0');
  });
});
