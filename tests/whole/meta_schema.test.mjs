// What our client asks of Graph and what the sandbox answers, against Meta's own OpenAPI file, where
// that file lies beside the checkout. It is of v23.0 (2025-11): where it is older than Meta's pages,
// the difference is listed below with its reason, and nothing else passes.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Graph } from './graph.mjs';
import { avi, bodyOf, buttonsOf, eventually, noa, shira, World } from './harness.mjs';
import { OpenApi } from './openapi.mjs';

const shared = process.env.CROOZER_SHARED_DATA ?? join(import.meta.dirname, '../../../shared/data');
const file = join(shared, 'meta-openapi/business-messaging-api_v23.0.yaml');

// What /control/requests calls an operation, and where Meta's file has it.
const places = {
  send: '/{Version}/{Phone-Number-ID}/messages',
  upload_media: '/{Version}/{Phone-Number-ID}/media',
  delete_media: '/{Version}/{Media-ID}',
  register: '/{Version}/{Phone-Number-ID}/register',
  deregister: '/{Version}/{Phone-Number-ID}/deregister',
  request_code: '/{Version}/{Phone-Number-ID}/request_code',
  verify_code: '/{Version}/{Phone-Number-ID}/verify_code',
  change_number: '/{Version}/{Phone-Number-ID}',
  phone_numbers: '/{Version}/{WABA-ID}/phone_numbers',
  subscribe: '/{Version}/{WABA-ID}/subscribed_apps',
  unsubscribe: '/{Version}/{WABA-ID}/subscribed_apps',
  subscribed_apps: '/{Version}/{WABA-ID}/subscribed_apps',
  templates: '/{Version}/{WABA-ID}/message_templates',
  create_template: '/{Version}/{WABA-ID}/message_templates',
  delete_template: '/{Version}/{WABA-ID}/message_templates',
  profile: '/{Version}/{Phone-Number-ID}/whatsapp_business_profile',
  change_profile: '/{Version}/{Phone-Number-ID}/whatsapp_business_profile',
  owned_whatsapp_business_accounts: '/{Version}/{Business-ID}/owned_whatsapp_business_accounts',
  client_whatsapp_business_accounts: '/{Version}/{Business-ID}/client_whatsapp_business_accounts',
};

// Not in Meta's file at all.
const elsewhere = {
  access_token: 'Facebook Login, not the business messaging file', revoke: 'Facebook Login', debug_token: 'Facebook Login',
  me: 'Facebook Login', permissions: 'Facebook Login', subscriptions: 'of an app, not of business messaging', app_subscribe: 'of an app',
  smb_app_data: 'coexistence is younger than the file (meta notes §6.5)',
  read_receipt: 'the file has messages only; receipts and typing are on a page of their own (meta notes §4.5)',
};

const nameOf = ({ operation, body }) => (operation === 'send' && body?.status === 'read' ? 'read_receipt' : operation);

// GET /{node}: which object it was shows in the answer.
function placeOf({ operation, answer }) {
  if (operation !== 'node') return places[operation];
  if ('mime_type' in answer) return '/{Version}/{Media-ID}';
  return answer.id?.startsWith('4') ? '/{Version}/{Phone-Number-ID}' : '/{Version}/{WABA-ID}';
}

