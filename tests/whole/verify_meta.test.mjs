// `croozer verify-meta` beside a running server: all is well with the sandbox, and each thing that is
// broken fails the one check that names it. Between the program and the sandbox stands a relay that
// changes one answer of Graph's at a time.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { engines, eventually, World } from './harness.mjs';

const build = process.env.CROOZER_BUILD ?? join(import.meta.dirname, '../../build/dev');

// Runs the program; its exit code, what it printed and, with --json, the checks by name.
function verify(config, args = [], env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(join(build, 'croozer'), ['verify-meta', '--config', config, ...args], { env: { ...process.env, ...env } });
    const result = { out: '', errors: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => { result.out += text; });
    child.stderr.setEncoding('utf8').on('data', (text) => { result.errors += text; });
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...result, code }));
  });
}

class Relay {
  // [{path: RegExp, change: (body) => body | [status, body]}]
  faults = [];

  static async open(target) {
    const relay = new Relay();
    relay.server = createServer(async (request, response) => {
      const parts = [];
      for await (const part of request) parts.push(part);
      const { host, connection, 'content-length': length, ...headers } = request.headers;
      const answer = await fetch(target + request.url, { method: request.method, headers, body: parts.length > 0 ? Buffer.concat(parts) : undefined });
      let body = await answer.text();
      let { status } = answer;
      for (const { path, change } of relay.faults.filter((fault) => fault.path.test(request.url))) {
        const changed = change(JSON.parse(body));
        if (Array.isArray(changed)) status = changed[0];
        body = JSON.stringify(Array.isArray(changed) ? changed[1] : changed);
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise((resolve) => relay.server.listen(0, '127.0.0.1', resolve));
    relay.url = `http://127.0.0.1:${relay.server.address().port}`;
    return relay;
  }

  close() { this.server.close(); this.server.closeAllConnections(); }
}

for (const engine of engines) describe(`verify-meta on ${engine}`, () => {
  let world;
  let relay;
  let files = 0;
  let secrets = [];
  let pizzeria;

  // The server's own file, with some settings changed.
  function configWith(changes = {}) {
    let text = readFileSync(world.files.croozer, 'utf8').replace(/^graph_url = .*$/m, `graph_url = ${JSON.stringify(relay.url)}`);
    for (const [key, value] of Object.entries(changes)) {
      const line = new RegExp(`^${key} = .*$`, 'm');
      assert.match(text, line);
      text = text.replace(line, `${key} = ${JSON.stringify(value)}`);
    }
    const path = join(world.directory, `verify-${++files}.toml`);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  async function run({ config = configWith(), args = [], env } = {}) {
    const { code, out, errors } = await verify(config, ['--json', ...args], env);
    for (const secret of secrets) assert.ok(!out.includes(secret) && !errors.includes(secret), 'a secret is printed');
    assert.equal(errors, '', errors);
    const report = JSON.parse(out);
    assert.equal(report.exitCode, code);
    return { code, report, failed: report.checks.filter(({ result }) => !['passed', 'skipped'].includes(result)) };
  }

  // Exactly these checks are not passed, each with a sentence of what to do.
  async function fails(expected, wish, code = 1) {
    const found = await run(wish);
    assert.equal(found.code, code, JSON.stringify(found.failed));
    assert.deepEqual([...new Set(found.failed.map(({ check }) => check))].sort(), [...expected].sort(), JSON.stringify(found.failed));
    for (const { advice } of found.failed) assert.match(advice, /^[A-Zm-].+\.$/);
    return found.failed;
  }

  const graph = async (method, path, shop, body) => {
    const response = await fetch(`${world.sandboxUrl}/v26.0/${path}`, {
      method, headers: { authorization: `Bearer ${world.tokens[shop.key]}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body),
    });
    assert.equal(response.status, 200, await response.clone().text());
    return response.json();
  };

  before(async () => {
    world = await World.open({ engine });
    relay = await Relay.open(`http://127.0.0.1:${world.sandboxPort}`);
    pizzeria = world.shop('pizzeria');
    secrets = [world.app.secret, world.app.verify, ...Object.values(world.tokens)];
    for (const shop of world.shops) {
      const { data } = await graph('GET', `${shop.waba_id}/message_templates`, shop);
      if (data.some(({ name }) => name === 'hello_world')) continue;
      await graph('POST', `${shop.waba_id}/message_templates`, shop, {
        name: 'hello_world', language: 'en_US', category: 'UTILITY', components: [{ type: 'BODY', text: 'Hello World' }],
      });
    }
  });
  beforeEach(async () => {
    relay.faults = [];
    await world.control('POST', 'reset', {});
  });
  after(async () => {
    relay.close();
    assert.equal(await world.close(), 0);
  });

  test('everything passes with the sandbox', async () => {
    const { code, report } = await run();
    assert.equal(code, 0, JSON.stringify(report.checks.filter(({ result }) => result !== 'passed')));
    assert.deepEqual([...new Set(report.checks.map(({ number }) => number))].sort((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    assert.deepEqual([...new Set(report.checks.map(({ roadmap }) => roadmap).filter(Boolean))].sort(), [1, 2, 3, 4, 5], 'the first roadmap\'s five');
    const accounts = report.checks.filter(({ check }) => check === 'accounts').map(({ subject }) => subject);
    assert.deepEqual(accounts.sort(), world.shops.map(({ waba_id }) => waba_id).sort());
    const token = report.checks.find(({ check }) => check === 'token');
    assert.match(token.subject, /^….{4} \(sha256 [0-9a-f]{8}\)$/);
  });

  test('the table says the same for people', async () => {
    const { code, out } = await verify(configWith());
    assert.equal(code, 0, out);
    assert.match(out, /^ 8 app_webhook +passed /m);
    for (const secret of secrets) assert.ok(!out.includes(secret));
  });

  test('one business only', async () => {
    const session = await world.signIn('9200001');
    const { report } = await run({ args: ['--business', session.businessId] });
    assert.deepEqual(report.checks.filter(({ check }) => check === 'accounts').map(({ subject }) => subject), [world.shop('florist').waba_id]);
  });

  const answers = (path, change) => { relay.faults.push({ path, change }); };
  const node = (id) => new RegExp(`^/v26\\.0/${id}\\?`);

  test('a token that expired', async () => {
    await world.control('POST', 'modes', { expired_token: true });
    const failed = await fails(['token', 'account_state', 'numbers', 'templates', 'subscription'], {});
    assert.match(failed.find(({ check }) => check === 'token').advice, /Connect the number anew/);
  });

  test('a token about to end is a warning', async () => {
    answers(/debug_token/, (body) => { body.data.expires_at = Math.floor(Date.now() / 1000) + 13 * 86_400; return body; });
    await fails(['token'], {}, 2);
  });

  test('a token of another app', async () => {
    answers(/debug_token/, (body) => { body.data.app_id = '8100000000002'; return body; });
    await fails(['token'], {});
  });

  test('a token without a permission', async () => {
    answers(/debug_token/, (body) => {
      body.data.scopes = ['whatsapp_business_management'];
      body.data.granular_scopes = body.data.granular_scopes.filter(({ scope }) => scope !== 'whatsapp_business_messaging');
      return body;
    });
    const [failed] = await fails(['token'], {});
    assert.match(failed.detail, /whatsapp_business_messaging/);
  });

  test('a wrong app secret', async () => {
    const found = await run({ config: configWith({ app_secrets: ['another-secret-of-no-app'] }) });
    assert.equal(found.code, 1);
    for (const check of ['token', 'app_webhook']) {
      assert.match(found.failed.find((one) => one.check === check).advice, /app_secrets/);
    }
    assert.match(found.failed.find(({ check }) => check === 'callback').detail, /signed with our secret/);
  });

  test('an account that was not granted', async () => {
    answers(/debug_token/, (body) => { for (const one of body.data.granular_scopes) one.target_ids = ['1']; return body; });
    answers(/whatsapp_business_accounts/, () => ({ data: [] }));
    await fails(['accounts'], {});
  });

  test('an account without a payment method is a warning', async () => {
    answers(node(pizzeria.waba_id), ({ primary_funding_id: _, ...body }) => body);
    const [failed] = await fails(['account_state'], {}, 2);
    assert.match(failed.advice, /payment method/);
    assert.equal(failed.subject, pizzeria.waba_id);
  });

  test('an account that Meta blocked', async () => {
    answers(node(pizzeria.waba_id), (body) => {
      body.health_status = { can_send_message: 'BLOCKED', entities: [{ entity_type: 'WABA', id: pizzeria.waba_id, can_send_message: 'BLOCKED', errors: [{ error_code: 141006, error_description: 'Payment', possible_solution: 'Settle the bill.' }] }] };
      return body;
    });
    const [failed] = await fails(['account_state'], {});
    assert.equal(failed.advice, 'Settle the bill.');
  });

  test('a number that is not connected', async () => {
    answers(new RegExp(`${pizzeria.waba_id}/phone_numbers`), (body) => { body.data[0].status = 'PENDING'; return body; });
    await fails(['numbers'], {});
  });

  test('a number of low quality is a warning, and one that may not send fails', async () => {
    answers(node(pizzeria.phone_number_id), (body) => ({ ...body, quality_rating: 'RED' }));
    const [warned] = await fails(['limits'], {}, 2);
    assert.equal(warned.subject, pizzeria.phone_number_id);
    relay.faults = [];
    answers(node(pizzeria.phone_number_id), (body) => ({ ...body, health_status: { can_send_message: 'BLOCKED', entities: [{ entity_type: 'PHONE_NUMBER', id: pizzeria.phone_number_id, can_send_message: 'BLOCKED', errors: [{ error_code: 141000, error_description: 'Not registered', possible_solution: 'Register the number.' }] }] } }));
    const [failed] = await fails(['limits'], {});
    assert.equal(failed.advice, 'Register the number.');
  });

  test('a token that does not open is its own shop\'s trouble', async () => {
    const sealed = (on) => `update whatsapp_accounts set token_sealed = ${engine === 'postgres' ? `${on}::bytea` : on} where waba_id = '${pizzeria.waba_id}'`;
    const [before_] = world.query(`select ${engine === 'postgres' ? 'encode(token_sealed, \'hex\')' : 'hex(token_sealed)'} from whatsapp_accounts where waba_id = '${pizzeria.waba_id}'`);
    const literal = (hex) => (engine === 'postgres' ? `'\\x${hex}'` : `x'${hex}'`);
    world.change(sealed(literal(before_.slice(0, -2) + (before_.endsWith('00') ? '01' : '00'))));
    try {
      const [failed] = await fails(['token'], {});
      assert.match(failed.detail, new RegExp(`${pizzeria.waba_id} does not open`));
      assert.match(failed.advice, /key file/);
    } finally {
      world.change(sealed(literal(before_)));
    }
  });

  test('no approved template', async () => {
    answers(new RegExp(`${pizzeria.waba_id}/message_templates`), (body) => ({ ...body, data: body.data.map((one) => ({ ...one, status: 'REJECTED' })) }));
    await fails(['templates'], {});
  });

  const ofApp = (change) => answers(/\/subscriptions/, (body) => { change(body.data.find(({ object }) => object === 'whatsapp_business_account'), body); return body; });

  test('the app\'s callback is another', async () => {
    ofApp((one) => { one.callback_url = 'https://old.example/webhook'; });
    const [failed] = await fails(['app_webhook'], {});
    assert.match(failed.detail, /old\.example/);
  });

  test('a field is missing, or the webhook is off', async () => {
    ofApp((one) => { one.fields = one.fields.filter(({ name }) => name !== 'messages'); });
    const [failed] = await fails(['app_webhook'], {});
    assert.match(failed.detail, /messages/);
    relay.faults = [];
    ofApp((one) => { one.active = false; });
    await fails(['app_webhook'], {});
  });

  test('the account is not subscribed', async () => {
    await graph('DELETE', `${pizzeria.waba_id}/subscribed_apps`, pizzeria);
    const [failed] = await fails(['subscription'], {});
    assert.equal(failed.subject, pizzeria.waba_id);
  });

  test('an override leads elsewhere', async () => {
    answers(/subscribed_apps/, (body) => { for (const one of body.data) one.override_callback_uri = 'https://staging.example/hook'; return body; });
    await fails(['subscription'], {});
    relay.faults = [];
    answers(node(pizzeria.phone_number_id), (body) => ({ ...body, webhook_configuration: { phone_number: 'https://staging.example/hook' } }));
    await fails(['override'], {});
  });

  test('another verify token, or nobody at the callback', async () => {
    await fails(['callback'], { config: configWith({ verify_token: 'another-token' }) });
    const failed = await fails(['app_webhook', 'callback'], { config: configWith({ public_url: 'http://localhost:9' }) });
    assert.match(failed.find(({ check }) => check === 'callback').detail, /not reached/);
  });

  test('a version that nobody knows', async () => {
    answers(/^\/v26\.0\/me/, () => [400, { error: { code: 2500, message: 'Unknown path components: /v26.0/me', type: 'OAuthException' } }]);
    await fails(['version'], {});
  });

  test('trouble of Meta\'s own is not our failure', async () => {
    answers(/debug_token/, () => [500, { error: { code: 2, message: 'Service temporarily unavailable', is_transient: true } }]);
    const { code, report } = await run();
    assert.equal(code, 3, JSON.stringify(report.checks));
    for (const { result } of report.checks.filter(({ check }) => check === 'token')) assert.equal(result, 'not_run');
  });

  test('a sample message, and its status through the webhook', async () => {
    const session = await world.signIn('9100001');
    const args = ['--business', session.businessId, '--send-to', '054-123-4567'];
    const { code, report } = await run({ args });
    const sent = report.checks.find(({ check }) => check === 'send');
    assert.equal(code, 0, JSON.stringify(sent));
    assert.match(sent.detail, /a status came back/);
    assert.ok(!JSON.stringify(report).includes('1234567'), 'the phone is not printed');
    await eventually(async () => (await world.sends({ to: '972541234567' })).some(({ request }) => request.template?.name === 'hello_world'), 'the sample');
    await world.control('POST', 'modes', { error_code: 131030 });
    const [failed] = await fails(['send'], { args });
    assert.match(failed.detail, /131030/);
  });

  test('a token of one\'s own', async () => {
    const env = { CROOZER_VERIFY_TOKEN: world.tokens.pizzeria };
    const { code, report, failed } = await run({ args: ['--token', '--waba', pizzeria.waba_id, '--portfolio', pizzeria.portfolio_id], env });
    assert.equal(code, 0, JSON.stringify(failed));
    assert.deepEqual(report.checks.filter(({ check }) => check === 'numbers').map(({ subject }) => subject), [pizzeria.waba_id]);
    // The accounts that the token names, without being told.
    assert.equal((await run({ args: ['--token'], env })).code, 0);
    await fails(['token', 'accounts'], { args: ['--token'], env: { CROOZER_VERIFY_TOKEN: 'EAAnobodysTokenOfNoAppAtAll' } });
  });

  test('what could not run says why, with 3', async () => {
    const wish = async (args, env) => {
      const { code, out, errors } = await verify(...args, env);
      assert.equal(code, 3, out + errors);
      return out + errors;
    };
    assert.match(await wish([join(world.directory, 'nothing.toml')]), /nothing\.toml/);
    assert.match(await wish([configWith(), ['--business', 'x']]), /no id/);
    assert.match(await wish([configWith(), ['--business', '00000000-0000-4000-8000-000000000000']]), /no business/);
    assert.match(await wish([configWith(), ['--token']], { CROOZER_VERIFY_TOKEN: '' }), /CROOZER_VERIFY_TOKEN/);
    assert.match(await wish([configWith(), ['--send-to', 'no phone']]), /phone/);
    assert.match(await wish([configWith(), ['--send-to', '0541234567']]), /--business/);
    assert.match(await wish([configWith({ graph_url: 'http://127.0.0.1:9' })]), /not_run/);
    assert.match(await wish([configWith({ directory: join(world.directory, 'elsewhere') }), []]), /croozer verify-meta: /);
  });
});
