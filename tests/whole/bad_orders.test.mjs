// Bad input and its exact answer, a case a row of the security notes' table (§6), by its number:
// orders, money, lists and concurrency.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { hooksOf } from './bad_input/hooks.mjs';
import { long, now, slugOf } from './bad_input/raw_http.mjs';
import { Shop } from './bad_input/shop.mjs';
import { Desk, engines, eventually } from './harness.mjs';

for (const engine of engines) describe(`bad orders on ${engine}`, () => {
  const shop = new Shop(engine);
  const { send, refused, good, newCustomer, order, newOrder, newProduct } = shop;
  const { person, text, envelope, from, taken, arrived } = hooksOf(shop);
  let world;
  let owner;
  let menu;
  let customer;
  before(async () => { ({ world, owner, menu, customer } = await shop.open()); });
  after(() => shop.close());

  for (const list of ['/api/orders', '/api/customers', '/api/conversations']) {
    test(`row 87: pages of ${list}`, async () => {
      for (const [value, expected] of [['0', 'range'], ['201', 'range'], ['-1', 'range'], ['x', 'type'], ['1.5', 'type'], ['99999999999999999999', 'range']]) {
        await refused(send('GET', `${list}?limit=${value}`), 422, expected, { pointer: '?limit' });
      }
      await good(newOrder(order()), 201);
      await good(newOrder(order()), 201);
      for (const name of ['cursor one', 'cursor two']) await world.say('שלום', { from: { ...person(), name } });
      const cursor = await eventually(async () => (await good(send('GET', `${list}?limit=1`))).pagination.nextCursor, 'a second page');
      await good(send('GET', `${list}?limit=1&cursor=${cursor}`));
      const tampered = `${cursor.slice(0, 5)}${cursor[5] === 'A' ? 'B' : 'A'}${cursor.slice(6)}`;
      for (const wrong of [tampered, cursor.slice(0, -1), `${cursor}AAAA`, 'x', randomUUID()]) await refused(send('GET', `${list}?limit=1&cursor=${wrong}`), 400, 'cursor', { pointer: '?cursor' });
      const elsewhere = list === '/api/orders' ? '/api/customers' : '/api/orders';
      await refused(send('GET', `${elsewhere}?cursor=${cursor}`), 400, 'cursor');
      const florist = await Desk.signIn(world, '9200001');
      await refused(send('GET', `${list}?cursor=${cursor}`, undefined, { desk: florist }), 400, 'cursor');
    });
  }

  test('row 89: signs of a search are letters', async () => {
    const names = ['Per%cent 89', 'Under_score 89', "Apo'strophe 89", 'Back\\slash 89', 'Plain 89'];
    for (const name of names) await good(newCustomer({ name }), 201);
    for (const [index, sign] of ['%', '_', "'", '\\'].entries()) {
      const { customers } = await good(send('GET', `/api/customers?limit=200&q=${encodeURIComponent(sign)}`));
      assert.deepEqual(customers.map(({ name }) => name).filter((name) => name.endsWith('89')), [names[index]], sign);
    }
    assert.deepEqual((await good(send('GET', `/api/orders?q=${encodeURIComponent('%')}`))).orders, []);
    // 10 KiB would already be refused as a start line.
    for (const path of ['/api/customers', '/api/orders']) {
      await refused(send('GET', `${path}?q=${long('a', 7_000)}`), 422, 'too_long', { pointer: '?q' });
      await refused(send('GET', `${path}?q=${long('a', 201)}`), 422, 'too_long', { pointer: '?q' });
    }
  });

  const move = (subject, status, more = {}, headers = { 'if-match': `"v${subject.version}"` }) => send('PATCH', `/api/orders/${subject.id}/status`, { status, ...more }, { headers });

  test('row 91: a client does not price', async () => {
    for (const field of ['total', 'price', 'subtotal', 'discount', 'tax']) await refused(newOrder(order({ [field]: 1 })), 422, 'unknown_field', { pointer: `/${field}` });
    await refused(newOrder(order({}, { price: 1 })), 422, 'unknown_field', { pointer: '/items/0/price' });
  });

  test('row 92: unavailable, gone, closed, wrong option', async () => {
    const { product } = await good(newProduct({ available: false }), 201);
    await refused(newOrder(order({}, { productId: product.id })), 409, 'unavailable');
    await refused(newOrder(order({}, { productId: randomUUID() })), 422, 'unknown_reference');
    const cola = menu.find(({ name }) => name === 'Coca-Cola');
    await refused(newOrder(order({}, { productId: cola.id, options: [{ group: 'topping', option: 'olives' }] })), 422, 'option_invalid');
    await refused(newOrder(order({}, { options: [{ group: 'nothing', option: 'nothing' }] })), 422, 'unknown_reference');
  });

  test('row 93: more than there is', async () => {
    const { product } = await good(newProduct({ trackInventory: true, stockQuantity: 1 }), 201);
    const problem = await refused(newOrder(order({}, { productId: product.id, quantity: 2 })), 409, 'out_of_stock');
    assert.equal(problem.available, 1, JSON.stringify(problem));
  });

  test('row 94: more money than an order may be', async () => {
    const { product } = await good(newProduct({ price: 1_000_000_000 }), 201);
    await refused(newOrder(order({}, { productId: product.id, quantity: 999 })), 422, 'amount_too_large');
    await refused(newOrder(order({ items: Array(100).fill({ productId: product.id, quantity: 999 }) })), 422, 'amount_too_large');
  });

  test('row 96: a step that is none, and the same state again', async () => {
    const { order: placed } = await good(newOrder(order()), 201);
    const problem = await refused(move(placed, 'delivered'), 409, 'transition');
    assert.deepEqual(problem.allowed, ['confirmed', 'cancelled']);
    const { order: same } = await good(move(placed, 'pending'));
    assert.equal(same.version, placed.version);
    assert.equal((await good(send('GET', `/api/orders/${placed.id}`))).timeline.length, 1);
  });

  test('row 97: If-Match', async () => {
    const { order: placed } = await good(newOrder(order()), 201);
    const { order: confirmed } = await good(move(placed, 'confirmed'));
    for (const [path, body] of [
      [`/api/orders/${placed.id}/status`, { status: 'preparing' }], [`/api/customers/${customer.id}`, { notes: 'x' }],
      [`/api/products/${menu[0].id}`, { featured: true }], [`/api/businesses/${owner.businessId}`, { name: 'X' }],
    ]) {
      const patch = (headers) => send('PATCH', path, body, { headers });
      await refused(patch({}), 428, 'precondition_required');
      await refused(patch({ 'if-match': '*' }), 428, 'precondition_required');
      for (const garbage of ['v1', '"1"', '"v"', '"v1', '"v-1"', '"v1.0"', 'W/"v1"', '"v1", "v2"', '"v99999999999999999999"']) await refused(patch({ 'if-match': garbage }), 400, 'if_match');
      await refused(patch({ 'if-match': '"v9999"' }), 412, 'stale');
    }
    await refused(move(placed, 'preparing'), 412, 'stale');
    await good(move(confirmed, 'preparing'));
  });

  test('row 98: Idempotency-Key', async () => {
    const key = randomUUID();
    const withKey = (value, body = { name: 'Once' }) => newCustomer(body, { headers: { 'idempotency-key': value } });
    for (const wrong of [long('k', 256), '', 'two words', 'tab\tkey']) await refused(withKey(wrong), 400, 'idempotency_key');
    await good(withKey(long('k', 255)), 201);
    const first = await withKey(key);
    const again = await withKey(key);
    assert.deepEqual([first.status, again.status, again.headers['idempotency-replayed'], first.headers['idempotency-replayed']], [201, 201, 'true', undefined]);
    assert.equal(again.text, first.text);
    await refused(withKey(key, { name: 'Other' }), 422, 'idempotency_key_reused');
    // At once: one effect, whoever was first; who comes in between may be told to wait.
    const together = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => withKey(together, { name: `At once ${together}` })));
    for (const answer of answers) {
      if (answer.status !== 409) continue;
      await refused(answer, 409, 'request_in_flight');
      assert.equal(answer.headers['retry-after'], '1');
    }
    assert.ok(answers.some(({ status }) => status === 201));
    assert.equal((await good(send('GET', `/api/customers?q=${together}`))).customers.length, 1);
    // What was refused is not kept.
    const mended = randomUUID();
    await refused(withKey(mended, { name: 'X', phone: '0501234000' }), 409, 'phone_in_use');
    await good(withKey(mended, { name: 'X', phone: '0501234001' }), 201);
  });

  test('row 100: nobody to write to', async () => {
    const path = `/api/businesses/${owner.businessId}/messages`;
    await refused(send('POST', path, { to: '0509999999', message: 'hello' }), 422, 'recipient');
    await refused(send('POST', path, { customerId: customer.id, message: 'hello' }), 409, 'window_closed');
    const who = person();
    await taken(envelope(from(who, text('שלום', { timestamp: String(now() - 25 * 3_600) }))));
    await arrived(who);
    await refused(send('POST', path, { to: who.phone, message: 'hello' }), 409, 'window_closed');
  });

  test('row 104: the seventh stream of a person', async () => {
    const courier = await Desk.signIn(world, '9100004');
    const cookie = [...courier.cookies].map((pair) => pair.join('=')).join('; ');
    const stop = new AbortController();
    const open = () => fetch(`${world.serverUrl}/api/events`, { headers: { cookie }, signal: stop.signal });
    const streams = [];
    for (let i = 0; i < 6; ++i) streams.push(await open());
    assert.deepEqual(streams.map(({ status }) => status), Array(6).fill(200));
    const seventh = await courier.ask('GET', '/api/events');
    assert.equal(seventh.status, 429);
    assert.equal(slugOf(seventh.headers, seventh.text).slug, 'too_many_streams');
    assert.match(seventh.headers['retry-after'], /^\d+$/);
    stop.abort();
    await eventually(async () => (await courier.ask('GET', '/api/events')).status === 200, 'there is room again');
  });

  test('row 104: a place in the stream that is none', async () => {
    const at = async (value) => (await owner.ask('GET', '/api/events', { headers: { 'last-event-id': value } }));
    // More than are kept for who comes back.
    const who = person();
    await taken(envelope(from(who, ...Array.from({ length: 700 }, () => text('שלום')))));
    const place = async () => Number((await owner.ask('GET', '/api/events')).text.match(/^id: (\d+)$/m)[1]);
    await eventually(async () => await place() > 600, 'many have happened', 60_000);
    const last = await place();
    assert.doesNotMatch((await at(String(last - 1))).text, /event: reset/, 'a good place is kept');
    for (const value of ['garbage', '-1', String(last + 1_000), '9'.repeat(30), randomUUID(), '1']) {
      const answer = await at(value);
      assert.equal(answer.status, 200);
      assert.match(answer.text, /event: reset/, value);
    }
  });

  // Last: it uses up what the owner may ask.
  test('row 104: past the limit', async () => {
    const answers = await Promise.all(Array.from({ length: 120 }, () => send('GET', '/api/orders?limit=1', undefined, { hasty: true })));
    const over = answers.filter(({ status }) => status === 429);
    assert.ok(over.length > 0 && over.length < 120, `${over.length} of 120 are past it`);
    for (const answer of over) {
      await refused(answer, 429, 'too_many_requests');
      assert.match(answer.headers['retry-after'], /^\d+$/);
      assert.match(answer.headers['ratelimit-policy'] ?? '', /^"user";q=60;w=3$/, 'RateLimit-Policy');
      assert.match(answer.headers.ratelimit ?? '', /^"user";r=0;t=\d+$/, 'RateLimit');
    }
  });
});
