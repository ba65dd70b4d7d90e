// How people really order: whole conversations, in both languages, through the sandbox. A journey
// is a list of turns: what the customer does, then what the one answer must say.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { behindProxy, bodyOf, buttonsOf, Desk, engines, eventually, World } from './harness.mjs';

// Of an answer, besides the strings it must contain.
const card = (send) => assert.ok(buttonsOf(send).some(({ id }) => /^card:.*:yes$/.test(id)), `a card: ${bodyOf(send)}`);
const noCard = (send) => assert.ok(!buttonsOf(send).some(({ id }) => id.startsWith('card:')), `no card: ${bodyOf(send)}`);
const without = (words) => (send) => assert.ok(!bodyOf(send).includes(words), `without ${words}: ${bodyOf(send)}`);
// In the place of answers: none comes. The next turn's answer, or the end, would betray one.
const silence = null;

const choicesOf = (send) => [
  ...buttonsOf(send).map((button) => ({ type: 'button_reply', ...button })),
  ...(send.request.interactive?.action?.sections ?? []).flatMap(({ rows }) => rows).map((row) => ({ type: 'list_reply', ...row })),
];

// What a customer does besides writing.
const tap = (answer) => (chat) => chat.taps(answer);
const yes = tap(':yes');
const thumb = (chat) => chat.reacts('👍');
const heart = (chat) => chat.reacts('❤️');
const quoting = (text) => (chat) => chat.writes({ type: 'text', text, context: { id: chat.latest.wamid } });
const moved = (status) => (chat) => chat.shopMoves(status);
const staffWrites = (text) => (chat) => chat.staffWrites(text);
// Their words were left to the shop, and are the last in the chat.
const shopRings = (chat) => eventually(async () => {
  const { needsPerson, lastText } = await chat.conversation();
  return needsPerson && lastText === chat.wrote;
}, 'the shop is called');
const staffGivesBack = (chat) => chat.staffGivesBack();
// Checks the newest order's given fields; `items` as "2 מרגריטה: family olives".
const order = (expected) => async (chat) => {
  const got = await chat.order();
  got.items = got.items.map(({ quantity, nameHe, variants }) => `${quantity} ${nameHe}: ${variants.map(({ option }) => option).join(' ')}`);
  for (const [key, value] of Object.entries(expected)) assert.deepEqual(got[key], value, key);
};
const cashTendered = (amount) => async (chat) => {
  const { id, orderNumber } = await chat.order();
  assert.deepEqual(chat.world.query(`select cash_tendered from orders where order_number = '${orderNumber}'`), [String(amount)], id);
};
const orders = (count) => async (chat) => assert.equal((await chat.orders()).length, count, 'orders');

let customers = 0;

class Chat {
  heard = 0;

  constructor(world, owner) {
    this.world = world;
    this.owner = owner;
    this.from = { phone: `97254200${String(++customers).padStart(4, '0')}`, name: `Guest ${customers}` };
  }

  async writes(message) {
    this.wrote = message;
    assert.equal((await this.world.say(message, { from: this.from })).status, 200);
  }

  sends() { return this.world.sends({ to: this.from.phone }); }

  async hears() {
    this.latest = await eventually(async () => (await this.sends())[this.heard], `${this.from.name} hears something after ${this.said}`);
    ++this.heard;
    const choices = choicesOf(this.latest);
    if (choices.length > 0) this.choices = choices;
    return this.latest;
  }

  async taps(answer) {
    const { type, id, title } = this.choices.find((choice) => choice.id.endsWith(answer));
    await this.writes({ type: 'interactive', interactive: { type, [type]: { id, title } } });
  }

  reacts(emoji) {
    return this.writes({ type: 'reaction', reaction: { message_id: this.latest.wamid, emoji } });
  }

  async orders() {
    return (await this.owner.orders('&limit=200')).filter(({ customer }) => customer.name === this.from.name);
  }

  order() {
    return eventually(async () => (await this.orders())[0], `the order of ${this.from.name}`);
  }

