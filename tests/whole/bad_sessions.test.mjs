// Bad input and its exact answer, a case a row of the security notes' table (§6), by its number:
// sign-in, session and business. The engine does not matter.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { exchange, json, long, request, slugOf, withLength } from './bad_input/raw_http.mjs';
import { Shop } from './bad_input/shop.mjs';
import { Desk } from './harness.mjs';

describe('bad sessions', () => {
  const shop = new Shop('sqlite');
  const { send, refused, good, newCustomer, order, newOrder } = shop;
  let world;
  let owner;
  let menu;
  let customer;
  before(async () => { ({ world, owner, menu, customer } = await shop.open()); });
  after(() => shop.close());

  test('row 51: no cookie, garbage and a session that ended read the same', async () => {
    const ended = await Desk.signIn(world, '9100002');
    const cookies = new Map(ended.cookies);
    assert.equal((await send('DELETE', '/api/session', undefined, { desk: ended })).status, 204);
    const desks = [new Map(), new Map([['sid-dev', 'garbage']]), new Map([['sid-dev', long('a', 43)]]), cookies];
    const answers = [];
    for (const jar of desks) {
      const desk = new Desk(world);
      desk.cookies = jar;
      const { status, headers, text: body } = await desk.ask('GET', '/api/session');
      delete headers.date;
      delete headers['x-request-id'];
      answers.push({ status, headers, body: body.replace(/"instance":"[^"]*"/, '') });
    }
    assert.equal(answers[0].status, 401);
    assert.match(answers[0].body, /problems\/unauthenticated"/);
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
  });

  // A browser is sent back to the page where it can begin again, with the slug.
  test('row 52: a sign-in without, with a used, another\'s or a made-up state', async () => {
    const begin = async () => {
      const desk = new Desk(world);
      const dialog = new URL((await desk.fetch('/api/auth/facebook/start')).headers.get('location'));
      dialog.searchParams.set('demo_person', '9100002');
      const back = new URL((await fetch(dialog, { redirect: 'manual' })).headers.get('location'));
      return { desk, back };
    };
    const [first, second, third] = [await begin(), await begin(), await begin()];
    const without = new URL(first.back);
    without.searchParams.delete('state');
    const made = new URL(first.back);
    made.searchParams.set('state', long('a', 43));
    const fails = async (desk, back) => {
      const answer = await desk.fetch(back.pathname + back.search);
      assert.equal(answer.status, 303);
      assert.equal(answer.headers.get('location'), '/login?error=oauth_state');
      assert.ok(!answer.headers.getSetCookie().some((cookie) => /^(sid-dev|__Host-sid)=[^;]/.test(cookie)), 'no session');
    };
    await fails(first.desk, without);
    await fails((await begin()).desk, made);
    await fails(second.desk, third.back);
    const loggedIn = await begin();
    const cookies = new Map(loggedIn.desk.cookies);
    assert.equal((await loggedIn.desk.fetch(loggedIn.back.pathname + loggedIn.back.search)).headers.get('location'), '/');
    loggedIn.desk.cookies = cookies;
    await fails(loggedIn.desk, loggedIn.back);
  });

  test('row 53: next leads nowhere else', async () => {
    for (const [next, expected] of [
      ['https://evil.example', '/'], ['//evil.example', '/'], ['/\\evil.example', '/'], ['javascript:alert(1)', '/'], ['/%09/evil.example', '/%09/evil.example'],
      ['/\t/evil.example', '/'], ['/api/session', '/'], ['', '/'], ['/board', '/board'],
    ]) {
      const desk = new Desk(world);
      const dialog = new URL((await desk.fetch(`/api/auth/facebook/start?next=${encodeURIComponent(next)}`)).headers.get('location'));
      dialog.searchParams.set('demo_person', '9100002');
      const back = new URL((await fetch(dialog, { redirect: 'manual' })).headers.get('location'));
      const answer = await desk.fetch(back.pathname + back.search);
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, expected], next);
    }
  });

  for (const origin of ['https://evil.example', 'null', undefined, 'http://localhost']) {
    test(`row 55: a change from ${origin}`, async () => {
      // fetch() would not leave the header out.
      const body = JSON.stringify({ name: 'X' });
      const cookie = [...owner.cookies].map((pair) => pair.join('=')).join('; ');
      const answer = await exchange(world, withLength('POST /api/customers', `${json}Cookie: ${cookie}\r\nX-CSRF: ${owner.csrf}\r\n${origin === undefined ? '' : `Origin: ${origin}\r\n`}`, body));
      assert.equal(answer.status, 403, answer.seen);
      assert.equal(slugOf(answer.headers, answer.body).slug, 'origin_rejected');
    });
  }
  for (const csrf of ['', 'wrong', long('a', 43)]) {
    test(`row 56: the CSRF token "${csrf}"`, () => refused(newCustomer({ name: 'X' }, { headers: { 'x-csrf': csrf } }), 403, 'csrf'));
  }

  test('row 60: a role without the right, on its own shop\'s things', async () => {
    const [cashier, kitchen, courier] = [await Desk.signIn(world, '9100002'), await Desk.signIn(world, '9100003'), await Desk.signIn(world, '9100004')];
    const placed = await good(newOrder(order()), 201);
    const product = menu[0];
    const match = { 'if-match': `"v${product.version}"` };
    for (const [desk, method, path, body, headers] of [
      [kitchen, 'GET', '/api/customers'],
      [kitchen, 'GET', `/api/customers/${customer.id}`],
      [kitchen, 'POST', `/api/orders/${placed.order.id}/cancel`, { reason: 'x' }, { 'if-match': '"v1"' }],
      [kitchen, 'PATCH', `/api/orders/${placed.order.id}/status`, { status: 'confirmed' }, { 'if-match': '"v1"' }],
      [kitchen, 'PATCH', `/api/orders/${placed.order.id}/status`, { status: 'cancelled', notes: 'x' }, { 'if-match': '"v1"' }],
      [kitchen, 'PATCH', `/api/products/${product.id}`, { price: 1 }, match],
      [cashier, 'PATCH', `/api/products/${product.id}`, { name: 'X' }, match],
      [cashier, 'POST', '/api/products', { name: 'X', category: 'x', price: 1 }],
      [cashier, 'PATCH', `/api/businesses/${owner.businessId}`, { name: 'X' }, { 'if-match': '"v1"' }],
      [courier, 'POST', '/api/orders', order()],
      [courier, 'GET', '/api/products'],
      [courier, 'GET', '/api/conversations'],
      [courier, 'GET', `/api/businesses/${owner.businessId}`],
    ]) {
      await refused(send(method, path, body, { desk, headers }), 403, 'forbidden');
    }
  });

  test('row 61: another\'s id, nobody\'s id and no id read the same', async () => {
    const florist = await Desk.signIn(world, '9200001');
    const placed = await good(newOrder(order()), 201);
    for (const [path, theirs] of [['/api/orders/ID', placed.order.id], ['/api/customers/ID', customer.id], ['/api/products/ID', menu[0].id], ['/api/businesses/ID', owner.businessId]]) {
      const answers = [];
      for (const id of [theirs, randomUUID(), 'not-an-id', '0']) {
        const { status, text: body, headers } = await florist.ask('GET', path.replace('ID', id));
        delete headers.date;
        delete headers['x-request-id'];
        answers.push({ status, headers, body: body.replace(/"instance":"[^"]*"/, '') });
      }
      assert.equal(answers[0].status, 404);
      for (const answer of answers) assert.deepEqual(answer, answers[0], path);
    }
  });

  test('row 62: another\'s id in a body reads as nobody\'s', async () => {
    const florist = await Desk.signIn(world, '9200001');
    const { products } = (await florist.get('/api/products')).body;
    const { customer: neighbour } = (await florist.call('POST', '/api/customers', { name: 'Neighbour' })).body;
    for (const [theirs, body] of [
      [neighbour.id, (id) => order({ customerId: id })],
      [products[0].id, (id) => order({}, { productId: id })],
    ]) {
      const answers = [await newOrder(body(theirs)), await newOrder(body(randomUUID()))];
      for (const answer of answers) await refused(answer, 422, 'unknown_reference');
      assert.equal(answers[0].text.replace(/"instance":"[^"]*"/, ''), answers[1].text.replace(/"instance":"[^"]*"/, ''));
    }
  });

  // ?businessId= and a body's businessId are of our API (D16): a wrong pair is 404.
  test('row 63: another\'s business in body and query', async () => {
    const florist = await Desk.signIn(world, '9200001');
    const other = florist.businessId;
    await refused(newCustomer({ name: 'X', business_id: other }), 422, 'unknown_field', { pointer: '/business_id' });
    await refused(send('GET', `/api/customers?business_id=${other}`), 422, 'unknown_parameter', { pointer: '?business_id' });
    await refused(newCustomer({ name: 'X', businessId: other }), 404, 'not_found');
    await refused(send('GET', `/api/customers?businessId=${other}`), 404, 'not_found');
    await refused(send('POST', `/api/customers?businessId=${owner.businessId}`, { name: 'X', businessId: other }), 404, 'not_found');
  });

  test('row 64: fields that are not for asking', async () => {
    const { business } = await good(send('GET', `/api/businesses/${owner.businessId}`));
    for (const field of ['role', 'status', 'isDemo', 'ownerUserId', 'subscription', 'version', 'id']) {
      await refused(send('PATCH', `/api/businesses/${owner.businessId}`, { [field]: 'owner' }, { headers: { 'if-match': `"v${business.version}"` } }), 422, 'unknown_field', { pointer: `/${field}` });
    }
  });
});
