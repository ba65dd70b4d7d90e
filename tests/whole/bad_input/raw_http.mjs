// Requests as bytes, and what a problem document must have.
import assert from 'node:assert/strict';
import { connect } from 'node:net';

// Writes bytes as they are (strings are latin1) and reads one answer: {status, headers, body, closed,
// seen}. `from` is the address of our end; a function in `parts` may wait or look before the next.
export function exchange(world, parts, { from = '127.0.0.1', wait = 300, patience = 20_000 } = {}) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: world.serverPort, host: '127.0.0.1', localAddress: from });
    let received = Buffer.alloc(0);
    let closed = false;
    let timer = setTimeout(() => finish(), patience);
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      const seen = received.toString('latin1');
      const text = seen.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, '');
      const end = text.indexOf('\r\n\r\n');
      const [line = '', ...fields] = text.slice(0, Math.max(end, 0)).split('\r\n');
      const headers = Object.fromEntries(fields.map((field) => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 1).trim()]));
      resolve({ status: Number(line.split(' ')[1] ?? 0), headers, body: Buffer.from(text.slice(end + 4), 'latin1').toString('utf8'), closed, seen });
    };
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      const text = received.toString('latin1');
      const length = text.match(/\r\ncontent-length: (\d+)\r\n/i)?.[1];
      if (text.includes('\r\n\r\n') && length !== undefined && text.length >= text.indexOf('\r\n\r\n') + 4 + Number(length)) {
        clearTimeout(timer);
        timer = setTimeout(finish, wait);
      }
    });
    socket.on('end', () => { closed = true; finish(); });
    socket.on('error', (error) => (received.length > 0 ? finish() : reject(error)));
    socket.on('connect', async () => {
      for (const part of [parts].flat()) {
        if (typeof part === 'function') await part(() => received.length > 0 || closed);
        else if (!socket.destroyed) socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
      }
    });
  });
}

export const host = 'Host: localhost\r\n';
export const json = 'Content-Type: application/json\r\n';
export const request = (line, fields = '', body = '') => `${line} HTTP/1.1\r\n${host}${fields}\r\n${body}`;
export const withLength = (line, fields, body) => request(line, `${fields}Content-Length: ${Buffer.byteLength(body)}\r\n`, body);

export function slugOf(headers, body) {
  assert.equal(headers['content-type'], 'application/problem+json', `a problem document: ${body}`);
  const problem = JSON.parse(body);
  assert.match(problem.instance, /^\/requests\/[0-9a-f-]{36}$/);
  assert.ok(problem.title.length > 0);
  return { slug: problem.type.split('/').pop(), problem };
}

export const long = (text, count) => text.repeat(count);
export const now = () => Math.floor(Date.now() / 1_000);
