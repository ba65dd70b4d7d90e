// Webhooks as Meta posts them, made by hand, and what has come of them.
import assert from 'node:assert/strict';
import { eventually } from '../harness.mjs';
import { now } from './raw_http.mjs';

export function hooksOf(shop) {
  let number = 0;
  const person = () => ({ phone: `97258${String(++number).padStart(7, '0')}`, name: `Person ${number}` });
  const wamid = () => `wamid.BAD${shop.engine}${++number}==`;
  // Of a customer whom the sandbox does not know, so that nothing can be answered; World.say() for those.
  const text = (body, more = {}) => ({ id: wamid(), timestamp: String(now()), type: 'text', text: { body }, ...more });

  // Meta's envelope around messages and statuses of the pizzeria's number.
  function envelope(value, { shop: to = shop.world.shop(), waba = to.waba_id, phone = to.phone_number_id } = {}) {
    return { object: 'whatsapp_business_account', entry: [{ id: waba, changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '97235550123', phone_number_id: phone }, ...value } }] }] };
  }
  const from = (who, ...messages) => ({ contacts: [{ profile: { name: who.name }, wa_id: who.phone }], messages: messages.map((message) => ({ from: who.phone, ...message })) });

  // Of a peer of its own: bad signatures are few for one address.
  const address = () => ({ 'x-forwarded-for': `203.0.113.${++number % 250}` });
  async function hook(body, headers) {
    const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await shop.world.postWebhook(bytes, { ...address(), 'x-hub-signature-256': shop.world.sign(bytes), ...headers });
    const answer = { status: response.status, text: await response.text() };
    if (response.status < 400) assert.equal(answer.text, '', 'an empty body');
    return answer;
  }
  const taken = async (body) => assert.equal((await hook(body)).status, 200);
  const operatorTold = (kind) => eventually(async () => shop.world.operatorWasTold(kind), `${kind} is told`);
  const parked = () => Number(shop.world.query('select count(*) from parked_changes'));
  // Taken with 200, then parked for this reason, with nothing to be seen anywhere.
  async function isParked(body, reason) {
    const before_ = parked();
    const inbound = () => shop.world.query("select count(*) from messages where direction = 'inbound'").join();
    const messages = inbound();
    await taken(body);
    await eventually(async () => parked() === before_ + 1, 'a parked change');
    assert.deepEqual(shop.world.query('select reason from parked_changes order by parked_at desc limit 1'), [reason]);
    assert.equal(inbound(), messages);
  }
  const messagesOf = async (who) => {
    const { customers } = await shop.good(shop.send('GET', `/api/customers?q=${encodeURIComponent(who.phone)}`));
    if (customers.length === 0) return [];
    return (await shop.good(shop.send('GET', `/api/businesses/${shop.owner.businessId}/messages?limit=200&customerId=${customers[0].id}`))).messages;
  };
  // The message as staff reads it, once it is there.
  const arrived = (who, matches = ({ direction }) => direction === 'inbound') => eventually(async () => (await messagesOf(who)).find(matches), `a message of ${who.name}`);
  const ordersOf = async (who) => (await shop.good(shop.send('GET', `/api/orders?q=${encodeURIComponent(who.phone)}`))).orders;

  return { person, wamid, text, envelope, from, address, hook, taken, operatorTold, isParked, messagesOf, arrived, ordersOf };
}