  async shopMoves(status) {
    const { status: code, body } = await this.owner.move(await this.order(), status, { promisedMinutes: 25 });
    assert.equal(code, 200, JSON.stringify(body));
  }

  async conversation() {
    const { body } = await this.owner.get(`/api/conversations?limit=200&businessId=${this.owner.businessId}`);
    return body.conversations.find(({ customer }) => customer.name === this.from.name);
  }

  async staffWrites(message) {
    const { customer } = await this.conversation();
    const path = `/api/businesses/${this.owner.businessId}/messages`;
    assert.equal((await this.owner.call('POST', path, { customerId: customer.id, message })).status, 202);
  }

  async staffGivesBack() {
    const { id } = await this.conversation();
    const answer = await this.owner.call('PATCH', `/api/conversations/${id}?businessId=${this.owner.businessId}`, { paused: false });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  }

  async turn([does, ...answers]) {
    this.said = typeof does === 'function' ? does.name || 'a tap' : JSON.stringify(does);
    if (typeof does === 'function') await does(this);
    else for (const words of [does].flat()) await this.writes(words);
    if (answers.length === 0 || answers[0] === silence) return;
    const answer = await this.hears();
    for (const wanted of answers) {
      if (typeof wanted === 'function') wanted(answer);
      else assert.ok(bodyOf(answer).includes(wanted), `${wanted} after ${this.said}: ${bodyOf(answer)}`);
    }
  }
}

// [name, {he: turns, en: turns}]
const bursts = [
  ['a burst of short messages becomes one card', {
    he: [
      [['היי', 'שתי פיצות משפחתיות', 'אחת עם זיתים', 'ושתי קולה', 'לאיסוף'], card, '1 × מרגריטה (משפחתית): 62', 'זיתים', '2 × קולה', '139.00'],
      [yes, 'קיבלנו'],
      [order({ total: 13_900, deliveryType: 'pickup', items: ['1 מרגריטה: family', '1 מרגריטה: family olives', '2 קולה: can'] })],
    ],
    en: [
      [['Hi', 'two family pizzas', 'one with olives', 'and two cokes', 'for pickup'], card, '1 × Margherita (Family): ₪62', 'Olives', '2 × Coca-Cola', '139.00'],
      [yes, 'Got it'],
      [order({ total: 13_900, deliveryType: 'pickup', items: ['1 מרגריטה: family', '1 מרגריטה: family olives', '2 קולה: can'] })],
    ],
  }],
  ['a correction amid the burst', {
    he: [[['2 פיצות משפחתיות', 'לא, תעשה 3', 'לאיסוף'], card, '3 × מרגריטה']],
    en: [[['two family pizzas', 'no, make it 3', 'for pickup'], card, '3 × Margherita']],
  }],
  ['a slip mended with an asterisk', {
    he: [[['פיצה משפחתית עם פטרות', '*פטריות', 'לאיסוף'], card, '1 × מרגריטה (משפחתית, פטריות): 71']],
    en: [[['a family pizza with mushroms', '*mushrooms', 'for pickup'], card, '1 × Margherita (Family, Mushrooms): ₪71']],
  }],
  ['a whole evening in one breath', {
    he: [
      [['היי ערב טוב', 'אפשר להזמין?', '2 מגשים משפחתית', 'אחד רגיל ואחד חצי זיתים חצי פטריות', 'ושתי קולה ליטר וחצי', 'למשלוח הרצל 12 תל אביב',
        'כניסה ב קומה 3 דירה 11 קוד 4567#', 'כמה זה יוצא?', 'מזומן יש לך עודף מ200?', 'תודה 🙏'],
      card, 'זיתים (חצי א\'), פטריות (חצי ב\')', '2 × קולה (ליטר וחצי)', 'הרצל 12, כניסה ב, קומה 3, דירה 11', 'דמי משלוח: 15.00', '166.00'],
      [yes, 'קיבלנו'],
      [order({ total: 16_600, deliveryType: 'delivery', paymentMethod: 'cash' })],
    ],
  }],
];

