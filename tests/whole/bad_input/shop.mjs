// The pizzeria, as its owner at a desk, to whom bad requests are sent.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { behindProxy, Desk, World } from '../harness.mjs';
import { slugOf } from './raw_http.mjs';

export const oldSecret = 'the-secret-before-the-rotation';

export class Shop {
  constructor(engine) { this.engine = engine; }

  // Gives {world, owner, menu, customer}; the customer was entered by staff and has never written.
  async open() {
    const world = await World.open({ engine: this.engine, overrides: { server: behindProxy } });
    this.world = world;
    // Amid a rotation: the present secret and the one before.
    await world.stopServer('SIGTERM');
    const file = readFileSync(world.files.croozer, 'utf8');
    writeFileSync(world.files.croozer, file.replace(/^app_secrets = \["([^"]+)"\]$/m, `app_secrets = ["$1", "${oldSecret}"]`));
    await world.startServer();
    await world.control('POST', 'modes', { rate_limits: false });
    this.owner = await Desk.signIn(world, '9100001');
    this.menu = (await this.good(this.send('GET', '/api/products'))).products;
    this.customer = (await this.good(this.newCustomer({ name: 'Counter', phone: '0501234000' }), 201)).customer;
    await this.good(this.settings({ burstSeconds: 0 }));
    return this;
  }

  async close() {
    assert.equal(await this.world.close(), 0, 'the server ends cleanly');
  }

  // The body as text, so that it need not be JSON.
  send = async (method, path, body, { desk = this.owner, headers = {}, hasty = false } = {}) => {
    if (!hasty) await desk.turn();
    const url = this.world.serverUrl;
    const response = await fetch(url + path, {
      method, redirect: 'manual',
      headers: {
        cookie: [...desk.cookies].map((pair) => pair.join('=')).join('; '), 'x-forwarded-for': desk.address,
        ...(method === 'GET' ? {} : { origin: url, 'x-csrf': desk.csrf ?? '', 'content-type': 'application/json' }), ...headers,
      },
      body: body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
    const answer = { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
    answer.body = answer.headers['content-type']?.endsWith('json') ? JSON.parse(answer.text) : null;
    return answer;
  };

  refused = async (answer, status, expected, { pointer, detail } = {}) => {
    const got = await answer;
    assert.equal(got.status, status, got.text);
    const { slug, problem } = slugOf(got.headers, got.text);
    assert.equal(slug, expected, got.text);
    const error = (problem.errors ?? []).find((entry) => entry.code === expected);
    if (pointer) assert.equal(error?.pointer, pointer, got.text);
    if (detail) assert.match(error?.detail ?? problem.detail ?? '', detail, got.text);
    return problem;
  };

  good = async (answer, status = 200) => {
    const got = await answer;
    assert.equal(got.status, status, got.text);
    return got.body;
  };

  order = (more = {}, line = {}) => ({
    customerId: this.customer.id, items: [{ productId: this.menu[0].id, quantity: 1, ...line }], deliveryDetails: { deliveryType: 'pickup' }, ...more,
  });

  newOrder = (body, options) => this.send('POST', '/api/orders', body, options);
  newCustomer = (body, options) => this.send('POST', '/api/customers', body, options);
  newProduct = (more = {}) => this.send('POST', '/api/products', { name: 'Test', category: 'test', price: 1_000, ...more });

  settings = async (edit) => {
    const path = `/api/businesses/${this.owner.businessId}`;
    const { business } = await this.good(this.send('GET', path));
    return this.send('PATCH', path, { settings: edit }, { headers: { 'if-match': `"v${business.version}"` } });
  };
}
