// Starts the real server and the real sandbox on free ports with a fresh database, and speaks to
// both over HTTP. Everything is stopped and removed by close().
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDemoConfig } from '../../tools/demo_config.mjs';
import { createDatabase, hasPostgres } from '../../tools/postgres_database.mjs';
import { freePort, sleep, start, stop } from '../../tools/processes.mjs';

export { sleep };

// Every whole-binary suite runs once for each; PostgreSQL is there when ./dev test started it.
export const engines = hasPostgres ? ['sqlite', 'postgres'] : ['sqlite'];

// Waits until `probe` gives something truthy; its last error or value is told on time-out.
export async function eventually(probe, what, timeout = 20_000) {
  const deadline = Date.now() + timeout;
  let last;
  for (;;) {
    try {
      last = await probe();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeout} ms; last: ${last?.stack ?? JSON.stringify(last)}`);
    await sleep(50);
  }
}

export class World {
  sendsRead = 0;
  knownSends = [];

  static async open({ engine = 'sqlite', overrides = {} } = {}) {
    const world = new World();
    world.database = engine === 'postgres' ? createDatabase() : null;
    world.directory = mkdtempSync(join(tmpdir(), 'croozer-whole-'));
    world.serverPort = await freePort();
    world.sandboxPort = await freePort();
    // Tests do not wait for the pace that Meta asks of us.
    const sender = { number_per_second: 1000.5, pair_per_second: 1000.5, pair_burst: 1000, ...overrides.sender };
    const data = { ...world.database?.settings, ...overrides.data };
    Object.assign(world, writeDemoConfig(world.directory, {
      serverPort: world.serverPort, sandboxPort: world.sandboxPort, overrides: { ...overrides, sender, data },
    }));
    try {
      world.sandboxProcess = await start('croozer-sandbox', ['--config', world.files.sandbox]);
      await world.startServer();
    } catch (error) {
      // A program that goes on would keep the tests from ending, and hide why.
      await world.close();
      throw error;
    }
    return world;
  }

  async startServer() {
    this.serverProcess = await start('croozer', ['serve', '--config', this.files.croozer]);
  }

  // SIGKILL unless told otherwise; the database stays.
  async stopServer(signal = 'SIGKILL') {
    return stop(this.serverProcess, signal);
  }

  async close() {
    const code = await stop(this.serverProcess, 'SIGTERM');
    await stop(this.sandboxProcess, 'SIGTERM');
    if (!process.env.CROOZER_KEEP) {
      rmSync(this.directory, { recursive: true, force: true });
      this.database?.drop();
    }
    return code;
  }

  // By a line of the log.
  operatorWasTold(kind) {
    return new RegExp(`"operator alert".*"kind":"${kind}"`).test(this.serverProcess.log.join(''));
  }

  // The database takes nothing until the other is called: the disk is full (a limit on the size of
  // files is the same to SQLite), or PostgreSQL is gone.
  stopStoring() {
    if (this.database) this.database.shut();
    else this.limitFiles('1:unlimited');
  }

  storeAgain() {
    if (this.database) this.database.reopen();
    else this.limitFiles('unlimited');
  }

  limitFiles(size) {
    execFileSync('prlimit', ['--pid', String(this.serverProcess.child.pid), `--fsize=${size}`]);
  }

  // What no route does: rows are changed under the running server.
  change(sql) {
    if (this.database) this.database.query(sql);
    else execFileSync('sqlite3', [join(this.directory, 'data/croozer.db'), '.timeout 10000', sql]);
  }

  // Rows as psql and sqlite3 print them: columns between |.
  query(sql) {
    const text = this.database ? this.database.query(sql)
      : execFileSync('sqlite3', ['-readonly', join(this.directory, 'data/croozer.db'), sql], { encoding: 'utf8' }).trim();
    return text === '' ? [] : text.split('\n');
  }

  get serverUrl() { return `http://localhost:${this.serverPort}`; }
  get sandboxUrl() { return `http://localhost:${this.sandboxPort}`; }
  shop(key = 'pizzeria') { return this.shops.find((shop) => shop.key === key); }

  async control(method, path, body) {
    const response = await fetch(`${this.sandboxUrl}/control/${path}`, {
      method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`control ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  // A customer writes. `message` is text or Meta's message object.
  async say(message, { shop = 'pizzeria', from = noa, ...rest } = {}) {
    const object = typeof message === 'string' ? { type: 'text', text: message } : message;
    return this.control('POST', 'inbound', {
      phone_number_id: this.shop(shop).phone_number_id, from, message: object, ...rest,
    });
  }

  async tap(button, options) {
    return this.say({ type: 'interactive', interactive: { type: 'button_reply', button_reply: button } }, options);
  }

  // Everything Graph accepted, oldest first (read receipts left out).
  async sends({ shop, to } = {}) {
    for (;;) {
      const { sends, next } = await this.control('GET', `sends?since=${this.sendsRead}`);
      // Two callers may have read the same page.
      for (const send of sends.filter(({ seq }) => seq > this.sendsRead)) if (send.body.type) this.knownSends.push({ ...send, request: send.body });
      this.sendsRead = Math.max(this.sendsRead, next);
      if (sends.length === 0) break;
    }
    return this.knownSends
      .filter((send) => !shop || send.phone_number_id === this.shop(shop).phone_number_id)
      .filter((send) => !to || send.request.to === to || send.request.recipient === to);
  }

  // Waits for the next message to a customer that `matches`.
  nextSend(matches, what, options) {
    return eventually(async () => (await this.sends(options)).find(matches), what);
  }

  sign(body, secret = this.app.secret) {
    return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  }

  postWebhook(body, headers = { 'x-hub-signature-256': this.sign(body) }) {
    return fetch(`${this.serverUrl}/api/webhooks/whatsapp`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body,
    });
  }

  // What Facebook sends about a person: base64url(HMAC-SHA256 of the payload's text).payload.
  signedRequest(userId, { secret = this.app.secret, ...more } = {}) {
    const payload = { user_id: userId, algorithm: 'HMAC-SHA256', issued_at: Math.floor(Date.now() / 1000), ...more };
    const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
    return `${createHmac('sha256', secret).update(text).digest('base64url')}.${text}`;
  }

  // Its two callbacks: "deauthorize" and "data-deletion". `about` is a person's id or the whole text.
  tellAsFacebook(what, about, headers = {}) {
    const text = about.includes('.') ? about : this.signedRequest(about);
    return fetch(`${this.serverUrl}/api/meta/${what}`, { method: 'POST', headers, body: new URLSearchParams({ signed_request: text }) });
  }

  // Signs in through the real OAuth code flow: the dialog consents as that person.
  async signIn(personId) {
    return Browser.signIn(this, personId);
  }
}

export const noa = { phone: '972541234567', name: 'נועה' };
export const avi = { phone: '972529876543', name: 'Avi' };
export const shira = { bsuid: 'IL.7421009911223344', name: 'שירה', username: 'shira.k' };

export const bodyOf = (send) => send.request.text?.body ?? send.request.interactive?.body?.text ?? '';
export const buttonsOf = (send) => (send.request.interactive?.action?.buttons ?? []).map(({ reply }) => reply);

// A browser without a window: cookies, CSRF, our Origin.
export class Browser {
  constructor(world) { this.world = world; this.cookies = new Map(); }

  static async signIn(world, personId) {
    const browser = new this(world);
    let response = await browser.fetch('/api/auth/facebook/start?next=/');
    if (response.status !== 303) throw new Error(`start: ${response.status} ${await response.text()}`);
    const dialog = new URL(response.headers.get('location'));
    dialog.searchParams.set('demo_person', personId);
    response = await fetch(dialog, { redirect: 'manual' });
    const back = new URL(response.headers.get('location') ?? 'missing:');
    response = await browser.fetch(back.pathname + back.search);
    if (response.status !== 303) throw new Error(`callback: ${response.status} ${await response.text()}`);
    const session = await browser.get('/api/session');
    browser.csrf = session.body.csrf;
    browser.session = session.body;
    return browser;
  }

  async fetch(path, { method = 'GET', headers = {}, body } = {}) {
    const response = await fetch(this.world.serverUrl + path, {
      method, redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'GET' ? {} : { origin: this.world.serverUrl, 'x-csrf': this.csrf ?? '' }),
        ...(method === 'GET' || body instanceof URLSearchParams ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || body instanceof URLSearchParams ? body : JSON.stringify(body),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  async call(method, path, body, headers = {}) {
    const response = await this.fetch(path, { method, body, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  }

  get(path) { return this.call('GET', path); }
  get businessId() { return this.session.businesses[0].id; }

  async orders(query = '') {
    const { status, body } = await this.get(`/api/orders?businessId=${this.businessId}${query}`);
    if (status !== 200) throw new Error(`orders: ${status} ${JSON.stringify(body)}`);
    return body.orders;
  }

  move(order, status, more = {}) {
    return this.call('PATCH', `/api/orders/${order.id}/status?businessId=${order.businessId}`, { status, ...more }, { 'if-match': `"v${order.version}"` });
  }
}

// Of [server], for desks.
export const behindProxy = { trusted_proxies: ['127.0.0.1'] };
let desks = 0;

// A browser with an address of its own behind a trusted proxy, which keeps under the limit of a person.
export class Desk extends Browser {
  address = `198.51.${Math.floor(++desks / 250)}.${(desks % 250) + 1}`;
  freeAt = 0;

  async turn() {
    const now = Date.now();
    this.freeAt = Math.max(this.freeAt, now - 2_500) + 55;
    if (this.freeAt > now) await sleep(this.freeAt - now);
  }

  async fetch(path, { headers = {}, ...rest } = {}) {
    await this.turn();
    return super.fetch(path, { ...rest, headers: { 'x-forwarded-for': this.address, ...headers } });
  }

  // Any answer as text; of an event stream the first frame.
  async ask(method, path, { headers = {}, body } = {}) {
    const response = await this.fetch(path, { method, headers, body });
    let text = '';
    if (response.headers.get('content-type') === 'text/event-stream') {
      for await (const part of response.body) {
        text += Buffer.from(part).toString('utf8');
        if (text.includes('\n\n')) break;
      }
    } else {
      text = await response.text();
    }
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  }
}

export function testData(name) {
  const path = join(import.meta.dirname, '../data', name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