// Where the file is older than Meta's pages, or says less: operation, side, place, what is wrong with
// it, and why it may be.
const outdated = [
  [/^send$/, 'request', /^recipient$/, /unknown/, 'v23.0 knows no BSUID (meta notes §3.4)'],
  [/^send$/, 'request', /^to$/, /missing/, 'goes with recipient: a customer without a phone is not addressed by one (§3.4)', (call) => 'recipient' in call.body],
  [/^send$/, 'answer', /^contacts\[\]\.user_id$/, /unknown/, 'v23.0 knows no BSUID (§3.4)'],
  [/^send$/, 'request', /^biz_opaque_callback_data$/, /unknown/, 'documented with the statuses that bring it back; left out of the file (§2.6)'],
  [/^send$/, 'request', /^interactive\.(type|action\.name)$/, /not one of/, 'link buttons and requests for a place or a phone have pages of their own (§4.3, §3.5)', ({ body }) => ['cta_url', 'location_request_message', 'request_contact_info'].includes(body.interactive.type)],
  [/^send$/, 'request', /^interactive\.action\.parameters$/, /unknown/, 'of a link button (§4.3)', ({ body }) => body.interactive.type === 'cta_url'],
  [/^send$/, 'request', /^location\.(latitude|longitude)$/, /is number/, 'numbers on the page of locations (§4.2)'],
  [/^send$/, 'request', /^(image\.caption|document\.filename)$/, /unknown/, 'the file has one schema for every file (§4.2)'],
  [/^send$/, 'request', /^template\.language\.policy$/, /missing/, 'of the On-Premises API; the page of templates has the code only (§4.4)'],
  [/^subscribed_apps$/, 'answer', /^data\[\]\.(whatsapp_business_api_data|override_callback_uri)$/, /unknown/, 'the pages nest the app in it; the file has it flat (§2.4)'],
  [/^(phone_numbers|node)$/, 'answer', /^(data\[\]\.)?(status|platform_type|throughput|last_onboarded_time|webhook_configuration|health_status|is_on_biz_app|is_pin_enabled|name_status|code_verification_status|whatsapp_business_manager_messaging_limit|primary_funding_id|account_review_status|business_verification_status|ownership_type|country|owner_business_info)$/, /unknown/, 'fields of §5 and §10 that this schema leaves out'],
  [/^(node|owned_whatsapp_business_accounts|client_whatsapp_business_accounts)$/, 'answer', /^(data\[\]\.)?message_template_namespace$/, /unknown/, 'the file has two schemas of an account, and names it in the other'],
  [/^phone_numbers$/, 'answer', /^data\[\]\.status$/, /not one of/, 'two schemas of the file name different states (§10)'],
  [/^node$/, 'answer', /^business_verification_status$/, /not one of/, 'written in small letters on the pages (§6.4)'],
  [/^node$/, 'answer', /^file_size$/, /is integer/, 'a number on the page of media (§8)'],
  [/^create_template$/, 'request', /^components\[\]\.(example|buttons|format)/, /unknown/, 'the file makes its schema of one sample without it (§9)'],
  [/^create_template$/, 'request', /^parameter_format$/, /unknown/, 'named parameters are younger (§9)'],
  [/^templates$/, 'query', /^(limit|after|fields|status|language)$/, /unknown/, 'the file has the samples of one page only (§9)'],
  [/^templates$/, 'answer', /^data\[\]\.(parameter_format|quality_score|rejected_reason|components\[\]\.example\.body_text_named_params)/, /unknown/, 'the file makes its schema of one sample without it (§9)'],
  [/^profile$/, 'answer', /^data\[\]\.(messaging_product|about|address|description|email|vertical|websites|profile_picture_url)$/, /unknown/, 'the file nests the profile once more than the pages do (§10)'],
  [/^templates$/, 'answer', /^paging\.(next|cursors)/, /unknown/, 'every edge has pages (§1.2)'],
];

const passes = (call, side, { at, why }) => outdated.some(([operation, where, place, what, , when]) =>
  operation.test(call.operation) && where === side && place.test(at) && what.test(why) && (!when || when(call)));

// A read that names its fields gets those, whatever the schema requires.
const wasNotAsked = (call, side, { at, why }) =>
  side === 'answer' && why === 'missing' && call.query.fields !== undefined && !call.query.fields.split(',').includes(at.split('.').at(-1));

const registered = existsSync(file);
if (!registered) console.log(`meta_schema: ${file} is not there, so nothing is held against it`);

