// A deal from outside: on the card, in the order and in the menu, in the customer's language.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { avi, bodyOf, buttonsOf, engines, eventually, noa, World } from './harness.mjs';

for (const engine of engines) describe(`deals on ${engine}`, () => {
  let world;
  let owner;
  before(async () => {
    world = await World.open({ engine, overrides: { demo: { burst_seconds: 0 } } });
    owner = await world.signIn('9100001');
  });
  after(async () => { assert.equal(await world.close(), 0, 'the server ends cleanly'); });

  const isYes = ({ id }) => id.endsWith(':yes');
  const cardTo = (person) => world.nextSend((send) => buttonsOf(send).some(isYes), 'the card', { to: person.phone });
  const orderOf = (name) => eventually(async () => (await owner.orders()).find(({ customer }) => customer.name === name), 'the order');

  test('Hebrew: two family pizzas → the card shows the deal → yes → the order costs it', async () => {
    await world.say('שתי פיצות משפחתיות, אחת עם זיתים, לאיסוף', { from: noa });
    const card = await cardTo(noa);
    assert.match(bodyOf(card), /2 משפחתיות ב-110: \u2066-14\.00\u2069 ₪/, bodyOf(card));
    assert.match(bodyOf(card), /סך הכול: 119\.00 ₪/, bodyOf(card));
    await world.tap(buttonsOf(card).find(isYes), { from: noa });
    const order = await orderOf(noa.name);
    assert.deepEqual([order.subtotal, order.total, order.tax], [13_300, 11_900, 1_815]);
    assert.deepEqual(order.adjustments, [{ kind: 'deal', amount: -1_400, reason: '2 family pizzas for 110', reasonHe: '2 משפחתיות ב-110' }]);
    assert.equal(order.items.reduce((units, { quantity }) => units + quantity, 0), 2, 'the kitchen reads plain lines');
  });

  test('English: a pizza with two cans is the couple deal', async () => {
    await world.say('a family greek pizza and two cokes for pickup', { from: avi });
    const card = await cardTo(avi);
    assert.match(bodyOf(card), /Couple deal: -₪12\.00/, bodyOf(card));
    await world.tap(buttonsOf(card).find(isYes), { from: avi });
    assert.equal((await orderOf(avi.name)).total, 7_200 + 1_000, 'a dearer pizza by its upcharge');
  });

  test('the menu lists the deals, for the customer and for staff', async () => {
    const from = { phone: '972500000044', name: 'דנה' };
    await world.say('תפריט', { from });
    const menu = await world.nextSend((send) => /התפריט של/.test(bodyOf(send)), 'the menu', { to: from.phone });
    assert.match(bodyOf(menu), /דיל זוגי \(פיצה משפחתית \+ 2 × פחיות שתייה\): 72\.00 ₪/, bodyOf(menu));
    const { body } = await owner.get(`/api/products?businessId=${owner.businessId}`);
    assert.deepEqual(body.deals.map(({ name, price }) => [name, price]), [['Couple deal', 7_200], ['2 family pizzas for 110', 11_000], ['Family deal', 8_500]]);
    const florist = await world.signIn('9200001');
    assert.deepEqual((await florist.get('/api/products')).body.deals, []);
  });
});
