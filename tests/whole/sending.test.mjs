// Everything that may be sent, as Meta wants it: each kind, its limits, the 24-hour window with
// templates behind it, consent, customers without a phone, and what it all cost.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { behindProxy, bodyOf, buttonsOf, Desk, engines, eventually, noa, shira, World } from './harness.mjs';

const body = (text, examples = []) => ({
  type: 'BODY', text, ...(examples.length > 0 && { example: { body_text_named_params: examples.map(([param_name, example]) => ({ param_name, example })) } }),
});

for (const engine of engines) describe(`sending on ${engine}`, () => {
  let world;
  let owner;
  let shop;

  before(async () => {
    world = await World.open({ engine, overrides: { server: behindProxy } });
    await world.control('POST', 'modes', { rate_limits: false, delay_ms: 20 });
    owner = await Desk.signIn(world, '9100001');
    shop = `/api/businesses/${owner.businessId}`;
    await world.say('שלום', { from: noa });
    await eventually(async () => (await world.sends({ to: noa.phone })).length > 0, 'the greeting');
  });
  after(() => world.close());

  const ok = (answer, status = 200) => { assert.equal(answer.status, status, JSON.stringify(answer.body)); return answer.body; };
  const write = (message, to = { to: noa.phone }) => owner.call('POST', `${shop}/messages`, { ...to, ...message });
  const slug = ({ body: { type } }) => type.split('/').at(-1);

  // Meta has looked at every template.
  const reviewed = () => eventually(async () => {
    ok(await owner.call('POST', `${shop}/templates/sync`, {}));
    const { templates } = ok(await owner.get(`${shop}/templates`));
    return templates.length > 0 && templates.every(({ status }) => status === 'APPROVED') && templates;
  }, 'the review');

  async function conversationOf(name) {
    return eventually(async () => {
      const { conversations } = ok(await owner.get(`/api/conversations?limit=200&businessId=${owner.businessId}`));
      return conversations.find(({ customer }) => customer.name === name);
    }, `the chat of ${name}`);
  }

  async function yesterday(name) {
    const { id } = await conversationOf(name);
    const at = (Date.now() - 25 * 3_600_000) * 1_000;
    world.change(`update conversations set last_inbound_at = ${at} where id = ${engine === 'postgres' ? `'${id}'` : `x'${id.replaceAll('-', '')}'`}`);
  }

  async function sentAs(message, to) {
    const { messageId } = ok(await write(message, to), 202);
    return eventually(async () => (await world.sends()).find(({ request }) => request.biz_opaque_callback_data === messageId), `the send of ${JSON.stringify(message)}`);
  }

  async function ordered(from, to) {
    const known = (await world.sends({ to })).length;
    await world.say('פיצה משפחתית לאיסוף', { from });
    const card = await eventually(async () => (await world.sends({ to })).slice(known).find((send) => buttonsOf(send).some(({ id }) => /^card:.*:yes$/.test(id))), 'the card');
    await world.tap(buttonsOf(card).find(({ id }) => id.endsWith(':yes')), { from });
    return eventually(async () => (await owner.orders('&status=pending&limit=200')).find(({ customer }) => customer.name === from.name), 'the order');
  }

  test('each kind arrives in the shape of Meta', async () => {
    const kinds = [
      [{ message: 'שלום' }, 'text', { body: 'שלום', preview_url: false }],
      [{ type: 'interactive', message: 'לאשר?', interactive: { kind: 'buttons', footer: 'פיצה', buttons: [{ id: 'a', title: 'כן' }, { id: 'b', title: 'לא' }] } },
        'interactive', { type: 'button', body: { text: 'לאשר?' }, footer: { text: 'פיצה' }, action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'כן' } }, { type: 'reply', reply: { id: 'b', title: 'לא' } }] } }],
      [{ type: 'interactive', message: 'מה תרצו?', interactive: { kind: 'list', button: 'בחרו', rows: [{ id: '1', title: 'פיצה' }] } },
        'interactive', { type: 'list', body: { text: 'מה תרצו?' }, action: { button: 'בחרו', sections: [{ rows: [{ id: '1', title: 'פיצה' }] }] } }],
      [{ type: 'interactive', message: 'מעקב', interactive: { kind: 'link', label: 'לאתר', url: 'https://pizza.example/t/1' } },
        'interactive', { type: 'cta_url', body: { text: 'מעקב' }, action: { name: 'cta_url', parameters: { display_text: 'לאתר', url: 'https://pizza.example/t/1' } } }],
      [{ type: 'location_request', message: 'איפה אתם?' }, 'interactive', { type: 'location_request_message', body: { text: 'איפה אתם?' }, action: { name: 'send_location' } }],
      [{ type: 'contact_request', message: 'שתפו מספר' }, 'interactive', { type: 'request_contact_info', body: { text: 'שתפו מספר' }, action: { name: 'request_contact_info' } }],
      [{ type: 'location', location: { latitudeE6: 32_080_000, longitudeE6: 34_780_000, name: 'פיצה' } }, 'location', { latitude: 32.08, longitude: 34.78, name: 'פיצה' }],
      [{ type: 'image', message: 'המנה', media: { link: 'https://pizza.example/a.jpg' } }, 'image', { link: 'https://pizza.example/a.jpg', caption: 'המנה' }],
      [{ type: 'document', media: { link: 'https://pizza.example/m.pdf', fileName: 'menu.pdf' } }, 'document', { link: 'https://pizza.example/m.pdf', filename: 'menu.pdf' }],
    ];
    kinds.push(
      [{ type: 'flow', message: 'כתובת למשלוח', flow: { id: '77', token: 't1', label: 'למילוי', screen: 'ADDRESS' } },
        'interactive', { type: 'flow', body: { text: 'כתובת למשלוח' }, action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: '77', flow_token: 't1', flow_cta: 'למילוי', mode: 'published', flow_action: 'navigate', flow_action_payload: { screen: 'ADDRESS' } } } }],
      [{ type: 'video', message: 'המנה', media: { link: 'https://pizza.example/a.mp4' } }, 'video', { link: 'https://pizza.example/a.mp4', caption: 'המנה' }],
      [{ type: 'audio', media: { link: 'https://pizza.example/a.ogg', voice: true } }, 'audio', { link: 'https://pizza.example/a.ogg', voice: true }],
      [{ type: 'sticker', media: { link: 'https://pizza.example/a.webp' } }, 'sticker', { link: 'https://pizza.example/a.webp' }],
    );
    for (const [message, type, expected] of kinds) {
      const { request } = await sentAs(message);
      assert.equal(request.type, type);
      assert.equal(request.to, noa.phone);
      assert.deepEqual(request[type], expected);
    }
  });

  test('a reaction goes to the message it is on', async () => {
    const { id } = await conversationOf(noa.name);
    const { messages } = ok(await owner.get(`${shop}/messages?conversationId=${id}`));
    const inbound = messages.find(({ direction }) => direction === 'inbound');
    const { request } = await sentAs({ type: 'reaction', reaction: { messageId: inbound.id, emoji: '👍' } });
    assert.match(request.reaction.message_id, /^wamid\./);
    assert.equal(request.reaction.emoji, '👍');
    const wrong = await write({ type: 'reaction', reaction: { messageId: shop.split('/').at(-1), emoji: '👍' } });
    assert.equal(wrong.status, 422);
    assert.equal(wrong.body.errors[0].pointer, '/reaction/messageId');
  });

  test('a file of staff goes to Meta once and leaves by its id', async () => {
    const upload = (file) => owner.call('POST', `${shop}/media-uploads`, file);
    const png = { fileName: 'dish.png', mimeType: 'image/png', data: Buffer.from('\x89PNG\r\n\x1a\nnot really', 'latin1').toString('base64') };
    const { media } = ok(await upload(png), 201);
    assert.equal(media.kind, 'image');
    assert.ok(Date.parse(media.expiresAt) > Date.now() + 29 * 86_400_000);
    const { request } = await sentAs({ type: 'image', message: 'המנה', media: { id: media.id } });
    assert.deepEqual(request.image, { id: media.id, caption: 'המנה' });
    for (const [change, pointer, code] of [
      [{ data: 'a' }, '/data', 'type'],
      [{ mimeType: 'image/webp', data: 'A'.repeat(800_000) }, '/data', 'too_long'],
    ]) {
      const refused = await upload({ ...png, ...change });
      assert.equal(refused.status, 422, JSON.stringify(refused.body));
      assert.deepEqual([refused.body.errors[0].pointer, refused.body.errors[0].code], [pointer, code]);
    }
    for (const change of [
      { mimeType: 'text/html' },
      { mimeType: 'image/svg+xml', data: Buffer.from('<svg onload="alert(1)"/>').toString('base64') },
      { mimeType: 'image/jpeg', data: Buffer.from('<html><script>alert(1)</script></html>').toString('base64') },
    ]) {
      const refused = await upload({ ...png, ...change });
      assert.equal(refused.status, 415, JSON.stringify(refused.body));
      assert.match(refused.body.type, /file_type$/);
    }
    // Refused by its announced length: the answer, or the end of the connection while we still write.
    const tooLong = await upload({ ...png, data: 'A'.repeat(4_300_000) }).then(({ status }) => status, () => 'closed');
    assert.ok([413, 'closed'].includes(tooLong), String(tooLong));
  });

  test('limits are named at once', async () => {
    const cases = [
      [{ message: 'a'.repeat(4_097) }, '/message', 'too_long', '4096'],
      [{ type: 'interactive', message: 'a'.repeat(1_025), interactive: { kind: 'buttons', buttons: [{ id: 'a', title: 'b' }] } }, '/message', 'too_long', '1024'],
      [{ type: 'interactive', message: 'a', interactive: { kind: 'buttons', buttons: [{ id: 'a', title: 'b'.repeat(21) }] } }, '/interactive/buttons/0/title', 'too_long', '20'],
      [{ type: 'interactive', message: 'a', interactive: { kind: 'buttons', buttons: Array.from({ length: 4 }, (_, i) => ({ id: `${i}`, title: `${i}` })) } }, '/interactive/buttons', 'too_many'],
      [{ type: 'interactive', message: 'a', interactive: { kind: 'link', label: 'a', url: 'javascript:alert(1)' } }, '/interactive/url', 'url'],
      [{ type: 'image', media: { id: '1', link: 'https://x.example' } }, '/media/id', 'enum'],
      [{ type: 'template', template: { name: 'a', language: 'he', parameters: [{ value: 'two\nlines' }] } }, '/template/parameters/0/value', 'control_character'],
      [{ type: 'poll', message: 'a' }, '/type', 'enum'],
    ];
    for (const [message, pointer, code, detail] of cases) {
      const answer = await write(message);
      assert.equal(answer.status, 422, JSON.stringify(message));
      const problem = answer.body.errors.find((error) => error.pointer === pointer);
      assert.equal(problem?.code, code, JSON.stringify(answer.body));
      if (detail) assert.equal(problem.detail, detail);
    }
  });

  test('a template is made, checked as Meta checks it, sent and shown as it was read', async () => {
    const wrong = await owner.call('POST', `${shop}/templates`, { name: 'bad', language: 'he', category: 'UTILITY', parameterFormat: 'NAMED', components: [body('{{order}} מוכנה', [['order', '1']])] });
    assert.equal(wrong.status, 422);
    assert.equal(slug(wrong), 'meta_limit');
    assert.equal(wrong.body.errors[0].pointer, '/components/0/text');
    const made = { name: 'order_news', language: 'he', category: 'UTILITY', parameterFormat: 'NAMED', components: [body('הזמנה {{order}} מוכנה.', [['order', '118']])] };
    const { template } = ok(await owner.call('POST', `${shop}/templates`, made), 201);
    assert.match(template.status, /^(PENDING|APPROVED)$/);
    const twice = await owner.call('POST', `${shop}/templates`, made);
    assert.equal(twice.status, 422);
    assert.equal(slug(twice), 'refused_by_meta');
    assert.equal(twice.body.error.slug, 'refused');
    assert.ok(twice.body.error.subcode === 2388024 || twice.body.error.code === 2388024 || twice.body.error.code === 100, JSON.stringify(twice.body));
    assert.ok((await reviewed()).some(({ name }) => name === 'order_news'));
    assert.ok(ok(await owner.get(`${shop}/templates`)).syncedAt);
    const bare = await write({ type: 'template', template: { name: 'order_news', language: 'he' } });
    assert.equal(bare.body.errors[0].pointer, '/template/parameters');
    const { request } = await sentAs({ type: 'template', template: { name: 'order_news', language: 'he', parameters: [{ name: 'order', value: '118' }] } });
    assert.deepEqual(request.template, { name: 'order_news', language: { code: 'he' }, components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'order', text: '118' }] }] });
    const { id } = await conversationOf(noa.name);
    const { messages } = ok(await owner.get(`${shop}/messages?conversationId=${id}`));
    assert.equal(messages.find(({ type }) => type === 'template').content.text, 'הזמנה 118 מוכנה.');
  });

  test('outside the window the order says that nobody was told, until there is a template', async () => {
    const guest = { phone: '972542000001', name: 'Guest 1' };
    const first = await ordered(guest, guest.phone);
    await yesterday(guest.name);
    const told = ok(await owner.move(first, 'confirmed', { promisedMinutes: 25 }));
    assert.equal(told.notification?.reason ?? told.order.notification?.reason, 'window_closed', JSON.stringify(told));

    const { orderTemplates } = ok(await owner.get(`${shop}/order-templates`));
    assert.equal(orderTemplates.length, 8);
    assert.ok(orderTemplates.every(({ isDefault, status }) => isDefault && status === null));
    const { created, failed } = ok(await owner.call('POST', `${shop}/order-templates/create-defaults`, {}));
    assert.equal(created.length, 8, JSON.stringify(failed));
    assert.deepEqual(ok(await owner.call('POST', `${shop}/order-templates/create-defaults`, {})), { created: [], failed: [] });

    await reviewed();

    const preparing = ok(await owner.move((await owner.orders('&limit=200')).find(({ id }) => id === first.id), 'preparing'));
    ok(await owner.move(preparing.order, 'ready'));
    const send = await world.nextSend(({ request }) => request.to === guest.phone && request.type === 'template', 'the template');
    assert.equal(send.request.template.name, 'croozer_order_ready_v1');
    assert.equal(send.request.template.language.code, 'he');
    const closed = await write({ message: 'עוד משהו' }, { to: guest.phone });
    assert.equal(closed.status, 409);
    assert.equal(slug(closed), 'window_closed');
    assert.ok(closed.body.templates.includes('order_news/he'), JSON.stringify(closed.body));
    const { window } = await conversationOf(guest.name);
    assert.equal(window.isOpen, false);
  });

  test('a mapping of the shop is taken instead of the default', async () => {
    const guest = { phone: '972542000002', name: 'Guest 2' };
    const bad = await owner.call('PUT', `${shop}/order-templates/accepted/he`, { templateName: 'order_news', templateLanguage: 'he', parameters: ['colour'] });
    assert.equal(bad.status, 422);
    assert.equal(bad.body.errors[0].pointer, '/parameters');
    const { orderTemplate } = ok(await owner.call('PUT', `${shop}/order-templates/accepted/he`, { templateName: 'order_news', templateLanguage: 'he', parameters: ['order_number'] }));
    assert.deepEqual([orderTemplate.isDefault, orderTemplate.status], [false, 'APPROVED']);
    assert.equal((await owner.call('PUT', `${shop}/order-templates/eaten/he`, { templateName: 'a', templateLanguage: 'he', parameters: [] })).status, 404);
    const order = await ordered(guest, guest.phone);
    await yesterday(guest.name);
    ok(await owner.move(order, 'confirmed', { promisedMinutes: 25 }));
    const send = await world.nextSend(({ request }) => request.to === guest.phone && request.type === 'template', 'the template');
    assert.equal(send.request.template.name, 'order_news');
  });

  test('advertising needs consent, utility does not', async () => {
    ok(await owner.call('POST', `${shop}/templates`, { name: 'sale', language: 'he', category: 'MARKETING', components: [body('מבצע היום.')] }), 201);
    await reviewed();
    const sale = { type: 'template', template: { name: 'sale', language: 'he' } };
    const refused = await write(sale);
    assert.equal(refused.status, 409);
    assert.equal(slug(refused), 'opted_out');
    const { customer: { id } } = await conversationOf(noa.name);
    const customer = await owner.get(`/api/customers/${id}?businessId=${owner.businessId}`);
    const agreed = await owner.call('PATCH', `/api/customers/${id}?businessId=${owner.businessId}`, { optInMarketing: true }, { 'if-match': customer.headers.get('etag') });
    ok(agreed);
    assert.equal((await sentAs(sale)).request.template.name, 'sale');
  });

  test('a person without a phone orders and is answered, all through recipient', async () => {
    const order = await ordered(shira, shira.bsuid);
    ok(await owner.move(order, 'confirmed', { promisedMinutes: 25 }));
    await eventually(async () => (await world.sends({ to: shira.bsuid })).some((send) => bodyOf(send).includes('אושרה')), 'the news');
    const { customer: { id: customerId } } = await conversationOf(shira.name);
    for (const message of [{ message: 'תודה' }, { type: 'contact_request', message: 'שתפו מספר' }, { type: 'template', template: { name: 'order_news', language: 'he', parameters: [{ name: 'order', value: '1' }] } }]) {
      await sentAs(message, { customerId });
    }
    for (const { request } of await world.sends({ to: shira.bsuid })) {
      assert.equal(request.recipient, shira.bsuid);
      assert.equal(request.to, undefined);
    }
  });

  test('what Meta says of the cost is counted once a message', async () => {
    const { month, rows } = await eventually(async () => {
      const costs = ok(await owner.get(`${shop}/message-costs`));
      const counted = costs.rows.reduce((sum, { count }) => sum + count, 0);
      return counted === (await world.sends({ shop: 'pizzeria' })).length && costs;
    }, 'every message is counted');
    assert.match(month, /^\d{4}-\d{2}$/);
    assert.deepEqual(rows.map(({ category, costClass }) => `${category} ${costClass}`), ['service free_customer_service', 'utility regular']);
    assert.equal((await owner.get(`${shop}/message-costs?month=2026-13`)).status, 422);
    assert.deepEqual(ok(await owner.get(`${shop}/message-costs?month=2001-01`)).rows, []);
  });
});