if (registered) describe('requests and answers have the shapes of Meta\'s file', () => {
  let world;
  let meta;
  before(async () => { meta = OpenApi.read(file); world = await World.open(); });
  after(() => world.close());

  // What the server does for a shop from the first message to the last.
  async function order() {
    await world.say('היי, מגש מרגריטה עם זיתים ושתי קולה זירו, לאיסוף');
    const card = await world.nextSend((send) => buttonsOf(send).some(({ id }) => id.endsWith(':yes')), 'the card', { to: noa.phone });
    await world.tap(buttonsOf(card).find(({ id }) => id.endsWith(':yes')));
    await world.nextSend((send) => send.seq > card.seq, 'the number', { to: noa.phone });
    const owner = await world.signIn('9100001');
    const [placed] = await owner.orders();
    const moved = await owner.move(placed, 'confirmed', { promisedMinutes: 25 });
    assert.equal(moved.status, 200, JSON.stringify(moved.body));
    await world.nextSend((send) => /\d\d:\d\d/.test(bodyOf(send)), 'the promised time', { to: noa.phone });
    await world.say('a large margherita for pickup', { from: avi });
    await world.nextSend((send) => buttonsOf(send).length > 0, 'the other card', { to: avi.phone });
    await world.say('כמה עולה משלוח?', { from: shira });
    await world.nextSend(() => true, 'an answer to somebody without a phone', { to: shira.bsuid });
  }

  // Everything else that our client asks: each kind of message, templates, files, and a number that
  // is let go and connected again.
  async function desk() {
    const owner = await world.signIn('9100001');
    const shop = `/api/businesses/${owner.businessId}`;
    const ok = async (answer) => { const { status, body } = await answer; assert.ok(status < 300, JSON.stringify(body)); return body; };
    const post = (path, body = {}) => ok(owner.call('POST', shop + path, body));
    const { media } = await post('/media-uploads', { fileName: 'dish.png', mimeType: 'image/png', data: Buffer.from('\x89PNG\r\n\x1a\nnot really', 'latin1').toString('base64') });
    const news = {
      name: 'schema_news', language: 'he', category: 'UTILITY', parameterFormat: 'NAMED',
      components: [{ type: 'BODY', text: 'הזמנה {{order}} מוכנה.', example: { body_text_named_params: [{ param_name: 'order', example: '118' }] } }],
    };
    const { template } = await post('/templates', news);
    await eventually(async () => {
      await post('/templates/sync');
      return (await ok(owner.get(`${shop}/templates`))).templates.some(({ name, status }) => name === news.name && status === 'APPROVED');
    }, 'the review');
    const { conversations } = await ok(owner.get(`/api/conversations?businessId=${owner.businessId}`));
    const { id } = conversations.find(({ customer }) => customer.name === noa.name);
    const { messages } = await ok(owner.get(`${shop}/messages?conversationId=${id}`));
    const inbound = messages.find(({ direction }) => direction === 'inbound');
    for (const message of [
      { type: 'interactive', message: 'לאשר?', interactive: { kind: 'buttons', footer: 'פיצה', buttons: [{ id: 'a', title: 'כן' }] } },
      { type: 'interactive', message: 'מה תרצו?', interactive: { kind: 'list', button: 'בחרו', rows: [{ id: '1', title: 'פיצה', description: 'משפחתית' }] } },
      { type: 'interactive', message: 'מעקב', interactive: { kind: 'link', label: 'לאתר', url: 'https://pizza.example/t/1' } },
      { type: 'flow', message: 'כתובת', flow: { id: '123', token: 't', label: 'למילוי', screen: 'ADDRESS' } },
      { type: 'location_request', message: 'איפה אתם?' },
      { type: 'contact_request', message: 'שתפו מספר' },
      { type: 'location', location: { latitudeE6: 32_080_000, longitudeE6: 34_780_000, name: 'פיצה', address: 'דיזנגוף 1' } },
      { type: 'image', message: 'המנה', media: { id: media.id } },
      { type: 'image', message: 'המנה', media: { link: 'https://pizza.example/a.jpg' } },
      { type: 'document', media: { link: 'https://pizza.example/m.pdf', fileName: 'menu.pdf' } },
      { type: 'reaction', reaction: { messageId: inbound.id, emoji: '👍' } },
      { type: 'template', template: { name: news.name, language: 'he', parameters: [{ name: 'order', value: '118' }] } },
    ]) {
      const { messageId } = await post('/messages', { to: noa.phone, ...message });
      await eventually(async () => (await world.sends()).some(({ request }) => request.biz_opaque_callback_data === messageId), `the send of ${JSON.stringify(message)}`);
    }
    await post('/whatsapp/test');
    await post('/whatsapp/refresh');
    await ok(owner.call('DELETE', `${shop}/templates/${template.id}`));
    await ok(owner.call('DELETE', `${shop}/whatsapp`));
    const number = world.numbers.find(({ phone_number_id }) => phone_number_id.endsWith('16'));
    const { code } = await world.control('POST', 'signup_code', { waba_id: number.waba_id });
    const begun = await ok(owner.call('POST', '/api/meta/connect', { businessId: owner.businessId, variant: 'embedded', code, wabaId: number.waba_id, phoneNumberId: number.phone_number_id }));
    await eventually(async () => {
      const { attempt } = await ok(owner.get(`${shop}/whatsapp/attempts/${begun.attempt.id}`));
      assert.notEqual(attempt.state, 'failed', JSON.stringify(attempt));
      return attempt.state === 'done';
    }, 'the number is connected');
  }

  // What other programs ask of the sandbox: every operation it has, once.
  async function everything() {
    const { access_token: token } = (await new Graph(world).get('oauth/access_token', {
      client_id: world.app.id, client_secret: world.app.secret, code: (await world.control('POST', 'signup_code', { waba_id: world.numbers[0].waba_id })).code,
    })).answer;
    const graph = new Graph(world, token);
    const { waba_id: account, phone_number_id: number, portfolio_id: portfolio } = world.numbers[0];
    const good = async (call) => { const { status, answer } = await call; assert.equal(status, 200, JSON.stringify(answer)); return answer; };
    await good(graph.post(`${number}/register`, { messaging_product: 'whatsapp', pin: '123456' }));
    await good(graph.post(number, { pin: '654321' }));
    await good(graph.post(`${account}/subscribed_apps`));
    await good(graph.get(`${account}/subscribed_apps`));
    await good(graph.get(`${account}/phone_numbers`, { fields: 'id,display_phone_number,verified_name,status,quality_rating,code_verification_status,platform_type,throughput,is_on_biz_app,name_status' }));
    await good(graph.get(account, { fields: 'id,name,currency,timezone_id,message_template_namespace' }));
    await good(graph.get(number, { fields: 'id,display_phone_number,verified_name,quality_rating,code_verification_status,name_status,status,platform_type,throughput' }));
    for (const edge of ['owned', 'client']) await good(graph.get(`${portfolio}/${edge}_whatsapp_business_accounts`));
    await good(graph.post(`${number}/whatsapp_business_profile`, { messaging_product: 'whatsapp', about: 'פתוח', email: 'a@example.com' }));
    await good(graph.get(`${number}/whatsapp_business_profile`, { fields: 'about,address,description,email,vertical,websites' }));
    await good(graph.post(`${account}/message_templates`, {
      name: 'order_ready_test', language: 'he', category: 'UTILITY',
      components: [{ type: 'BODY', text: 'הזמנה {{1}} מוכנה.', example: { body_text: [['118']] } }],
    }));
    await good(graph.get(`${account}/message_templates`, { limit: 100 }));
    await good(graph.call('DELETE', `${account}/message_templates`, undefined, { name: 'order_ready_test' }));
    const form = new FormData();
    form.append('messaging_product', 'whatsapp');
    form.append('type', 'image/png');
    form.append('file', new Blob(['PNG'], { type: 'image/png' }), 'a.png');
    const uploaded = await (await fetch(`${world.sandboxUrl}/v26.0/${number}/media`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form })).json();
    await good(graph.get(uploaded.id, { phone_number_id: number }));
    await good(graph.call('DELETE', uploaded.id));
    await good(graph.call('DELETE', `${account}/subscribed_apps`));
    await good(graph.call('POST', `${number}/deregister`));
  }

  async function ledger() {
    const all = [];
    for (let since = 0; ;) {
      const { requests, next } = await world.control('GET', `requests?since=${since}`);
      if (requests.length === 0) return all;
      all.push(...requests);
      since = next;
    }
  }

  function wrongs(call) {
    const path = placeOf(call);
    assert.ok(path, `${call.operation} has no place in Meta's file and no reason why`);
    const found = [];
    const note = (side, errors) => {
      for (const error of errors) if (!passes(call, side, error) && !wasNotAsked(call, side, error)) found.push(`${call.operation} ${side} ${error.at}: ${error.why}`);
    };
    const body = meta.requestSchema(path, call.method);
    if (call.body !== null && !('(form)' in call.body)) {
      if (body) note('request', meta.check(body, call.body));
      else found.push(`${call.operation} request: Meta's file has no body for it`);
    }
    const parameters = [...meta.parameters(path, call.method), 'appsecret_proof'];
    note('query', Object.keys(call.query).filter((name) => !parameters.includes(name)).map((at) => ({ at, why: 'unknown' })));
    const schema = meta.answerSchema(path, call.method);
    if (call.status === 200 && schema) note('answer', meta.check(schema, call.answer));
    if (call.status !== 200) {
      const { error } = call.answer;
      for (const key of ['message', 'type', 'code', 'fbtrace_id']) if (!(key in error)) found.push(`${call.operation} error without ${key}`);
    }
    return found;
  }

  test('the whole of an order, all that our client asks, and every operation of the sandbox', { timeout: 120_000 }, async () => {
    await order();
    await desk();
    const ours = new Set((await ledger()).map(nameOf));
    for (const operation of ['send', 'read_receipt', 'upload_media', 'templates', 'create_template', 'delete_template', 'subscribe', 'unsubscribe', 'subscribed_apps', 'phone_numbers', 'node', 'register', 'profile']) {
      assert.ok(ours.has(operation), `our client does not ask ${operation}`);
    }
    const receipts = (await ledger()).filter((call) => nameOf(call) === 'read_receipt');
    // developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators
    for (const { body } of receipts) {
      assert.deepEqual(body, { messaging_product: 'whatsapp', status: 'read', message_id: body.message_id, typing_indicator: { type: 'text' } });
      assert.match(body.message_id, /^wamid\./);
    }
    await everything();
    const calls = (await ledger()).filter((call) => !(nameOf(call) in elsewhere));
    assert.ok(calls.filter(({ operation }) => operation === 'send').length >= 5, 'the server spoke');
    assert.deepEqual([...new Set(calls.flatMap(wrongs))], []);
    assert.equal((await world.control('GET', 'stats')).mixed_sends, 0);
  });
});
