// A thousand messages of two shops at once: each leaves through its own number with its own token,
// once, and in the order its chat was written.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { behindProxy, bodyOf, Desk, engines, eventually, World } from './harness.mjs';

const shops = { pizzeria: '9100001', florist: '9200001' };
const chats = 25;
const lines = 20; // of each chat

for (const engine of engines) describe(`two shops write at once on ${engine}`, () => {
  let world;
  const desks = {};

  before(async () => {
    world = await World.open({ engine, overrides: { server: behindProxy } });
    await world.control('POST', 'modes', { rate_limits: false });
    for (const [shop, person] of Object.entries(shops)) desks[shop] = await Desk.signIn(world, person);
  });
  after(() => world.close());

  // The same people write to both, so that a mixed-up message would find a reader.
  const phone = (chat) => `9725430000${String(chat).padStart(2, '0')}`;

  async function opened(shop) {
    const desk = desks[shop];
    for (let chat = 0; chat < chats; ++chat) {
      const answer = await world.say({ type: 'reaction', reaction: { message_id: 'wamid.none', emoji: '👍' } }, { shop, from: { phone: phone(chat), name: `Guest ${chat}` } });
      assert.equal(answer.status, 200);
    }
    return eventually(async () => {
      const { body } = await desk.get(`/api/conversations?limit=200&businessId=${desk.businessId}`);
      return body.conversations.length >= chats && body.conversations.every(({ window }) => window.isOpen) && body.conversations;
    }, `the chats of the ${shop}`);
  }

  async function write(shop) {
    const desk = desks[shop];
    const work = [];
    for (let line = 0; line < lines; ++line) {
      for (let chat = 0; chat < chats; ++chat) {
        work.push({ to: phone(chat), message: `${shop} ${chat} ${line}` });
      }
    }
    const ids = new Set();
    for (const body of work) {
      const answer = await desk.call('POST', `/api/businesses/${desk.businessId}/messages`, body);
      assert.equal(answer.status, 202, JSON.stringify(answer.body));
      ids.add(answer.body.messageId);
    }
    assert.equal(ids.size, chats * lines);
    return ids;
  }

  test('every message leaves once, with its own number and token', async () => {
    await Promise.all(Object.keys(shops).map(opened));
    await Promise.all(Object.keys(shops).map(write));
    const all = await eventually(async () => {
      const sends = (await world.sends()).filter((send) => /^(pizzeria|florist) \d+ \d+$/.test(bodyOf(send)));
      return sends.length >= 2 * chats * lines && sends;
    }, 'a thousand sends', 120_000);
    assert.equal(all.length, 2 * chats * lines);
    const seen = new Map();
    for (const send of all) {
      const [shop, chat, line] = bodyOf(send).split(' ');
      const own = world.shop(shop);
      assert.equal(send.phone_number_id, own.phone_number_id, bodyOf(send));
      assert.equal(send.token_id, createHash('sha256').update(world.tokens[shop]).digest('hex').slice(0, 12), bodyOf(send));
      assert.equal(send.request.to, phone(chat));
      // In order, none lost, none doubled.
      const key = `${shop} ${chat}`;
      assert.equal(Number(line), seen.get(key) ?? 0, bodyOf(send));
      seen.set(key, Number(line) + 1);
    }
    assert.equal(seen.size, 2 * chats);
    for (const [key, count] of seen) assert.equal(count, lines, key);
  });

  test('nothing is left over', async () => {
    await eventually(() => world.query("select count(*) from work where kind = 'send'")[0] === '0', 'an empty queue');
    assert.deepEqual(world.query("select count(*) from messages where status = 'failed'"), ['0']);
  });
});