const journeys = [
  ['a simple order takes two of our messages, and thanks get no third', {
    he: [
      ['פיצה משפחתית לאיסוף', card],
      [yes, 'קיבלנו'],
      ['תודה רבה', silence],
      ['איפה ההזמנה שלי?', 'התקבלה'],
      [orders(1)],
    ],
    en: [
      ['a family pizza for pickup', card],
      [yes, 'Got it'],
      ['thanks a lot', silence],
      ['where is my order?', 'received'],
      [orders(1)],
    ],
  }],
  ['four messages until it is ready', {
    he: [
      ['פיצה משפחתית לאיסוף', card],
      [yes, 'קיבלנו'],
      [moved('confirmed'), 'אושרה'],
      [moved('preparing'), silence],
      [moved('ready'), 'מוכנה'],
      [(chat) => assert.equal(chat.heard, 4)],
    ],
    en: [
      ['a family pizza for pickup', card],
      [yes, 'Got it'],
      [moved('confirmed'), 'accepted'],
      [moved('preparing'), silence],
      [moved('ready'), 'ready'],
      [(chat) => assert.equal(chat.heard, 4)],
    ],
  }],
  ['a number corrected after the card', {
    he: [
      ['2 פיצות משפחתיות לאיסוף', card, '2 × מרגריטה'],
      ['בעצם 3', card, '3 × מרגריטה'],
      ['לא, תעשה 4', card, '4 × מרגריטה'],
      [yes, 'קיבלנו'],
      [order({ items: ['4 מרגריטה: family'] })],
    ],
    en: [
      ['two family pizzas for pickup', card, '2 × Margherita'],
      ['actually 3', card, '3 × Margherita'],
      ['no, make it 4', card, '4 × Margherita'],
      [yes, 'Got it'],
      [order({ items: ['4 מרגריטה: family'] })],
    ],
  }],
  ['a topping corrected after the card', {
    he: [
      ['פיצה גדולה עם זיתים לאיסוף', card, 'זיתים'],
      ['לא זיתים, פטריות', card, 'פטריות', without('זיתים')],
    ],
    en: [
      ['a large pizza with olives for pickup', card, 'Olives'],
      ['not olives, mushrooms', card, 'Mushrooms', without('Olives')],
    ],
  }],
  ['a size corrected after the card', {
    he: [['פיצה גדולה לאיסוף', card, '1 × מרגריטה (גדולה)'], ['בעצם משפחתית', card, '1 × מרגריטה (משפחתית): 62']],
    en: [['a large pizza for pickup', card, '1 × Margherita (Large)'], ['actually family', card, '1 × Margherita (Family): ₪62']],
  }],
  ['a line taken off after the card', {
    he: [['פיצה משפחתית ושתי קולה לאיסוף', card, 'קולה'], ['תוריד את הקולה', card, without('קולה')]],
    en: [['a family pizza and two cokes for pickup', card, 'Coca-Cola'], ['remove the cokes', card, without('Coca-Cola')]],
  }],
  ['a correction as a quoted reply', {
    he: [['2 פיצות משפחתיות לאיסוף', card], [quoting('בעצם 3'), card, '3 × מרגריטה']],
    en: [['two family pizzas for pickup', card], [quoting('actually 3'), card, '3 × Margherita']],
  }],
  ['a thumb on the card orders, a heart does not', {
    he: [['פיצה משפחתית לאיסוף', card], [heart, silence], [thumb, 'קיבלנו'], [orders(1)]],
    en: [['a family pizza for pickup', card], [heart, silence], [thumb, 'Got it'], [orders(1)]],
  }],
  ['a written yes orders, thanks alone do not', {
    he: [['פיצה משפחתית לאיסוף', card], ['תודה', card, 'נשאר רק לאשר'], ['יאללה סבבה', 'קיבלנו'], [orders(1)]],
    en: [['a family pizza for pickup', card], ['thanks', card, 'please confirm'], ['yes please', 'Got it'], [orders(1)]],
  }],
  ['the address in pieces', {
    he: [
      ['פיצה משפחתית במשלוח', 'לאיזו כתובת'],
      ['הרצל 12 תל אביב', card, 'הרצל 12'],
      ['קומה 3 דירה 11 קוד 4567', card, 'הרצל 12, קומה 3, דירה 11'],
      [yes, 'קיבלנו'],
      [async (chat) => {
        const { deliveryAddress: at } = await chat.order();
        assert.deepEqual([at.street, at.building, at.floor, at.apartment, at.doorCode], ['הרצל', '12', '3', '11', '4567']);
      }],
    ],
    en: [
      ['a family pizza for delivery', 'What is the address'],
      ['12 Herzl, Tel Aviv', card, '12 Herzl'],
      ['floor 3 apartment 11 code 4567', card, '12 Herzl, floor 3, apartment 11'],
      [yes, 'Got it'],
      [async (chat) => {
        const { deliveryAddress: at } = await chat.order();
        assert.deepEqual([at.street, at.building, at.floor, at.apartment, at.doorCode], ['Herzl', '12', '3', '11', '4567']);
      }],
    ],
  }],
  ['street, house and floor one by one, in the shop\'s own city', {
    he: [
      ['פיצה משפחתית במשלוח', 'לאיזו כתובת'],
      ['רחוב הרצל', 'מה מספר הבית'],
      ['12', card, 'הרצל 12', 'דמי משלוח: 15.00'],
      ['קומה 3 דירה 11', card, 'הרצל 12, קומה 3, דירה 11'],
      [yes, 'קיבלנו'],
    ],
    en: [
      ['a family pizza for delivery', 'What is the address'],
      ['Herzl', 'What is the house number'],
      ['12', card, '12 Herzl', 'Delivery fee: ₪15.00'],
      ['floor 3 apartment 11', card, '12 Herzl, floor 3, apartment 11'],
      [yes, 'Got it'],
    ],
  }],
  ['a topping that could go on either pizza: the line is asked for and tapped', {
    he: [
      ['שתי פיצות משפחתיות, אחת עם זיתים, לאיסוף', card],
      ['עם פטריות', noCard, 'לאיזה פריט'],
      [tap('line:1'), card, '1 × מרגריטה (משפחתית): 62', 'זיתים, פטריות'],
    ],
    en: [
      ['two family pizzas, one with olives, for pickup', card],
      ['with mushrooms', noCard, 'which item'],
      [tap('line:1'), card, '1 × Margherita (Family): ₪62', 'Olives, Mushrooms'],
    ],
  }],
  ['…or named', {
    he: [
      ['פיצה יוונית ופיצה מרגריטה לאיסוף', card],
      ['עם פטריות', noCard, 'לאיזה פריט'],
      ['למרגריטה', card, '1 × יוונית (משפחתית): 74', '1 × מרגריטה (משפחתית, פטריות): 71'],
    ],
    en: [
      ['a greek pizza and a margherita for pickup', card],
      ['with mushrooms', noCard, 'which item'],
      ['the margherita', card, '1 × Greek (Family): ₪74', '1 × Margherita (Family, Mushrooms): ₪71'],
    ],
  }],
  ['pickup, no, delivery, no, pickup', {
    he: [
      ['פיצה משפחתית', noCard, 'איך תרצו לקבל'],
      ['באיסוף', card, 'איסוף עצמי'],
      ['בעצם משלוח', 'לאיזו כתובת'],
      ['הרצל 12 תל אביב קומה 1', card, 'דמי משלוח: 15.00', '77.00'],
      ['בעצם איסוף', card, 'איסוף עצמי', '62.00'],
      [yes, 'קיבלנו'],
      [order({ deliveryType: 'pickup', total: 6_200 })],
    ],
    en: [
      ['one family pizza please', noCard, 'How would you like to get it'],
      ['pickup', card, 'Pickup'],
      ['actually delivery', 'What is the address'],
      ['12 Herzl, Tel Aviv, floor 1', card, 'Delivery fee: ₪15.00', '77.00'],
      ['actually pickup', card, 'Pickup', '62.00'],
      [yes, 'Got it'],
      [order({ deliveryType: 'pickup', total: 6_200 })],
    ],
  }],
  ['a wish for a time stands on the card', {
    he: [['פיצה משפחתית לאיסוף בשמונה', card, 'הערה: בשמונה'], [yes, 'קיבלנו'], [order({ customerNotes: 'בשמונה' })]],
    en: [['a family pizza for pickup at 20:30', card, 'Note: at 20:30'], [yes, 'Got it'], [order({ customerNotes: 'at 20:30' })]],
  }],
  ['questions while ordering keep the draft', {
    he: [
      ['פיצה משפחתית לאיסוף', card],
      ['עד מתי אתם פתוחים?', 'פתוחים עכשיו'],
      ['כמה עולה לחם שום?', '22.00'],
      ['יש לכם בירה?', '22.00'],
      [yes, 'קיבלנו'],
      [order({ items: ['1 מרגריטה: family'] })],
    ],
    en: [
      ['a family pizza for pickup', card],
      ['when do you close?', 'open now'],
      ['how much is garlic bread?', '22.00'],
      ['do you have beer?', '22.00'],
      [yes, 'Got it'],
      [order({ items: ['1 מרגריטה: family'] })],
    ],
  }],
  ['"how much does it come to" with a card', {
    he: [['פיצה משפחתית ושתי קולה לאיסוף', card], ['כמה זה יוצא?', card, '72.00'], [yes, 'קיבלנו'], [order({ total: 7_200 })]],
    en: [['a family pizza and two cokes for pickup', card], ['how much does it come to?', card, '72.00'], [yes, 'Got it'], [order({ total: 7_200 })]],
  }],
  ['"how much does it come to" before there is a card', {
    he: [
      ['פיצה משפחתית ושתי קולה', noCard, 'איך תרצו לקבל'],
      ['כמה זה יוצא?', noCard, 'יוצא 72.00 ₪', 'איך תרצו לקבל'],
      ['משלוח', 'לאיזו כתובת'],
      ['כמה זה יוצא?', noCard, 'יוצא 72.00 ₪', 'לאיזו כתובת'],
      ['הרצל 12 קומה 1', card, '87.00'],
    ],
    en: [
      ['one family pizza and two cokes please', noCard, 'How would you like to get it'],
      ['how much does it come to?', noCard, '₪72.00, without delivery', 'How would you like to get it'],
      ['delivery', 'What is the address'],
      ['how much is it?', noCard, '₪72.00, without delivery', 'What is the address'],
      ['12 Herzl, floor 1', card, '87.00'],
    ],
  }],
  ['change from 200', {
    he: [
      ['פיצה משפחתית במשלוח, הרצל 12 קומה 2', card],
      ['יש לך עודף מ-200?', card, 'מזומן, עודף מ-200.00 ₪'],
      [yes, 'קיבלנו'],
      [order({ paymentMethod: 'cash', total: 7_700 })],
      [cashTendered(20_000)],
    ],
    en: [
      ['a family pizza delivered to 12 Herzl street floor 2', card],
      ['do you have change from 200?', card, 'Cash, change from ₪200.00'],
      [yes, 'Got it'],
      [order({ paymentMethod: 'cash', total: 7_700 })],
      [cashTendered(20_000)],
    ],
  }],
  ['the usual', {
    he: [
      ['פיצה יוונית גדולה לאיסוף', card],
      [yes, 'קיבלנו'],
      ['כרגיל, באיסוף', card, '1 × יוונית (גדולה)'],
      [yes, 'קיבלנו'],
      [orders(2)],
    ],
    en: [
      ['a large greek pizza for pickup', card],
      [yes, 'Got it'],
      ['same as last time, pickup', card, '1 × Greek (Large)'],
      [yes, 'Got it'],
      [orders(2)],
    ],
  }],
  ['the usual of somebody new', {
    he: [['כרגיל בבקשה', 'לא מצאנו הזמנה קודמת']],
    en: [['the usual please', 'did not find an earlier order']],
  }],
  ['cancelled before it was placed', {
    he: [['פיצה משפחתית לאיסוף', card], ['ביטול', 'לא הוזמן דבר'], [orders(0)]],
    en: [['a family pizza for pickup', card], ['cancel', 'nothing was ordered'], [orders(0)]],
  }],
  ['cancelled after it was placed', {
    he: [
      ['פיצה משפחתית לאיסוף', card],
      [yes, 'קיבלנו'],
      ['תבטלו את ההזמנה', 'לבטל את הזמנה'],
      [tap(':no'), 'ההזמנה נשארת'],
      ['ביטול', 'לבטל את הזמנה'],
      [yes, 'בוטלה לבקשתכם'],
      [order({ status: 'cancelled' })],
      ['איפה ההזמנה שלי?', 'אין כרגע הזמנה פתוחה'],
    ],
    en: [
      ['a family pizza for pickup', card],
      [yes, 'Got it'],
      ['cancel my order', 'Cancel order'],
      [tap(':no'), 'the order stays'],
      ['cancel', 'Cancel order'],
      ['yes', 'cancelled as you asked'],
      [order({ status: 'cancelled' })],
      ['where is my order?', 'no open order'],
    ],
  }],
  ['too late to cancel: a person looks', {
    he: [
      ['פיצה משפחתית לאיסוף', card],
      [yes, 'קיבלנו'],
      [moved('confirmed'), 'אושרה'],
      [moved('preparing'), silence],
      ['ביטול', 'כבר בהכנה'],
      [order({ status: 'preparing' })],
    ],
    en: [
      ['a family pizza for pickup', card],
      [yes, 'Got it'],
      [moved('confirmed'), 'accepted'],
      [moved('preparing'), silence],
      ['cancel', 'already being prepared'],
      [order({ status: 'preparing' })],
    ],
  }],
  ['where is my order, at each step', {
    he: [
      ['איפה ההזמנה שלי?', 'אין כרגע הזמנה פתוחה'],
      ['פיצה משפחתית לאיסוף', card],
      [yes, 'קיבלנו'],
      ['עוד כמה זמן?', 'מחכה לאישור'],
      [moved('confirmed'), 'אושרה'],
      ['איפה ההזמנה?', 'אושרה, בסביבות'],
      [moved('preparing'), silence],
      ['איפה ההזמנה?', 'בהכנה'],
      [moved('ready'), 'מוכנה'],
    ],
    en: [
      ['where is my order?', 'no open order'],
      ['a family pizza for pickup', card],
      [yes, 'Got it'],
      ['how long will it take?', 'waits for the team'],
      [moved('confirmed'), 'accepted'],
      ['where is my order?', 'accepted, around'],
      [moved('preparing'), silence],
      ['where is my order?', 'being prepared'],
      [moved('ready'), 'ready'],
    ],
  }],
  ['words that get out of any question', {
    he: [
      ['פיצה משפחתית וסביח לאיסוף', 'לא מצאנו בתפריט'],
      ['תפריט', 'התפריט של'],
      ['ביטול', 'לא הוזמן דבר'],
      ['פיצה משפחתית במשלוח', 'לאיזו כתובת'],
      ['תפריט', 'התפריט של'],
      ['ביטול', 'לא הוזמן דבר'],
      ['פיצה משפחתית במשלוח', 'לאיזו כתובת'],
      ['נציג', 'מישהו יענה כאן'],
    ],
    en: [
      ['a family pizza and sabich for pickup', 'did not find on the menu'],
      ['menu', 'The menu of'],
      ['cancel', 'nothing was ordered'],
      ['a family pizza for delivery', 'What is the address'],
      ['menu', 'The menu of'],
      ['cancel', 'nothing was ordered'],
      ['a family pizza for delivery', 'What is the address'],
      ['agent', 'team member will answer'],
    ],
  }],
  ['while staff has the chat the bot is silent, and then answers', {
    he: [
      ['שלום', 'כותבים כאן מה להזמין'],
      [staffWrites('כאן דנה, אני איתך'), 'כאן דנה'],
      ['פיצה משפחתית לאיסוף', silence],
      [shopRings],
      [staffGivesBack, card, '1 × מרגריטה'],
    ],
    en: [
      ['hello there', 'write what you would like'],
      [staffWrites('Dana here'), 'Dana here'],
      ['a family pizza for pickup', silence],
      [shopRings],
      [staffGivesBack, card, '1 × Margherita'],
    ],
  }],
  ['what staff answered the bot does not answer once more', {
    he: [
      ['נציג', 'מישהו יענה כאן'],
      ['אפשר פיצה בלי גבינה?', silence],
      [shopRings],
      [staffWrites('בטח'), 'בטח'],
      [staffGivesBack],
      ['איפה ההזמנה שלי?', 'אין כרגע הזמנה פתוחה'],
    ],
    en: [
      ['can I talk to a person please', 'team member will answer'],
      ['can you make one without cheese?', silence],
      [shopRings],
      [staffWrites('sure'), 'sure'],
      [staffGivesBack],
      ['where is my order?', 'no open order'],
    ],
  }],
  ['a machine that greets for ever is left to a person', {
    he: [
      ['שלום', 'כותבים כאן מה להזמין'],
      ['שלום', 'כותבים כאן מה להזמין'],
      ['שלום', 'מישהו מהצוות יענה'],
      ['שלום', silence],
      [staffWrites('ביי'), 'ביי'],
    ],
    en: [
      ['hello there', 'write what you would like'],
      ['hello there', 'write what you would like'],
      ['hello there', 'team member will answer'],
      ['hello there', silence],
      [staffWrites('bye'), 'bye'],
    ],
  }],
  ['a machine that repeats itself is left to a person', {
    he: [
      ['אנחנו לא זמינים כרגע, נחזור אליכם בהקדם', 'כאן מזמינים'],
      ['אנחנו לא זמינים כרגע, נחזור אליכם בהקדם', 'מישהו מהצוות יענה'],
      ['אנחנו לא זמינים כרגע, נחזור אליכם בהקדם', silence],
      ['אנחנו לא זמינים כרגע, נחזור אליכם בהקדם', silence],
      [staffWrites('ביי'), 'ביי'],
    ],
    en: [
      ['Thanks for your message, we will get back to you soon.', 'You can order from'],
      ['Thanks for your message, we will get back to you soon.', 'team member will answer'],
      ['Thanks for your message, we will get back to you soon.', silence],
      ['Thanks for your message, we will get back to you soon.', silence],
      [staffWrites('bye'), 'bye'],
    ],
  }],
];

function run(engine, title, burstSeconds, list) {
  describe(`${title} on ${engine}`, { concurrency: 8 }, () => {
    let world;
    let owner;
    const chats = [];
    before(async () => {
      world = await World.open({ engine, overrides: { server: behindProxy, demo: { burst_seconds: burstSeconds } } });
      await world.control('POST', 'modes', { rate_limits: false });
      owner = await Desk.signIn(world, '9100001');
    });
    after(async () => {
      for (const chat of chats) assert.equal((await chat.sends()).length, chat.heard, `${chat.name}: nothing more was said`);
      assert.equal(await world.close(), 0, 'the server ends cleanly');
    });
    for (const [name, languages] of list) for (const [language, turns] of Object.entries(languages)) {
      test(`${name} (${language})`, async () => {
        const chat = new Chat(world, owner);
        for (const turn of turns) await chat.turn(turn);
        chats.push(Object.assign(chat, { name: `${name} (${language})` }));
      });
    }
  });
}

for (const engine of engines) {
  run(engine, 'bursts', 3, bursts);
  run(engine, 'journeys', 0, journeys);
}
