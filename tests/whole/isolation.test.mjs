// No business can see or touch another. Generated from api/openapi.yaml: every operation is called by
// the florist's people with the pizzeria's real ids in every path parameter, query parameter, header
// and field that can hold one, one at a time and all together, and must answer exactly as to an id
// that nobody has. What a parameter means is said in isolation/operations.mjs.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { people } from '../../tools/demo_config.mjs';
import { behindProxy, buttonsOf, Desk, engines, eventually, sleep, World } from './harness.mjs';
import { essence, textsIn, phoneDisplay, uuid, letters, nobodys, formOfKind, isText, takesAll } from './isolation/compare.mjs';
import { meanings, openapi, operationsOf, operations, isRead, requestOf } from './isolation/operations.mjs';

// The florist's people, a role each; more of them share the work, for a person has a rate limit.
// The newcomer belongs to no shop.
const florists = { owner: '9200001', manager: '9200002', cashier: '9200003', kitchen: '9200004', courier: '9200005', viewer: '9200006' };
const moreOwners = Array.from({ length: 12 }, (_, index) => String(9_200_011 + index));
const seconds = { manager: '9200032', cashier: '9200033', kitchen: '9200034', courier: '9200035', viewer: '9200036' };
const newcomer = '9200009';
const someone = (id, role, shop) => ({ id, name: `Florist ${id}`, label_he: id, label_en: id, role, shop });
people.push(
  ...Object.entries(florists).filter(([role]) => role !== 'owner').map(([role, id]) => someone(id, role, 'florist')),
  ...Object.entries(seconds).map(([role, id]) => someone(id, role, 'florist')),
  ...moreOwners.map((id) => someone(id, 'owner', 'florist')),
  someone(newcomer, 'owner', ''),
);

class Stranger extends Desk {
  fetch(path, options) {
    this.address = `203.0.${randomInt(256)}.${randomInt(256)}`;
    return super.fetch(path, options);
  }
}

const ok = async (answer, status = 200) => {
  const { status: got, body } = await answer;
  assert.equal(got, status, JSON.stringify(body));
  return body;
};

test('an operation with a parameter nobody has explained is refused', () => {
  const changed = (change) => { const copy = parse(openapi); change(copy.paths); return copy; };
  const operation = { responses: { 200: {} } };
  for (const change of [
    (paths) => { paths['/api/payments/{id}'] = { parameters: [{ $ref: '#/components/parameters/Id' }], get: operation }; },
    (paths) => { paths['/api/orders/{id}'].parameters.push({ name: 'lineId', in: 'path', schema: { type: 'string', format: 'uuid' } }); },
    (paths) => { paths['/api/orders'].get.parameters.push({ name: 'courierId', in: 'query', schema: { type: 'string', format: 'uuid' } }); },
    (paths) => { paths['/api/orders/{id}/cancel'].post.requestBody.content['application/json'].schema.properties.refund = { type: 'string' }; },
  ]) {
    assert.throws(() => operationsOf(changed(change)), /say in/);
  }
});

