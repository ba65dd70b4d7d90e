// The main job, from outside: a signed webhook becomes a card, a yes becomes an order, the shop moves
// it, the customer hears of it. Real programs, real sockets, the sandbox as Meta.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { avi, bodyOf, buttonsOf, engines, eventually, noa, shira, sleep, World } from './harness.mjs';

for (const engine of engines) describe(`the main job on ${engine}`, () => {
  let world;
  before(async () => { world = await World.open({ engine }); });
  after(async () => { assert.equal(await world.close(), 0, 'the server ends cleanly'); });

  test('the handshake answers the challenge, and only with the right token', async () => {
    const at = (query) => fetch(`${world.serverUrl}/api/webhooks/whatsapp?${query}`);
    const good = await at(`hub.mode=subscribe&hub.verify_token=${world.app.verify}&hub.challenge=1158201444`);
    assert.equal(good.status, 200);
    assert.equal(await good.text(), '1158201444');
    assert.equal((await at('hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1')).status, 403);
    assert.equal((await at(`hub.mode=subscribe&hub.verify_token=${world.app.verify}&hub.challenge=%3Cscript%3E`)).status, 400);
  });

  test('a webhook without a good signature is refused', async () => {
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });
    for (const headers of [
      {}, { 'x-hub-signature-256': '' }, { 'x-hub-signature-256': 'sha1=abc' },
      { 'x-hub-signature-256': world.sign(`${body} `) }, { 'x-hub-signature-256': world.sign(body, 'other') },
    ]) {
      assert.equal((await world.postWebhook(body, headers)).status, 401, JSON.stringify(headers));
    }
    assert.equal((await world.postWebhook(body)).status, 200);
    assert.equal((await world.postWebhook('{"not json')).status, 200, 'signed rubbish is kept, not retried for days');
  });

  test('Hebrew: text → card → yes → placed, and the board has it', async () => {
    const said = await world.say('היי, מגש מרגריטה עם זיתים ושתי קולה זירו, לאיסוף');
    assert.equal(said.status, 200);
    const card = await world.nextSend((send) => buttonsOf(send).some((button) => button.id.endsWith(':yes')), 'the card', { to: noa.phone });
    assert.match(bodyOf(card), /81/, `the deal for 72, and 9 for olives: ${bodyOf(card)}`);
    const yes = buttonsOf(card).find((button) => button.id.endsWith(':yes'));
    await world.tap(yes);
    await world.nextSend((send) => send.seq > card.seq && /קיבלנו|התקבלה|הזמנה/.test(bodyOf(send)), 'the number', { to: noa.phone });

    const owner = await world.signIn('9100001');
    const [order] = await eventually(async () => { const all = await owner.orders(); return all.length > 0 && all; }, 'the order');
    assert.equal(order.status, 'pending');
    assert.equal(order.source, 'whatsapp');
    assert.match(order.orderNumber, /^ORD-\d{8}-0001$/);
    assert.equal(order.total, 8100);
    assert.equal(order.deliveryType, 'pickup');
    assert.equal(order.items.length, 2);

    const moved = await owner.move(order, 'confirmed', { promisedMinutes: 25 });
    assert.equal(moved.status, 200, JSON.stringify(moved.body));
    assert.equal(moved.body.notificationSent, true);
    await world.nextSend((send) => send.seq > card.seq + 1 && /אושרה|\d\d:\d\d/.test(bodyOf(send)), 'the promised time', { to: noa.phone });
    const delivered = await eventually(async () => {
      const { body } = await owner.get(`/api/businesses/${owner.businessId}/messages?customerId=${order.customer.id}`);
      return body.messages.find((message) => message.direction === 'outbound' && message.status === 'read');
    }, 'statuses come back');
    assert.ok(delivered);
  });

  test('the same button twice makes one order', async () => {
    await world.say('a large margherita for pickup', { from: avi });
    const card = await world.nextSend((send) => buttonsOf(send).length === 3, 'the card', { to: avi.phone });
    const yes = buttonsOf(card).find((button) => button.id.endsWith(':yes'));
    await Promise.all([world.tap(yes, { from: avi }), world.tap(yes, { from: avi })]);
    await sleep(1_500);
    const owner = await world.signIn('9100001');
    const mine = (await owner.orders()).filter((order) => order.customer.name === 'Avi');
    assert.equal(mine.length, 1);
  });

  test('a duplicated webhook is one message and one card', async () => {
    const before = (await world.sends({ to: '972500000011' })).length;
    const from = { phone: '972500000011', name: 'דניאל' };
    const message = { type: 'text', id: 'wamid.SAMESAMESAME==', text: 'מרגריטה אחת לאיסוף' };
    for (let i = 0; i < 5; ++i) assert.equal((await world.say(message, { from })).status, 200);
    await world.nextSend((send) => buttonsOf(send).length === 3, 'the card', { to: from.phone });
    await sleep(1_000);
    assert.equal((await world.sends({ to: from.phone })).length - before, 1);
  });

  test('a person without a phone number is answered through `recipient`', async () => {
    await world.say('פיצה משפחתית לאיסוף', { from: shira });
    const card = await world.nextSend((send) => send.request.recipient === shira.bsuid && buttonsOf(send).length > 0, 'the card');
    assert.equal(card.request.to, undefined);
  });

  test('the florist sees nothing of the pizzeria', async () => {
    const florist = await world.signIn('9200001');
    const pizzeria = await world.signIn('9100001');
    const [order] = await pizzeria.orders();
    assert.deepEqual(await florist.orders(), []);
    const random = '018f3c5e-0000-7000-8000-000000000000';
    const strip = ({ status, body }) => ({ status, type: body.type, title: body.title });
    for (const path of [`/api/orders/ID?businessId=${florist.businessId}`, `/api/orders/ID?businessId=${pizzeria.businessId}`, '/api/orders/ID']) {
      const foreign = await florist.get(path.replace('ID', order.id));
      const absent = await florist.get(path.replace('ID', random));
      assert.equal(foreign.status, 404);
      assert.deepEqual(strip(foreign), strip(absent));
    }
  });

  test('what the server acknowledged survives kill -9', async () => {
    const from = { phone: '972500000099', name: 'גל' };
    assert.equal((await world.say('מרגריטה אחת לאיסוף', { from })).status, 200);
    await world.stopServer('SIGKILL');
    await world.startServer();
    await world.nextSend((send) => buttonsOf(send).length === 3, 'the card after the crash', { to: from.phone });
  });
});
