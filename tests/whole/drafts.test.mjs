// Assist: the bot proposes, staff sends. A customer hears only what was sent, and a card that was
// sent is theirs to accept.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bodyOf, buttonsOf, engines, eventually, sleep, World } from './harness.mjs';

let guests = 0;

for (const engine of engines) describe(`drafts on ${engine}`, () => {
  let world;
  let owner;
  before(async () => {
    world = await World.open({ engine, overrides: { demo: { burst_seconds: 0 } } });
    owner = await world.signIn('9100001');
    const { status, headers } = await owner.get(`/api/businesses/${owner.businessId}`);
    assert.equal(status, 200);
    const changed = await owner.call('PATCH', `/api/businesses/${owner.businessId}`, { settings: { botMode: 'assist' } }, { 'if-match': headers.get('etag') });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
  });
  after(async () => { assert.equal(await world.close(), 0); });

  const guest = () => ({ phone: `97254300${String(++guests).padStart(4, '0')}`, name: `Draft guest ${guests}` });
  const chatOf = (from) => eventually(async () => {
    const { body } = await owner.get('/api/conversations?limit=200');
    return body.conversations.find(({ customer }) => customer.name === from.name);
  }, 'the chat');
  const messagesOf = async (from) => (await owner.get(`/api/businesses/${owner.businessId}/messages?conversationId=${(await chatOf(from)).id}`)).body.messages;
  const draftsOf = async (from) => (await messagesOf(from)).filter(({ status }) => status === 'draft');
  const drafted = (from, words) => eventually(async () => (await draftsOf(from)).find(({ content }) => content.text.includes(words)), `a draft with ${words}`);
  const path = (draft) => `/api/businesses/${owner.businessId}/messages/${draft.id}`;
  const send = (draft) => owner.call('POST', `${path(draft)}/send`, {});
  const drop = (draft) => owner.call('DELETE', path(draft));
  const heard = (from) => world.sends({ to: from.phone });

  test('nothing is heard before staff sends, and the card that was sent orders', async () => {
    const from = guest();
    await world.say('פיצה משפחתית לאיסוף', { from });
    const card = await drafted(from, '62');
    assert.equal((await chatOf(from)).needsPerson, true);
    assert.equal((await heard(from)).length, 0);
    const { requests } = await world.control('GET', 'requests');
    const receipts = requests.filter(({ body }) => body?.status === 'read');
    assert.ok(receipts.length > 0, 'blue ticks');
    assert.ok(receipts.every(({ body }) => !('typing_indicator' in body)), 'nobody is typing yet');
    assert.equal((await send(card)).status, 202);
    assert.equal((await send(card)).body.type.split('/').at(-1), 'not_draft');
    assert.equal((await drop(card)).body.type.split('/').at(-1), 'not_draft');
    const [told] = await eventually(async () => { const all = await heard(from); return all.length === 1 && all; }, 'the card');
    assert.ok(bodyOf(told).includes('62'));
    assert.equal((await chatOf(from)).needsPerson, false);
    await world.tap(buttonsOf(told).find(({ id }) => id.endsWith(':yes')), { from });
    const order = await eventually(async () => (await owner.orders('&limit=200')).find(({ customer }) => customer.name === from.name), 'the order');
    assert.equal(order.total, 6_200);
    await eventually(async () => (await heard(from)).some((one) => bodyOf(one).includes('קיבלנו')), 'they hear that it was placed');
  });

  test('the next turn takes the older draft back: a card of another cart cannot be sent', async () => {
    const from = guest();
    await world.say('פיצה משפחתית לאיסוף', { from });
    const first = await drafted(from, '62');
    await world.say('תעשו 2', { from });
    const second = await drafted(from, '110');
    assert.deepEqual((await draftsOf(from)).map(({ id }) => id), [second.id]);
    assert.equal((await send(first)).body.type.split('/').at(-1), 'not_draft');
    assert.equal((await send(second)).status, 202);
  });

  test('dropped, or answered by staff in their own words: nothing of it is ever sent', async () => {
    const from = guest();
    await world.say('פיצה משפחתית לאיסוף', { from });
    const one = await drafted(from, '62');
    assert.equal((await drop(one)).status, 204);
    assert.equal((await chatOf(from)).needsPerson, false);
    await world.say('אתם פתוחים?', { from });
    await eventually(async () => (await draftsOf(from)).length === 1, 'another');
    const { customer } = await chatOf(from);
    assert.equal((await owner.call('POST', `/api/businesses/${owner.businessId}/messages`, { customerId: customer.id, message: 'כבר עונים' })).status, 202);
    await eventually(async () => (await heard(from)).length === 1, 'the words of staff');
    assert.deepEqual(await draftsOf(from), []);
    await sleep(500);
    assert.deepEqual((await heard(from)).map(bodyOf), ['כבר עונים']);
    assert.equal((await send({ id: crypto.randomUUID() })).status, 404);
  });
});
