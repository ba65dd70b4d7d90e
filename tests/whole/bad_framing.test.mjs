// Bad input and its exact answer, a case a row of the security notes' table (§6), by its number:
// framing. The engine behind it does not matter.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { exchange, host, json, request, slugOf, withLength } from './bad_input/raw_http.mjs';
import { behindProxy, sleep, World } from './harness.mjs';

// row, what, bytes, status, slug (null: any), close?, other headers
const framing = [
  [1, 'no Host', 'GET / HTTP/1.1\r\n\r\n', 400, 'bad_request', true],
  [2, 'two Hosts', `GET / HTTP/1.1\r\n${host}Host: other\r\n\r\n`, 400, 'bad_request', true],
  [2, 'the same Host twice', `GET / HTTP/1.1\r\n${host}${host}\r\n`, 400, 'bad_request', true],
  [3, 'a Host that is not ours', 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n', 421, 'misdirected_request', false],
  [3, 'a Host that begins as ours', 'GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n', 421, 'misdirected_request', false],
  [4, 'Content-Length and Transfer-Encoding', request('POST /api/orders', `${json}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n`, '0\r\n\r\n'), 400, null, true],
  [5, 'xchunked', request('POST /api/orders', `${json}Transfer-Encoding: xchunked\r\n`), 501, 'transfer_coding', true],
  [5, 'gzip, chunked', request('POST /api/orders', `${json}Transfer-Encoding: gzip, chunked\r\n`), 501, 'transfer_coding', true],
  [5, 'chunked, identity', request('POST /api/orders', `${json}Transfer-Encoding: chunked, identity\r\n`), 400, null, true],
  ...[['two lengths', '5\r\nContent-Length: 6'], ['one length twice', '5\r\nContent-Length: 5'], ['a list of lengths', '5, 5'], ['a plus', '+5'], ['a minus', '-1'], ['20 digits', '99999999999999999999']]
    .map(([what, value]) => [6, what, request('POST /api/orders', `${json}Content-Length: ${value}\r\n`, '12345'), 400, null, true]),
  [7, 'a folded header', request('GET /', 'X-Note: one\r\n two\r\n'), 400, null, true],
  [8, 'one bare LF', `GET / HTTP/1.1\r\n${host}X-Note: one\n\r\n`, 400, null, true],
  [8, 'bare LF only', 'GET / HTTP/1.1\nHost: localhost\n\n', 400, null, true],
  [8, 'a space before the colon', request('GET /', 'X-Note : one\r\n'), 400, null, true],
  [8, 'NUL in a header', request('GET /', 'X-Note: o\0ne\r\n'), 400, null, true],
  [8, 'NUL in the target', request('GET /a\0b'), 400, null, true],
  [8, 'a control character in the target', request('GET /a\x01b'), 400, null, true],
  [9, 'raw UTF-8 in the target', request('GET /×\xd7\x90'), 400, 'invalid_path'],
  [9, '%zz', request('GET /%zz'), 400, 'invalid_path'],
  [9, '%00', request('GET /a%00b'), 400, 'invalid_path'],
  [9, 'an overlong slash', request('GET /%c0%ae%c0%ae/etc/passwd'), 400, 'invalid_path'],
  ...['/a/../b', '/../etc/passwd', '/%2e%2e/etc/passwd', '//evil.com', '/..\\..\\etc\\passwd', '/assets\\index.html', '/assets/..%2f..%2fetc/passwd', '/api/../index.html']
    .map((target) => [10, target, request(`GET ${target}`), 404, 'not_found']),
  [11, 'a start line of 9 KiB', request(`GET /${'a'.repeat(9 * 1024)}`), 414, 'uri_too_long', true],
  [12, '17 KiB of headers', request('GET /', Array.from({ length: 17 }, (_, i) => `X-${i}: ${'a'.repeat(1016)}\r\n`).join('')), 431, 'headers_too_large', true],
  [12, '101 fields', request('GET /', Array.from({ length: 100 }, (_, i) => `X-${i}: a\r\n`).join('')), 431, 'headers_too_large', true],
  [13, 'a head that never ends', ['GET / HTTP/1.1\r\nHost: loc'], 408, 'request_timeout', true],
  [14, 'a body slower than 1 KiB a second', [request('POST /api/customers', `${json}Content-Length: 20000\r\n`), async (answered) => { for (let i = 0; i < 40 && !answered(); ++i) await sleep(400); }], 408, 'request_timeout', true],
  [14, 'a body that drips', [request('POST /api/customers', `${json}Content-Length: 20000\r\n`), ...Array.from({ length: 30 }, () => [async (answered) => { if (!answered()) await sleep(500); }, ' '.repeat(100)]).flat()], 408, 'request_timeout', true],
  [16, 'a chunk of FFFFFFFFFFFFFFFFF', request('POST /api/orders', `${json}Transfer-Encoding: chunked\r\n`, 'FFFFFFFFFFFFFFFFF\r\n'), 400, null, true],
  [17, 'a gzip body', withLength('POST /api/orders', `${json}Content-Encoding: gzip\r\n`, '{}'), 415, 'encoding_not_supported'],
  [18, 'text/plain to a JSON route', withLength('POST /api/orders', 'Content-Type: text/plain\r\n', '{}'), 415, 'media_type'],
  [18, 'no content type', withLength('POST /api/orders', '', '{}'), 415, 'media_type'],
  [18, 'a form', withLength('POST /api/orders', 'Content-Type: application/x-www-form-urlencoded\r\n', 'a=1'), 415, 'media_type'],
  [19, 'Accept: application/xml', request('GET /api/session', 'Accept: application/xml\r\n'), 406, 'not_acceptable'],
  [20, 'BREW', request('BREW /api/orders'), 501, 'method_unknown', true],
  [20, 'TRACE', request('TRACE /api/orders'), 405, 'method_not_allowed', undefined, { allow: /GET/ }],
  [20, 'CONNECT', 'CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n', 405, 'method_not_allowed'],
  [21, 'PUT on a path without it', withLength('PUT /api/orders', json, '{}'), 405, 'method_not_allowed', undefined, { allow: /^GET, HEAD, POST$/ }],
  [23, 'the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, null, true],
];

describe('framing', { concurrency: true }, () => {
  let world;
  // Hosts are checked; the sandbox posts to 127.0.0.1.
  before(async () => { world = await World.open({ overrides: { server: { ...behindProxy, public_hosts: ['localhost', '127.0.0.1'] } } }); });
  after(async () => { assert.equal(await world.close(), 0, 'the server ends cleanly'); });

  for (const [row, what, bytes, status, slug, closes, fields] of framing) {
    test(`row ${row}: ${what}`, { timeout: 60_000 }, async () => {
      const answer = await exchange(world, bytes);
      assert.equal(answer.status, status, answer.seen);
      if (slug) assert.equal(slugOf(answer.headers, answer.body).slug, slug);
      else slugOf(answer.headers, answer.body);
      assert.ok(answer.headers['x-request-id']);
      if (closes !== undefined) {
        assert.equal(answer.closed, closes, 'closed after the answer');
        assert.equal(answer.headers.connection === 'close', closes);
      }
      for (const [name, pattern] of Object.entries(fields ?? {})) assert.match(answer.headers[name] ?? '', pattern);
    });
  }

  test('row 15: 300 KiB to an API route is refused before the body is read', async () => {
    const answer = await exchange(world, request('POST /api/orders', `${json}Content-Length: ${300 * 1024}\r\nExpect: 100-continue\r\n`));
    assert.equal(answer.status, 413, answer.seen);
    assert.equal(slugOf(answer.headers, answer.body).slug, 'body_too_large');
    assert.doesNotMatch(answer.seen, /100 Continue/);
    assert.ok(answer.closed);
  });

  for (const [what, line, fields, status] of [
    ['without a signature', 'POST /api/webhooks/whatsapp', json, 401],
    ['with a gzip body', 'POST /api/orders', `${json}Content-Encoding: gzip\r\n`, 415],
    ['nowhere', 'POST /api/nothing', json, 404],
    ['that stalls', 'POST /api/customers', json, 408],
  ]) {
    test(`the rest of the body of a refused request ${what} is no request`, { timeout: 60_000 }, async () => {
      const stall = async (answered) => { for (let i = 0; i < 100 && !answered(); ++i) await sleep(200); };
      const answer = await exchange(world, [request(line, `${fields}Content-Length: 20000\r\n`), stall, request('GET /healthz')]);
      assert.equal(answer.status, status, answer.seen);
      assert.equal(answer.headers.connection, 'close');
      assert.ok(answer.closed);
      assert.equal(answer.seen.split('HTTP/1.1 ').length, 2, 'one answer');
    });
  }

  test('row 22: HTTP/1.0 is served and closed, whatever it asks', async () => {
    const answer = await exchange(world, `GET /healthz HTTP/1.0\r\n${host}Connection: keep-alive\r\n\r\n`);
    assert.equal(answer.status, 200);
    assert.equal(answer.body, 'ok');
    assert.ok(answer.closed);
  });

  test('row 25: the 201st connection of one address is turned away', async () => {
    const open = [];
    try {
      for (let i = 0; i < 200; ++i) {
        open.push(await new Promise((resolve, reject) => {
          const socket = connect({ port: world.serverPort, host: '127.0.0.1', localAddress: '127.0.0.2' }, () => resolve(socket));
          socket.on('error', reject);
        }));
      }
      const crowded = await exchange(world, request('GET /healthz'), { from: '127.0.0.2' });
      assert.equal(crowded.status, 503, crowded.seen);
      assert.match(crowded.headers['retry-after'], /^\d+$/);
      assert.ok(crowded.closed);
      assert.equal((await exchange(world, request('GET /healthz'), { from: '127.0.0.4' })).status, 200, 'others are served');
    } finally {
      for (const socket of open) socket.destroy();
    }
  });

  // Without a session an address has a burst of 20; 30 at once are past it.
  const statuses = async (from, forwarded) => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => exchange(world, request('GET /api/session', `X-Forwarded-For: ${forwarded(i)}\r\nConnection: close\r\n`), { from })));
    return [...new Set(answers.map(({ status }) => status))].sort();
  };
  test('row 26: X-Forwarded-For of an untrusted peer is ignored', async () => {
    assert.deepEqual(await statuses('127.0.0.3', (i) => `192.0.2.${i}`), [401, 429]);
  });
  test('row 27: of a trusted proxy the right-most untrusted address counts', async () => {
    assert.deepEqual(await statuses('127.0.0.1', (i) => `192.0.2.${i}`), [401], 'each its own');
    const hops = Array.from({ length: 100 }, (_, i) => `10.0.0.${i}`).join(', ');
    assert.deepEqual(await statuses('127.0.0.1', (i) => `198.18.0.${i}, ${hops}, 198.18.1.1, 127.0.0.1`), [401, 429], 'what comes before it is anybody\'s word');
  });
  test('row 27: garbage counts as the proxy', async () => {
    assert.deepEqual(await statuses('127.0.0.1', (i) => `garbage-${i}`), [401, 429]);
  });

  // RFC 9110 §14.2 lets a server ignore them.
  test('row 28: a thousand ranges are ignored', async () => {
    const whole = await exchange(world, request('GET /'));
    const answer = await exchange(world, request('GET /', `Range: bytes=${Array(1_000).fill('0-').join(',')}\r\n`));
    assert.deepEqual([answer.status, answer.body], [whole.status, whole.body]);
    for (const name of ['accept-ranges', 'content-range']) assert.equal(answer.headers[name], undefined);
  });
});