for (const engine of engines) describe(`the florist and the pizzeria on ${engine}`, () => {
  let world;
  let pizzeria; // its owner
  let florist; // its owner, who makes what is the florist's own
  const desks = {}; // the florist's people by role, and others
  const theirs = []; // {kind, value}: everything of the pizzeria's that can be named
  const own = {};
  let alone = false; // one request after the other
  const spareKeys = []; // more of the pizzeria's idempotency keys
  const phones = []; // of the pizzeria's customers; used once, for then the florist may have it too
  const told = new Set(); // what the florist has written in its own books
  let secrets = []; // what no answer to a florist may hold
  let untouched; // the pizzeria as its owner sees it
  let asked = 0;

  const their = (kind) => theirs.find((thing) => thing.kind === kind).value;
  const get = async (desk, path) => ok(desk.get(path));

  async function seenBy(desk) {
    const all = {};
    for (const path of ['/api/session', `/api/businesses/${desk.businessId}`, '/api/orders?limit=200', '/api/customers?limit=200', '/api/products', '/api/conversations?limit=200', ...['unknown-words', 'examples', 'whatsapp', 'alerts'].map((list) => `/api/businesses/${desk.businessId}/${list}`)]) {
      all[path] = await get(desk, path);
    }
    for (const [list, path] of [['orders', '/api/orders/'], ['customers', '/api/customers/']]) {
      for (const { id } of all[`/api/${list}?limit=200`][list].filter(({ totalOrders }) => totalOrders !== 0)) all[path + id] = await get(desk, path + id);
    }
    for (const { id } of all['/api/conversations?limit=200'].conversations) {
      const path = `/api/businesses/${desk.businessId}/messages?limit=200&conversationId=${id}`;
      all[path] = await get(desk, path);
    }
    return all;
  }

  const isOf = (business) => (engine === 'postgres' ? `business_id = '${business}'` : `hex(business_id) = '${business.replaceAll('-', '').toUpperCase()}'`);
  const atWork = (business) => Number(world.query(`select count(*) from work where state <> 'dead' and kind in ('send', 'turn') and ${isOf(business)}`));

  // Rows of the pizzeria in every table of businesses.
  function rowCounts(business) {
    const tables = engine === 'postgres'
      ? world.query("select table_name from information_schema.columns where table_schema = 'public' and column_name = 'business_id'")
      : world.query("select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'business_id' where m.type = 'table'");
    assert.ok(tables.length > 20, `tables: ${tables}`);
    return Object.fromEntries(world.query(tables.map((name) => `select '${name}', count(*) from ${name} where ${isOf(business)}`).join(' union all ') + ' order by 1').map((row) => row.split('|')));
  }

  // Until what was sent has been delivered and read, the pizzeria changes by itself.
  async function settled() {
    const rows = () => rowCounts(pizzeria.businessId);
    return eventually(async () => {
      const before_ = rows();
      await sleep(700);
      const quiet = () => isDeepStrictEqual(rows(), before_) && atWork(pizzeria.businessId) === 0;
      if (!quiet()) return false;
      const seen = { view: await seenBy(pizzeria), rows: before_, sends: (await world.sends({ shop: 'pizzeria' })).length };
      return quiet() && seen;
    }, 'the pizzeria comes to rest', 60_000);
  }

  function check(answer, sent, what) {
    const whole = `${JSON.stringify(answer.headers)}\n${answer.text}`;
    const echoed = sent.flatMap((value) => [String(value), phoneDisplay(String(value))]);
    for (const secret of secrets) {
      if (whole.includes(secret) && !told.has(secret) && !echoed.some((value) => value.includes(secret))) assert.fail(`${what} tells ${JSON.stringify(secret)}: ${whole}`);
    }
    return answer;
  }

  async function askAs(desk, operation, filled, sent) {
    const { path, headers, body } = requestOf(world, operation, filled);
    let answer;
    do {
      ++asked;
      answer = await desk.ask(operation.method, path, { headers, body });
      // The limits of a person are not of this test.
      if (answer.status === 429) await sleep(1_500);
    } while (answer.status === 429);
    const what = `${operation.id} (${path} ${JSON.stringify({ headers, body })})`;
    assert.ok(answer.status < 500, `${what}: ${answer.status} ${answer.text}`);
    return check(answer, sent, what);
  }

  // Own things to act on. What a request changes is made afresh after each success.
  const freshOrder = async () => (await ok(florist.call('POST', '/api/orders', {
    customerId: own.customer, items: [{ productId: own.product, quantity: 1 }], deliveryDetails: { deliveryType: 'pickup' },
  }), 201)).order;
  const makeSubject = {
    order: async (operation) => {
      const order = await freshOrder();
      if (!operation.path.endsWith('/undo')) return order;
      const moved = await ok(florist.move(order, 'confirmed'));
      return { ...moved.order, undo: moved.undo.token, until: Date.parse(moved.undo.until) };
    },
    customer: async () => (await ok(florist.call('POST', '/api/customers', { name: 'Own customer' }), 201)).customer,
    product: async () => (await ok(florist.call('POST', '/api/products', { name: 'Own', category: 'own', price: 100 }), 201)).product,
    business: async () => (await get(florist, `/api/businesses/${own.business}`)).business,
    conversation: async () => ({ id: own.conversation, version: 1 }),
    deadLetter: async () => ({ id: await sendInVain(florist, own.customer) }),
    draft: async () => ({ id: await draftIn(florist, 'florist') }),
    unknownWord: async (operation) => {
      const word = await unknownWord(florist, 'florist', 'a bouquet of roses');
      if (!operation.path.endsWith('/undo')) return word;
      const path = `/api/businesses/${own.business}/unknown-words/${word.id}/dismiss`;
      return (await ok(florist.call('POST', path, {}, { 'if-match': `"v${word.version}"` }))).unknownWord;
    },
    example: async () => label(florist, own.message),
    alert: async () => ({ id: own.alert }),
    // One at a time may run, so only where nobody else is asking it is made afresh.
    attempt: async () => ({ id: alone ? await stoppedAttempt(florist, 'florist') : own.attempt }),
    session: async () => {
      await Desk.signIn(world, florists.owner);
      return (await get(florist, '/api/sessions')).sessions.find(({ isCurrent }) => !isCurrent);
    },
    template: async () => makeTemplate(florist),
  };

  // What the bot proposes in a chat of its own.
  async function draftIn(desk, shop) {
    const from = { phone: `97259${randomInt(1_000_000, 9_999_999)}`, name: `Drafted ${letters(6)}` };
    await world.say('שלום', { from, shop });
    const { id } = await eventually(async () => (await get(desk, '/api/conversations?limit=200')).conversations.find(({ customer }) => customer.name === from.name), 'the chat');
    await ok(desk.call('PATCH', `/api/conversations/${id}`, { businessId: desk.businessId, botMode: 'assist' }));
    await world.say('אתם פתוחים?', { from, shop });
    return eventually(async () => {
      const { messages } = await get(desk, `/api/businesses/${desk.businessId}/messages?conversationId=${id}`);
      return messages.find(({ status }) => status === 'draft')?.id;
    }, 'a draft', 20_000);
  }

  // Connects the shop's own number anew, which Meta refuses in the middle.
  async function stoppedAttempt(desk, shop) {
    await world.control('POST', 'troubles', { operation: 'subscribe', code: 200 });
    const { id } = await reconnect(desk, shop, 'failed');
    return id;
  }

  async function reconnect(desk, shop, state = 'done') {
    const { waba_id: wabaId, phone_number_id: phoneNumberId } = world.shop(shop);
    const { attempt } = await ok(desk.call('POST', '/api/meta/connect', { businessId: desk.businessId, variant: 'manual', accessToken: world.tokens[shop], wabaId, phoneNumberId }), 202);
    const ended = await attemptEnds(desk, attempt.id);
    assert.equal(ended.state, state, JSON.stringify(ended));
    return ended;
  }

  const attemptEnds = (desk, id) => eventually(async () => {
    const { attempt } = await get(desk, `/api/businesses/${desk.businessId}/whatsapp/attempts/${id}`);
    return attempt.state !== 'running' && attempt;
  }, 'the attempt ends');

  // What must come to rest before the next request.
  const afterwards = {
    'POST /api/meta/connect': async ({ attempt }) => attemptEnds(florist, attempt.id),
    'POST /api/businesses/{id}/whatsapp/attempts/{attemptId}/retry': async ({ attempt }) => attemptEnds(florist, attempt.id),
    'DELETE /api/businesses/{id}/whatsapp': async () => reconnect(florist, 'florist'),
  };

  // Its token is near its end, and Meta gives no other.
  async function alertOf(desk, shop) {
    await world.control('POST', 'tokens', { waba_id: world.shop(shop).waba_id, expires_in: 10 * 86_400 });
    await world.control('POST', 'troubles', { operation: 'access_token', code: 2 });
    await ok(desk.call('POST', `/api/businesses/${desk.businessId}/whatsapp/refresh`, {}), 409);
    const { alerts } = await get(desk, `/api/businesses/${desk.businessId}/alerts`);
    assert.equal(alerts[0].kind, 'token_expires');
    return alerts[0].id;
  }

  // A stranger orders something and a word that no shop has.
  async function unknownWord(desk, shop, order, word = `zq${letters(8)}zq`) {
    await world.say(`${order} and ${word}`, { from: { phone: `97258${randomInt(1_000_000, 9_999_999)}`, name: 'Asker' }, shop });
    const path = `/api/businesses/${desk.businessId}/unknown-words`;
    return eventually(async () => (await get(desk, path)).unknownWords.find((one) => one.word === word), `the word ${word}`);
  }

  // A customer sends a photo, and it is stored.
  async function photo(desk, shop, from) {
    await world.say({ type: 'image' }, { from, shop });
    const path = `/api/businesses/${desk.businessId}/messages?customerId=`;
    return eventually(async () => {
      const { customers: [customer] } = await get(desk, `/api/customers?q=${from.phone}`);
      return (await get(desk, path + customer.id)).messages.find(({ media }) => media?.state === 'stored')?.media.id;
    }, 'the photo');
  }

  const label = async (desk, messageId) => (await ok(desk.call('POST', `/api/businesses/${desk.businessId}/examples`, { messageId, intent: 'greeting' }), 201)).example;

  // Made and reviewed, so that no word of Meta's is still to come.
  async function makeTemplate(desk) {
    const path = `/api/businesses/${desk.businessId}/templates`;
    const { template } = await ok(desk.call('POST', path, {
      name: `made_${letters(12)}`, language: 'en', category: 'UTILITY', components: [{ type: 'BODY', text: 'A text.' }],
    }), 201);
    return eventually(async () => (await get(desk, path)).templates.find(({ id, status }) => id === template.id && status !== 'PENDING'), 'the review');
  }

  // While `refusing`, Meta refuses every message for good.
  const refusing = (on) => world.control('POST', 'modes', { error_code: 131026, error_times: on ? 1_000_000 : 0 });

  async function sendInVain(desk, customerId) {
    const path = `/api/businesses/${desk.businessId}/messages`;
    const { messageId } = await ok(desk.call('POST', path, { customerId, message: 'Sent in vain' }), 202);
    await eventually(async () => (await get(desk, `${path}?customerId=${customerId}`)).messages.find(({ id, status }) => id === messageId && status === 'failed'), 'a failed message');
    return messageId;
  }

  async function fill(operation, slots, kept) {
    const subject = operation.slots.findLast((slot) => slot.in === 'path');
    const filled = new Map();
    for (const slot of slots) {
      const { means } = slot;
      if (means.kind === undefined) {
        const computed = typeof means.value === 'function' && slot.in !== 'header' ? await means.value(world, slots) : means.value;
        filled.set(slot, computed);
        continue;
      }
      const ofSubject = slot === subject || means.kind === 'version' || means.kind === 'undo';
      if (ofSubject && !isRead(operation)) {
        if (!kept.subject || kept.subject.until - Date.now() < 2_000) kept.subject = await makeSubject[subject.means.kind](operation);
        filled.set(slot, slot === subject ? kept.subject.id : means.kind === 'undo' ? kept.subject.undo : `"v${kept.subject.version}"`);
      } else if (means.own) {
        filled.set(slot, means.own());
      } else if (means.kind === 'key') {
        filled.set(slot, nobodys.key());
      } else if (means.kind === 'cursor') {
        filled.set(slot, own.cursors[operation.id]);
      } else {
        filled.set(slot, own[means.kind]);
      }
      assert.notEqual(filled.get(slot), undefined, `${operation.id}: the florist has no ${means.kind}`);
    }
    return filled;
  }

  before(async () => {
    // Nothing of what a number is looked after with happens by itself meanwhile.
    const week = 604_800;
    const looks = { meta: { token_check_seconds: week, health_check_seconds: week }, sender: { status_watch_seconds: week } };
    world = await World.open({ engine, overrides: { server: behindProxy, ...looks } });
    await world.control('POST', 'modes', { rate_limits: false });
    pizzeria = await Desk.signIn(world, '9100001');
    for (const [role, id] of Object.entries(florists)) desks[role] = await Desk.signIn(world, id);
    desks.seconds = {};
    for (const [role, id] of Object.entries(seconds)) desks.seconds[role] = await Desk.signIn(world, id);
    desks.owners = [];
    for (const id of moreOwners) desks.owners.push(await Desk.signIn(world, id));
    desks.newcomer = await Desk.signIn(world, newcomer);
    desks.nobody = new Stranger(world);
    florist = desks.owner;
    for (const desk of [pizzeria, florist]) {
      const { business } = await get(desk, `/api/businesses/${desk.businessId}`);
      await ok(desk.call('PATCH', `/api/businesses/${desk.businessId}`, { settings: { burstSeconds: 0 } }, { 'if-match': `"v${business.version}"` }));
    }

    const theirWords = [];
    for (const word of ['pizzazzle', 'pizzquatch']) theirWords.push(await unknownWord(pizzeria, 'pizzeria', 'a margherita', word));
    const theirAttempt = await stoppedAttempt(pizzeria, 'pizzeria');
    const theirExamples = [];
    for (const { messageId } of theirWords) theirExamples.push(await label(pizzeria, messageId));

    const theirPhoto = await photo(pizzeria, 'pizzeria', { phone: '972541119809', name: 'Pizza Photographer' });
    // The pizzeria's evening: two orders from chats, one from the counter, moves, messages, edits.
    const named = [{ phone: '972541119801', name: 'נועה אברמוביץ-פיצה' }, { phone: '972541119802', name: 'Avi Pizzalover' }];
    for (const from of named) {
      await world.say('שתי מרגריטה משפחתיות, אחת עם זיתים ואחת עם פטריות, לאיסוף', { from });
      const card = await world.nextSend((send) => buttonsOf(send).some(({ id }) => id.endsWith(':yes')), 'the card', { to: from.phone });
      own.theirButtons = buttonsOf(card);
      own.theirWamids = { inbound: `wamid.PIZZERIA${from.phone}==`, card: card.wamid };
      await world.tap(own.theirButtons.find(({ id }) => id.endsWith(':yes')), { from });
      await world.nextSend((send) => send.seq > card.seq, 'the number', { to: from.phone });
      await world.say({ type: 'text', id: own.theirWamids.inbound, text: 'תודה רבה לפיצה' }, { from });
    }
    const orders = await eventually(async () => { const all = await pizzeria.orders(); return all.length === 2 && all; }, 'the orders');
    const key = { 'idempotency-key': `pizzeria-${letters(12)}` };
    const menu = await get(pizzeria, '/api/products');
    const { customer } = await ok(pizzeria.call('POST', '/api/customers', { name: 'Pizzeria Regular', phone: '972541119803', email: 'regular@pizza.example', notes: 'Never any onion' }, key), 201);
    const counter = await ok(pizzeria.call('POST', '/api/orders', {
      customerId: customer.id, items: [{ productId: menu.products[0].id, quantity: 2, notes: 'Cut in squares' }],
      deliveryDetails: { deliveryType: 'delivery', address: { street: 'אלנבי', city: 'תל אביב', building: '99', doorCode: 'K24680' } },
    }, key), 201);
    const moved = await ok(pizzeria.move(orders[0], 'confirmed', { promisedMinutes: 25, notes: 'Window table' }));
    await ok(pizzeria.move(moved.order, 'preparing'));
    await ok(pizzeria.call('POST', `/api/businesses/${pizzeria.businessId}/messages`, { customerId: orders[0].customer.id, message: 'The oven is hot' }, key), 202);
    await settled(); // what was held has gone out
    await refusing(true);
    const inVain = [await sendInVain(pizzeria, orders[1].customer.id), await sendInVain(pizzeria, orders[1].customer.id)];
    await refusing(false);
    const counterDesk = await Desk.signIn(world, '9100002');
    const callers = Array.from({ length: 240 }, (_, index) => ({ name: `Pizza caller ${1_000 + index}`, phone: `97254222${1_000 + index}` }));
    const entered = Promise.all(callers.map((caller) => ok(counterDesk.call('POST', '/api/customers', caller), 201)));
    phones.push(...callers.map(({ phone }) => phone));
    // Its product has a version that none of the florist's will reach, its events a number.
    let { product } = await get(pizzeria, `/api/products/${menu.products[1].id}`);
    for (let i = 0; i < 400; ++i) {
      ({ product } = await ok(pizzeria.call('PATCH', `/api/products/${product.id}`, { featured: i % 2 === 0 }, { 'if-match': `"v${product.version}"`, 'idempotency-key': `pizzeria-edit-${i}` })));
      if (i < 8) spareKeys.push(`pizzeria-edit-${i}`);
    }
    await entered;
    const theirAlert = await alertOf(pizzeria, 'pizzeria');
    const theirTemplate = (await makeTemplate(pizzeria)).id;
    const theirDraft = await draftIn(pizzeria, 'pizzeria');
    untouched = await settled();

    const seen = untouched.view;
    const detail = seen[`/api/orders/${orders[0].id}`];
    const conversations = seen['/api/conversations?limit=200'].conversations;
    const messages = seen[`/api/businesses/${pizzeria.businessId}/messages?limit=200&conversationId=${conversations[0].id}`].messages;
    // Where each list's second page begins.
    const cursors = async (desk, conversationId) => {
      const lists = { 'GET /api/businesses/{id}/messages': `&conversationId=${conversationId}` };
      for (const { id } of operations.filter(({ slots }) => slots.some(({ means }) => means.kind === 'cursor'))) {
        const path = id.slice('GET '.length).replace('{id}', desk.businessId);
        lists[id] = (await get(desk, `${path}?limit=1${lists[id] ?? ''}`)).pagination.nextCursor;
      }
      return lists;
    };
    const things = {
      business: [pizzeria.businessId], user: [pizzeria.session.user.id], session: [(await get(pizzeria, '/api/sessions')).sessions[0].id],
      order: [orders[0].id, counter.order.id], line: [detail.order.items[0].id], timeline: [detail.timeline[0].id], undo: [moved.undo.token],
      customer: [orders[0].customer.id, customer.id], conversation: [conversations[0].id], message: [messages[0].id, messages.find(({ direction }) => direction === 'inbound').id],
      product: [product.id, menu.products[0].id], group: ['topping'], option: ['olives'], sku: [menu.products[0].sku], category: [menu.products[0].category],
      phone: [named[0].phone, '972541119803'], search: [named[1].name, customer.name, menu.products[0].name],
      media: [theirPhoto], deadLetter: inVain, draft: [theirDraft], heard: [messages.find(({ direction }) => direction === 'inbound').id], template: [theirTemplate], attempt: [theirAttempt], unknownWord: theirWords.map(({ id }) => id), example: theirExamples.map(({ id }) => id), alert: [theirAlert], cursor: Object.values(await cursors(pizzeria, conversations[0].id)),
      key: [key['idempotency-key']], version: [`"v${product.version}"`],
      event: [(await pizzeria.ask('GET', '/api/events')).text.match(/^id: (\d+)$/m)[1]],
    };
    for (const [kind, values] of Object.entries(things)) {
      for (const value of values) {
        assert.ok(value, kind);
        theirs.push({ kind, value });
      }
    }

    // The florist's own.
    const from = { phone: '972521119901', name: 'Flora' };
    await world.say('שלום', { from, shop: 'florist' });
    const [conversation] = await eventually(async () => { const { conversations: all } = await get(florist, '/api/conversations'); return all.length > 0 && all; }, 'the chat');
    await world.nextSend(() => true, 'an answer', { to: from.phone });
    const { products } = await get(florist, '/api/products');
    Object.assign(own, {
      business: florist.businessId, conversation: conversation.id, customer: conversation.customer.id, product: products[0].id,
      phone: from.phone, search: 'Flora', group: 'bouquet_size', option: 'medium', sku: 'FL-1', category: 'bouquets', event: '1',
    });
    own.order = (await freshOrder()).id;
    await freshOrder();
    await ok(florist.call('POST', '/api/customers', { name: 'Second' }), 201);
    await world.say('שלום', { from: { phone: '972521119902', name: 'Second chat' }, shop: 'florist' });
    await eventually(async () => (await get(florist, '/api/conversations')).conversations.length === 2, 'the second chat');
    await refusing(true);
    for (let i = 0; i < 2; ++i) await sendInVain(florist, own.customer);
    await refusing(false);
    for (let i = 0; i < 2; ++i) {
      const word = await unknownWord(florist, 'florist', 'a bouquet of roses');
      own.message = word.messageId;
      await label(florist, word.messageId);
    }
    own.alert = await alertOf(florist, 'florist');
    await draftIn(florist, 'florist');
    own.heard = (await get(florist, `/api/businesses/${own.business}/messages?conversationId=${own.conversation}`)).messages.find(({ direction }) => direction === 'inbound').id;
    own.template = (await makeTemplate(florist)).id;
    own.media = await photo(florist, 'florist', { phone: '972521119909', name: 'Flora Photographer' });
    own.cursors = await cursors(florist, own.conversation);
    own.attempt = await stoppedAttempt(florist, 'florist');

    // What the pizzeria has and the florist and the document do not.
    const common = `${JSON.stringify(await seenBy(florist))}${openapi}${JSON.stringify(meanings)}`;
    const telling = (text) => text.length >= 4 && !/^(ORD-\d{8}-\d+|[\d:.-]{1,8}|\d{4}-\d\d-\d\dT.*)$/.test(text) && !common.includes(text);
    secrets = [...new Set([
      ...textsIn(seen), ...theirs.filter(({ kind }) => !['event', 'version'].includes(kind)).map(({ value }) => value),
      ...named.map(({ phone }) => phone), ...people.filter(({ shop }) => shop === 'pizzeria').map(({ name }) => name),
      world.tokens.pizzeria, ...pizzeria.cookies.values(), own.theirWamids.inbound, own.theirWamids.card,
    ])].filter(telling);
    for (const told of [pizzeria.businessId, named[0].name, 'Never any onion', 'The oven is hot', 'Cut in squares', 'K24680', 'pizzazzle', customer.id, '054-111-9803']) {
      assert.ok(secrets.includes(told), `${told} is watched for`);
    }
  });

  after(async () => {
    console.log(JSON.stringify({ test: 'isolation', engine, operations: operations.length, references: operations.reduce((sum, { references }) => sum + references.length, 0), watched: secrets.length, asked }));
    assert.equal(await world.close(), 0, 'the server ends cleanly');
  });

  const unchanged = async () => assert.deepEqual(await settled(), untouched, 'nothing of the pizzeria has changed');

  // The control: with one's own ids everything works, so that what follows fails for the id alone.
  describe('with one\'s own ids every operation does what the document says', () => {
    before(() => { alone = true; return refusing(true); });
    after(() => { alone = false; return refusing(false); });
    for (const operation of operations) {
      test(operation.id, async () => {
        const desk = operation.id === 'POST /api/businesses' ? desks.newcomer
          : operation.id === 'DELETE /api/session' ? await Desk.signIn(world, florists.viewer)
          : operation.isPublic ? desks.nobody : florist;
        const whole = operation.whole.filter((slots) => slots.length > operation.ways[0].length);
        for (const slots of [...operation.ways, ...whole]) {
          const filled = await fill(operation, slots, {});
          const answer = await askAs(desk, operation, filled, []);
          assert.equal(answer.status, operation.success, `${operation.id} ${JSON.stringify(requestOf(world, operation, filled))}: ${answer.text}`);
          await afterwards[operation.id]?.(JSON.parse(answer.text));
        }
      });
    }
    test('and nothing of the pizzeria changes', unchanged);
  });

  test('a stream of the florist never carries what happens at the pizzeria', async () => {
    const streams = [];
    for (const role of ['owner', 'kitchen', 'courier']) {
      for (const headers of [{}, { 'last-event-id': '1' }, { 'last-event-id': their('event') }]) {
        const desk = desks[role];
        const stop = new AbortController();
        const response = await fetch(`${world.serverUrl}/api/events`, { signal: stop.signal, headers: { cookie: [...desk.cookies].map((pair) => pair.join('=')).join('; '), ...headers } });
        assert.equal(response.status, 200);
        const stream = { role, headers, stop, text: '' };
        stream.ended = (async () => { for await (const part of response.body) stream.text += Buffer.from(part).toString('utf8'); })().catch(() => {});
        streams.push(stream);
      }
    }
    // A message, an order, a move, a chat and a product of the pizzeria.
    const from = { phone: '972541119804', name: 'Streamed Pizzalover' };
    await world.say('מרגריטה אחת לאיסוף', { from });
    const card = await world.nextSend((send) => buttonsOf(send).length === 3, 'the card', { to: from.phone });
    await world.tap(buttonsOf(card).find(({ id }) => id.endsWith(':yes')), { from });
    const order = await eventually(async () => (await pizzeria.orders()).find(({ customer }) => customer.name === from.name), 'the order');
    await ok(pizzeria.move(order, 'confirmed'));
    const conversation = (await get(pizzeria, '/api/conversations')).conversations[0];
    await ok(pizzeria.call('PATCH', `/api/conversations/${conversation.id}`, { paused: true }));
    const { product } = await get(pizzeria, `/api/products/${their('product')}`);
    await ok(pizzeria.call('PATCH', `/api/products/${product.id}`, { available: false }, { 'if-match': `"v${product.version}"` }));
    await sleep(1_200); // a poll
    const marker = await freshOrder();
    await ok(florist.move(marker, 'confirmed'));
    const { products } = await get(florist, '/api/products');
    await ok(florist.call('PATCH', `/api/products/${own.product}`, { available: true }, { 'if-match': `"v${products.find(({ id }) => id === own.product).version}"` }));
    for (const stream of streams.filter(({ role }) => role !== 'courier')) {
      await eventually(async () => stream.text.includes(marker.id) && stream.text.includes(own.product), `the florist's own events (${stream.role}): ${stream.text}`);
    }
    const watched = [...secrets, from.phone, from.name, order.id, conversation.id, order.customer.id];
    for (const stream of streams) {
      stream.stop.abort();
      await stream.ended;
      for (const secret of watched.filter((text) => !told.has(text))) assert.ok(!stream.text.includes(secret), `${stream.role} ${JSON.stringify(stream.headers)} reads ${secret}`);
      assert.equal(stream.text.includes('event: reset'), stream.headers['last-event-id'] === their('event'), 'another shop\'s place is no place here');
      for (const [, data] of stream.text.matchAll(/^data: (.*)$/gm)) {
        const view = JSON.parse(data);
        for (const part of [view.order, view.product].filter(Boolean)) assert.equal(part.businessId, own.business);
      }
    }
    const elsewhere = await florist.ask('GET', `/api/events?businessId=${pizzeria.businessId}`);
    assert.equal(elsewhere.status, 404);
    untouched = await settled();
  });

  const withIts = (slot, kinds) => (slot.means.kind === 'phone' ? [{ kind: 'phone', value: phones.pop() }] : theirs.filter(({ kind }) => kind === slot.means.kind))
    .concat(theirs.filter(({ kind }) => kind !== slot.means.kind && kinds.includes(kind)));
  const itsKind = (slot) => withIts(slot, ['business']);
  const everything = (slot) => (takesAll(slot) ? theirs : withIts(slot, ['business', 'order']));

  async function compare(desk, operation, values) {
    const kept = {};
    const keys = [...spareKeys]; // one request each, for a key that succeeded is one's own from then on
    const answerTo = async (filled, sent) => {
      const answer = await askAs(desk, operation, filled, sent);
      if (answer.status < 300) {
        kept.subject = undefined;
        for (const [slot, value] of filled) if (isText(slot)) told.add(value).add(phoneDisplay(value));
      }
      return essence(operation, answer, sent);
    };
    for (const way of operation.ways) {
      await compareTogether(operation, way, kept, answerTo, keys);
      await compareEach(operation, way, way === operation.ways[0] ? values : itsKind, kept, answerTo);
    }
  }

  // Each slot by itself with the pizzeria's things and with nobody's; `values` chooses which things.
  async function compareEach(operation, way, values, kept, answerTo) {
    for (const slot of operation.references) {
      if (slot.means.kind === 'key' && way !== operation.ways[0]) continue;
      const expected = new Map();
      for (const { kind, value } of values(slot)) {
        const form = formOfKind(kind);
        const base = new Set(way).add(slot);
        const fillWith = async (given) => (await fill(operation, base, kept)).set(slot, given);
        // Answers that echo words of another length differ in nothing else.
        const like = `${form} ${form === 'cursor' || form === 'word' ? value.length : ''}`;
        if (!expected.has(like)) {
          const absent = nobodys[form](value);
          expected.set(like, await answerTo(await fillWith(absent), [absent]));
        }
        assert.deepEqual(await answerTo(await fillWith(value), [value]), expected.get(like), `${operation.id}: ${slot.place} = ${kind} ${value}`);
      }
    }
  }

  // All at once: with the pizzeria's business, and within one's own.
  async function compareTogether(operation, way, kept, answerTo, keys) {
    const ofBusiness = operation.references.filter(({ means, in: where }) => means.kind === 'business' && where !== 'path');
    for (const leftOut of operation.references.length > 0 ? [[], ofBusiness] : []) {
      const references = operation.references.filter((slot) => !leftOut.includes(slot));
      const absentBusiness = nobodys.business();
      const answers = [];
      for (const pick of [
        (kind) => (kind === 'business' ? absentBusiness : nobodys[formOfKind(kind)](their(kind))),
        (kind) => (kind === 'key' ? keys.pop() : kind === 'phone' ? phones.pop() : their(kind)),
      ]) {
        const filled = await fill(operation, way.filter((slot) => !slot.means.kind), kept);
        for (const slot of references) filled.set(slot, pick(slot.means.kind));
        answers.push(await answerTo(filled, references.map((slot) => filled.get(slot))));
      }
      assert.deepEqual(answers[1], answers[0], `${operation.id}: all at once`);
    }
  }

  const guarded = operations.filter(({ isPublic }) => !isPublic);
  // Reads first: what changes the florist would change what they tell.
  for (const [what, group] of [['reads', guarded.filter(isRead)], ['changes', guarded.filter((operation) => !isRead(operation))]]) {
    describe(`${what} with the pizzeria's ids`, { concurrency: 12 }, () => {
      before(() => refusing(true));
      after(() => refusing(false));
      for (const [index, operation] of group.entries()) {
        test(operation.id, { timeout: 300_000 }, async () => {
          await Promise.all([
            compare(operation.id === 'POST /api/businesses' ? desks.newcomer : desks.owners[index % desks.owners.length], operation, everything),
            ...(operation.id === 'POST /api/businesses' ? [] : ['manager', 'cashier', 'kitchen', 'courier', 'viewer', 'newcomer'])
              .map((role) => compare((index % 2 === 0 && desks.seconds[role]) || desks[role], operation, itsKind)),
            compare(desks.nobody, operation, itsKind),
          ]);
        });
      }
    });
  }

  test('nothing of the pizzeria has changed, and nothing was sent in its name', unchanged);

  test('every unsafe operation wants the CSRF token of its own session', async () => {
    for (const operation of guarded.filter((candidate) => !isRead(candidate))) {
      for (const [cookies, csrf] of [[florist, pizzeria], [pizzeria, florist]]) {
        const mixed = new Desk(world);
        mixed.cookies = new Map(cookies.cookies);
        mixed.csrf = csrf.csrf;
        const slots = [...new Set([...operation.ways[0], ...operation.references])];
        const filled = await fill(operation, slots.filter((slot) => !slot.means.kind), {});
        for (const slot of slots) if (slot.means.kind) filled.set(slot, their(slot.means.kind));
        const answer = await askAs(mixed, operation, filled, [...filled.values()]);
        assert.deepEqual([answer.status, JSON.parse(answer.text).type.split('/').pop()], [403, 'csrf'], operation.id);
      }
    }
    // Both sessions are still theirs, and a florist's cookie beside the pizzeria's is the first one's.
    assert.equal((await pizzeria.get('/api/session')).body.user.id, pizzeria.session.user.id);
    assert.equal((await florist.get('/api/session')).body.user.id, florist.session.user.id);
    await unchanged();
  });

  test('a session that ended is nobody\'s, and ends no other', async () => {
    const leaving = await Desk.signIn(world, florists.cashier);
    const cookies = new Map(leaving.cookies);
    assert.equal((await leaving.ask('DELETE', '/api/session')).status, 204);
    leaving.cookies = cookies;
    assert.equal((await leaving.ask('GET', '/api/session')).status, 401);
    assert.equal((await desks.cashier.get('/api/session')).status, 200);
    assert.equal((await pizzeria.get('/api/session')).status, 200);
  });

  test('the sign-in one began cannot be finished by another', async () => {
    const begin = async (desk) => new URL((await desk.fetch('/api/auth/facebook/start?next=/board')).headers.get('location'));
    const consent = async (dialog, person) => {
      dialog.searchParams.set('demo_person', person);
      return new URL((await fetch(dialog, { redirect: 'manual' })).headers.get('location'));
    };
    const [theirBrowser, ours] = [new Desk(world), new Desk(world)];
    const back = await consent(await begin(theirBrowser), '9100001');
    await begin(ours);
    const taken = await ours.ask('GET', back.pathname + back.search);
    back.searchParams.set('state', letters(43));
    const made = await ours.ask('GET', back.pathname + back.search);
    for (const answer of [taken, made]) {
      assert.equal(answer.status, 303);
      assert.equal(answer.headers.location, '/login?error=oauth_state');
    }
    assert.equal((await ours.ask('GET', '/api/session')).status, 401);
  });

  test('an Idempotency-Key is one\'s own', async () => {
    const key = { 'idempotency-key': their('key') };
    const { customer: first } = await ok(florist.call('POST', '/api/customers', { name: 'Pizzeria Regular', phone: '972541119803', email: 'regular@pizza.example', notes: 'Never any onion' }, key), 201);
    assert.equal(first.businessId, own.business, 'the very request of the pizzeria is done for the florist');
    for (const written of textsIn(first)) told.add(written);
    const other = await florist.call('POST', '/api/orders', { customerId: own.customer, items: [{ productId: own.product, quantity: 1 }], deliveryDetails: { deliveryType: 'pickup' } }, key);
    assert.equal(other.status, 201, 'another body under it is not taken for a repetition');
    assert.equal(other.headers.get('idempotency-replayed'), null);
    // Nor does it reach over two shops of one person, nor from one maker of a shop to another.
    const shops = [];
    for (const name of ['First stall', 'Second stall']) shops.push((await ok(desks.newcomer.call('POST', '/api/businesses', { name, type: 'other', phone: '97245550188' }), 201)).business.id);
    const made = [];
    for (const shop of shops) made.push(await desks.newcomer.call('POST', `/api/customers?businessId=${shop}`, { name: 'Walk-in' }, key));
    assert.deepEqual(made.map(({ status, body, headers }) => [status, body.customer.businessId, headers.get('idempotency-replayed')]), shops.map((shop) => [201, shop, null]));
    const stall = { name: 'A stall', type: 'other', phone: '97245550199' };
    const [one, two] = [await desks.newcomer.call('POST', '/api/businesses', stall, key), await desks.owners[2].call('POST', '/api/businesses', stall, key)];
    assert.deepEqual([one.status, two.status], [201, 201]);
    assert.notEqual(one.body.business.id, two.body.business.id);
    await unchanged();
  });

  test('a webhook of the florist\'s number reaches nothing of the pizzeria', async () => {
    const shop = world.shop('florist');
    const from = '972521119903';
    const now = () => String(Math.floor(Date.now() / 1_000));
    let number = 0;
    const post = async (value, { waba = shop.waba_id, phone = shop.phone_number_id } = {}) => {
      const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: waba, changes: [{ field: 'messages', value: {
        messaging_product: 'whatsapp', metadata: { display_phone_number: '97245550177', phone_number_id: phone },
        contacts: [{ profile: { name: 'Mallory' }, wa_id: from }], ...value,
      } }] }] });
      assert.equal((await world.postWebhook(body)).status, 200);
    };
    const message = (rest) => ({ messages: [{ from, id: `wamid.FLORIST${++number}==`, timestamp: now(), ...rest }] });
    const { inbound, card } = own.theirWamids;
    const yes = own.theirButtons.find(({ id }) => id.endsWith(':yes'));
    for (const target of [inbound, card]) {
      await post(message({ type: 'reaction', reaction: { message_id: target, emoji: '👍' } }));
      await post(message({ type: 'edit', edit: { original_message_id: target, message: { type: 'text', text: { body: 'changed' } } } }));
      await post(message({ type: 'revoke', revoke: { original_message_id: target } }));
      await post(message({ type: 'text', context: { id: target }, text: { body: 'שלום' } }));
      await post({ messages: [{ from, id: target, timestamp: now(), type: 'text', text: { body: 'the same wamid' } }] });
      for (const status of ['failed', 'read']) {
        await post({ statuses: [{ id: target, status, timestamp: now(), recipient_id: '972541119802', biz_opaque_callback_data: their('message') }] });
      }
    }
    await post(message({ type: 'interactive', context: { id: card }, interactive: { type: 'button_reply', button_reply: yes } }));
    await post(message({ type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: `cancel:${their('order')}:yes`, title: 'yes' } } }));
    await post(message({ type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: `pick:${their('product')}`, title: 'Margherita' } } }));
    await post(message({ type: 'order', order: { catalog_id: '1', product_items: [{ product_retailer_id: their('sku'), quantity: 1, item_price: 1, currency: 'ILS' }] } }));
    // One's account with the other's number, both ways.
    await post(message({ type: 'text', text: { body: 'wrong number' } }), { phone: world.shop('pizzeria').phone_number_id });
    await post(message({ type: 'text', text: { body: 'wrong account' } }), { waba: world.shop('pizzeria').waba_id });
    await post(message({ type: 'text', text: { body: 'the last of these' } }));

    const written = async () => {
      const chat = (await get(florist, '/api/conversations')).conversations.find(({ customer }) => customer.name === 'Mallory');
      return chat ? (await get(florist, `/api/businesses/${own.business}/messages?limit=200&conversationId=${chat.id}`)).messages : [];
    };
    await eventually(async () => (await written()).some(({ content }) => content.text === 'the last of these'), 'the last of these');
    await unchanged();
    const messages = await written();
    check({ headers: {}, text: JSON.stringify(messages) }, [inbound, card, yes.id, yes.title, their('order'), their('product'), their('sku'), 'Margherita'], 'the florist\'s chat');
    assert.deepEqual(messages.filter(({ content }) => /wrong/.test(content.text ?? '')), [], 'neither wrong one is anywhere');
    assert.deepEqual((await florist.orders('&status=pending')).filter(({ source }) => source === 'whatsapp'), [], 'no order from another shop\'s card');
  });

  test('an undo token works in its own shop only', async () => {
    const order = (await pizzeria.orders('&status=pending'))[0];
    const moved = await ok(pizzeria.move(order, 'confirmed'));
    const mine = await freshOrder();
    const undo = (id, token) => florist.ask('POST', `/api/orders/${id}/undo`, { body: { token } });
    const operation = operations.find(({ id }) => id === 'POST /api/orders/{id}/undo');
    for (const id of [mine.id, order.id]) {
      const [nobodysToken, theirToken] = [uuid(7), moved.undo.token];
      assert.deepEqual(essence(operation, await undo(id, theirToken), [theirToken]), essence(operation, await undo(id, nobodysToken), [nobodysToken]));
    }
    assert.ok(Date.parse(moved.undo.until) > Date.now(), 'the token was alive all the while');
    await ok(pizzeria.call('POST', `/api/orders/${order.id}/undo`, { token: moved.undo.token }));
  });
});
