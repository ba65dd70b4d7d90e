// Every webhook of Meta's in our own words (tests/data/webhooks), posted signed to the real server,
// and what has come of it: in the database, or as staff reads it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bodyOf, Browser, engines, eventually, noa, testData, World } from './harness.mjs';

const files = readdirSync(join(import.meta.dirname, '../data/webhooks')).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
const dana = { phone: '972545550199', bsuid: 'IL.48210937745520016' };
const ours = { waba: '301000000000001', number: '401000000000002', display: '972355501234', time: '1795500000' };

for (const engine of engines) describe(`webhooks of every kind on ${engine}`, () => {
  let world;
  let owner;
  let shop;
  before(async () => {
    world = await World.open({ engine });
    await world.control('POST', 'modes', { rate_limits: false });
    owner = await Browser.signIn(world, '9100001');
    shop = world.shop();
  });
  after(() => world.close());

  const query = (sql) => world.query(sql);
  const cell = (sql) => query(sql)[0] ?? null;
  const account = (column) => cell(`select coalesce(${column}, '') from whatsapp_accounts where phone_number_id = '${shop.phone_number_id}'`);
  const alert = (kind) => cell(`select level || ' ' || detail from alerts where kind = '${kind}' and resolved_at is null order by raised_at desc`);
  const nothing = 0;

  // The file's words about our pizzeria, now.
  function bodyFor(name, change = (text) => text) {
    const text = testData(`webhooks/${name}.json`)
      .replaceAll(ours.waba, shop.waba_id).replaceAll(ours.number, shop.phone_number_id).replaceAll(ours.display, shop.phone_number)
      .replaceAll(/\b17955\d{5}\b/g, String(Math.floor(Date.now() / 1000)))
      .replaceAll('1795759200', String(Math.floor(Date.now() / 1000) + 86_400));
    return change(text);
  }
  // Posted, and every change of it has a fate (or is parked).
  async function post(name, change = changes[name]) {
    const fates = () => Number(cell('select count(*) from inbound_changes')) + Number(cell('select count(*) from parked_changes'));
    const before_ = fates();
    const body = bodyFor(name, change);
    assert.equal((await world.postWebhook(body)).status, 200, name);
    await eventually(() => Number(cell('select count(*) from inbox where settled_at is null')) === nothing && fates() > before_, `${name} is settled`);
  }
  const lastFate = () => cell('select fate || \'|\' || reason from inbound_changes order by at desc, change_no desc limit 1');
  const ok = async (answer, status = 200) => { const { status: got, body } = await answer; assert.equal(got, status, JSON.stringify(body)); return body; };
  const facts = async () => (await ok(owner.get(`/api/businesses/${owner.businessId}/whatsapp`))).facts;
  const customerOf = async (phone) => (await ok(owner.get(`/api/customers?q=${phone}`))).customers[0];
  const messagesOf = async (customer) => (await ok(owner.get(`/api/businesses/${owner.businessId}/messages?limit=200&customerId=${customer.id}`))).messages;
  const wamid = (name, field = 'messages') => JSON.parse(bodyFor(name)).entry[0].changes[0].value[field][0].id;
  const row = (id, columns = 'type') => cell(`select ${columns} from messages where wamid = '${id}'`);

  // How a file is posted, where that is not as it stands.
  const changes = {};

  // What each file does. Those of accounts come in the order of a life.
  const effects = {
    account_alerts: async () => assert.match(alert('account_notice'), /^warning .*INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED/),
    account_review_update: async () => assert.equal((await facts()).reviewStatus, 'APPROVED'),
    account_update_PARTNER_ADDED: async () => assert.match(lastFate(), /^ignored\|no effect: PARTNER_ADDED/),
    account_update_ACCOUNT_RESTRICTION: async () => {
      assert.equal(JSON.parse(account('restrictions'))[0].type, 'RESTRICTED_BIZ_INITIATED_MESSAGING');
      assert.match(alert('number_restricted'), /^warning .*RESTRICTED_BIZ_INITIATED_MESSAGING/);
    },
    account_update_ACCOUNT_VIOLATION: async () => assert.match(alert('account_violation'), /^warning .*ADULT/),
    account_update_DISABLED_UPDATE: async () => {
      assert.equal(account('status'), 'error');
      assert.match(alert('account_blocked'), /^critical .*DISABLE/);
    },
    account_update_REINSTATE: async () => {
      assert.equal(account('status'), 'active');
      assert.equal(alert('account_blocked'), null);
    },
    account_update_ACCOUNT_OFFBOARDED: async () => assert.match(alert('account_removed'), /^critical .*ACCOUNT_OFFBOARDED/),
    account_update_ACCOUNT_DELETED: async () => assert.match(alert('account_removed'), /^critical .*ACCOUNT_DELETED/),
    account_update_PARTNER_APP_UNINSTALLED: async () => assert.match(alert('account_removed'), /^critical .*PARTNER_APP_UNINSTALLED/),
    account_update_PARTNER_REMOVED_coexistence: async () => {
      assert.equal(account('status'), 'error');
      assert.match(account('error_message'), /PARTNER_REMOVED: PRIMARY_INACTIVITY/);
      assert.match(alert('account_removed'), /^critical .*PRIMARY_INACTIVITY/);
    },
    account_update_ACCOUNT_RECONNECTED: async () => {
      assert.equal(account('status'), 'active');
      assert.equal(alert('account_removed'), null);
    },
    business_capability_update_tier_string: async () => assert.equal(account('messaging_limit'), 'TIER_2K'),
    business_capability_update_int: async () => assert.equal(account('messaging_limit'), 'TIER_2K'),
    phone_number_quality_update_onboarding: async () => assert.equal(account('messaging_limit'), 'TIER_250'),
    phone_number_quality_update_throughput: async () => assert.equal(`${account('messaging_limit')} ${account('throughput_level')}`, 'TIER_UNLIMITED HIGH'),
    phone_number_quality_update_flagged: async () => assert.match(lastFate(), /^ignored\|another number/, 'of a number that is written like nobody\'s'),
    phone_number_name_update: async () => {
      assert.equal(account('display_name'), 'Pizza Own');
      assert.equal((await facts()).nameStatus, 'APPROVED');
    },
    security_pin_reset: async () => assert.match(alert('security_pin'), /^critical .*PIN_RESET_REQUEST/),
    message_template_status_update_APPROVED: async () => {
      assert.equal(template('order_confirmed_he', 'status'), 'APPROVED');
      assert.doesNotMatch(alert('template_rejected') ?? '', /order_confirmed_he/);
    },
    message_template_status_update_PAUSED: async () => {
      assert.equal(template('promo_he', 'status'), 'PAUSED');
      assert.match(alert('template_paused'), /^warning .*promo_he/);
    },
    message_template_status_update_REJECTED: async () => {
      assert.match(template('promo_he', "status || ' ' || reason"), /^REJECTED INVALID_FORMAT/);
      assert.match(alert('template_rejected'), /^warning .*promo_he/);
    },
    message_template_quality_update: async () => assert.equal(template('promo_he', 'quality'), 'YELLOW'),
    message_template_components_update: async () => assert.equal(cell(`select count(*) from work where kind = 'template_sync' and due_at < ${(Date.now() + 3_600_000) * 1_000}`), '1', 'what it says now is read'),
    template_category_update_done: async () => assert.equal(template('order_confirmed_he', 'category'), 'MARKETING'),
    template_category_update_impending: async () => assert.equal(template('order_confirmed_he', "category || ' ' || announced_category"), 'UTILITY MARKETING'),
    future_unknown_field: async () => assert.match(lastFate(), /^ignored\|no effect: some_future_field/),
    value_level_errors: async () => assert.match(lastFate(), /^ignored\|error 130429/),
    history_declined: async () => assert.equal((await facts()).history, 'refused'),

    user_preferences_stop: async () => assert.equal((await customerOf(dana.phone)).optInMarketing, false),
    user_preferences_resume_no_phone: async () => assert.equal((await customerOf(dana.phone)).optInMarketing, true),
    msg_text_stop: async () => {
      const customer = await customerOf(dana.phone);
      assert.equal(customer.optInMarketing, false);
      assert.match(cell("select wording from consents where withdrawn_at is not null and proof_message_id is not null"), /הסר/);
      assert.equal((await messagesOf(customer)).filter(({ content }) => content.text?.startsWith('הוסרתם')).length, 1);
    },

    history_threads: async () => {
      assert.equal(row('wamid.OWN0101AAAA==', "direction || ' ' || author"), 'inbound customer');
      assert.equal(row('wamid.OWN0102AAAA==', "direction || ' ' || author || ' ' || status"), 'outbound phone_app delivered');
      assert.equal(row('wamid.OWN0103AAAA=='), 'media_placeholder');
      assert.equal(row('wamid.OWN0104AAAA=='), null, 'without a time there is no place for it');
    },
    history_media: async () => assert.equal(row('wamid.OWN0103AAAA=='), 'image'),
    smb_app_state_sync: async () => assert.equal((await customerOf(dana.phone)).name, 'דנה לוי'),
    smb_message_echoes_text: async () => {
      const customer = await customerOf(dana.phone);
      const echo = (await messagesOf(customer)).find(({ author }) => author === 'phone_app');
      assert.ok(echo);
      assert.equal(row('wamid.OWN0032AAAA==', 'author'), 'phone_app');
      assert.ok((await ok(owner.get('/api/conversations'))).conversations.find((one) => one.customer.id === customer.id).pausedUntil);
    },

    smb_message_echoes_image: async () => {
      assert.equal(row('wamid.OWN0034AAAA==', "author || ' ' || type"), 'phone_app image');
      await eventually(() => cell("select m.kind || ' ' || state || ' ' || reason from media m join messages g on g.id = m.message_id where g.wamid = 'wamid.OWN0034AAAA=='") === 'image failed gone', 'the file is asked for');
    },

    msg_system_user_changed_number: async () => {
      assert.equal(cell(`select customer_id from customer_identities where value = 'IL.99900011122233344'`), cell(`select customer_id from customer_identities where value = '${dana.bsuid}'`));
      assert.equal((await customerOf('972545550177')).phone, '972545550177');
    },
    msg_system_user_changed_user_id: async () => assert.equal(cell(`select count(*) from customer_identities where value in ('IL.99900011122233344', '${dana.bsuid}')`), '2'),
    msg_contacts_contact_request: async () => assert.ok(await customerOf(dana.phone)),
    msg_contacts_other: async () => assert.equal(await customerOf('972525550123'), undefined),
    msg_edit: async () => {
      assert.equal(JSON.parse(row('wamid.OWN0001AAAA==', 'content')).text, 'שתי פיצות');
      assert.equal(JSON.parse(row('wamid.OWN0001AAAA==', 'edits')).length, 1);
    },
    msg_revoke: async () => assert.equal(row('wamid.OWN0001AAAA==', 'content'), '{}'),
    batch_two_wabas_messages_and_statuses: async () => {
      assert.equal(row('wamid.OWN0029AAAA=='), 'text');
      assert.equal(cell("select reason from parked_changes where waba_id = '301000000000099'"), 'mismatch');
    },
  };
  function template(name, column) { return cell(`select ${column} from message_templates where name = '${name}' and language = 'he'`); }

  // An ordinary message is written by somebody whom nobody knows yet: what staff reads of it, and
  // what the bot does in that chat. `handover`: why a person is called; `reply`: what is answered;
  // `cart`: what the chat's cart holds.
  const noCard = /כבר לא פעיל/;
  const ordinary = {
    msg_text_phone_and_bsuid: { type: 'text', content: { text: 'שלום, אפשר להזמין פיצה משפחתית?' }, reply: /./ },
    msg_text_username_no_phone: { type: 'text', content: { text: 'Hi, do you deliver to Haifa?' }, reply: /./, hasNoPhone: true },
    msg_text_bsuid_inside_from_and_wa_id_DEFENSIVE: { type: 'text', content: { text: 'hello' }, reply: /./, hasNoPhone: true },
    msg_text_reply_context: { type: 'text', content: { text: 'כן' }, reply: /./, replyTo: 'wamid.OUT0001AAAA==' },
    msg_text_forwarded: { type: 'text', content: { text: 'fwd', forwarded: true }, reply: /./ },
    msg_text_referred_product: { type: 'text', content: { text: 'יש בלי גלוטן?' }, reply: /./, replyTo: 'wamid.OUT0002AAAA==' },
    msg_text_ctwa_referral: { type: 'text', content: { referral: 'ad:120000000000001' }, reply: /./ },
    msg_image: { type: 'image', content: { text: 'הקבלה', mimeType: 'image/jpeg' }, handover: 'media', file: true },
    msg_video: { type: 'video', content: { mimeType: 'video/mp4' }, handover: 'media', file: true },
    msg_audio_voice: { type: 'audio', content: { voice: true }, handover: 'media', file: true },
    msg_document: { type: 'document', content: { text: 'invoice', fileName: 'הזמנה.pdf' }, handover: 'media', file: true },
    msg_sticker_animated: { type: 'sticker', content: { mimeType: 'image/webp' }, handover: 'media', file: true },
    msg_location: {
      type: 'location',
      content: { location: { latitudeE6: 32_085_300, longitudeE6: 34_781_800, name: 'הבית', address: 'דיזנגוף 50, תל אביב' } },
      cart: ({ address, fulfilment }) => assert.deepEqual([address.latitudeE6, address.longitudeE6], [32_085_300, 34_781_800], fulfilment),
    },
    msg_interactive_button_reply: { type: 'button_reply', content: { payload: 'confirm:ord_1', text: 'אישור' }, reply: noCard },
    msg_interactive_list_reply: { type: 'list_reply', content: { payload: 'top:olives', text: 'זיתים' }, reply: noCard },
    msg_interactive_nfm_reply: { type: 'flow_reply', content: { text: 'street: הרצל 1' }, handover: 'media' },
    msg_button_template_quick_reply: { type: 'button', content: { payload: 'cancel:ord_1', text: 'ביטול' }, reply: /אין (כרגע )?(מה לבטל|הזמנה)|לבטל/, replyTo: 'wamid.OUT0007AAAA==' },
    msg_order_cart: { type: 'order', content: { items: [{ retailerId: 'pizza-margherita-L', quantity: 2 }, { retailerId: 'cola-1.5', quantity: 1 }] }, handover: 'media' },
    msg_reaction: { type: 'reaction', content: { text: '👍', target: 'wamid.OUT0001AAAA==' }, silent: true },
    msg_reaction_removed: { type: 'reaction', content: { target: 'wamid.OUT0001AAAA==', text: undefined }, silent: true },
    msg_unsupported_131051: { type: 'unsupported', content: { payload: 'poll_creation', errorCode: 131051 }, handover: 'media' },
    msg_unsupported_131060: { type: 'unsupported', content: { errorCode: 131060 }, handover: 'media' },
    future_unknown_message_type: { type: 'unsupported', content: {}, handover: 'media' },
  };
  const messages = Object.keys(ordinary);
  for (const [index, [name, expected]] of Object.entries(ordinary).entries()) {
    // The first is Dana's: what edits it and takes it back is about hers.
    const who = index === 0 ? dana : { phone: `97254777${String(index).padStart(4, '0')}`, bsuid: `IL.777${index}` };
    changes[name] = (text) => text.replaceAll(dana.phone, who.phone).replaceAll(dana.bsuid, who.bsuid);
    effects[name] = async () => {
      const id = wamid(name);
      const chat = `(select conversation_id from messages where wamid = '${id}')`;
      assert.equal(row(id), expected.type);
      await eventually(() => cell(`select count(*) from messages where wamid = '${id}' and answered`) === '1', 'its turn is over');
      const content = JSON.parse(row(id, 'content'));
      for (const [key, value] of Object.entries(expected.content)) assert.deepEqual(content[key], value, key);
      if (expected.replyTo) assert.equal(row(id, 'reply_to_wamid'), expected.replyTo);
      if (expected.handover) assert.equal(cell(`select handover_reason from conversations where id = ${chat}`), expected.handover);
      const said = query(`select content from messages where conversation_id = ${chat} and direction = 'outbound' order by id`).map((text) => JSON.parse(text));
      if (expected.silent) assert.deepEqual(said, []);
      if (expected.reply) assert.match(said.at(-1).text, expected.reply);
      if (expected.handover) assert.equal(said.length, 1, 'the customer hears that a person will answer');
      if (expected.cart) expected.cart(JSON.parse(cell(`select cart from conversations where id = ${chat}`)));
      if (expected.hasNoPhone) {
        assert.equal(cell(`select count(*) from customers where phone is null and id = (select customer_id from messages where wamid = '${id}')`), '1');
        assert.equal(cell(`select count(*) from customer_identities where value = '${who.bsuid}'`), '1');
      }
      // The hosts of the samples are nobody's: Graph does not know these files.
      if (expected.file) await eventually(() => cell(`select state || ' ' || reason from media m join messages g on g.id = m.message_id where g.wamid = '${id}'`) === 'failed gone', 'the file is given up');
    };
  }

  // Each is about a message of ours of its own.
  const sent = {};
  const statuses = files.filter((one) => one.startsWith('status_'));
  for (const name of statuses) {
    changes[name] = (text) => text.replaceAll('wamid.OUT0001AAAA==', sent[name]);
    effects[name] = async () => {
      const [said] = JSON.parse(bodyFor(name)).entry[0].changes[0].value.statuses;
      const columns = "status || '|' || coalesce(error_code, 0) || '|' || coalesce(billing_category, '') || '|' || coalesce(cost_class, '')";
      assert.equal(row(sent[name], columns), [said.status, said.errors?.[0].code ?? 0, said.pricing?.category ?? '', said.pricing?.type ?? ''].join('|'));
    };
  }

  // A chat comes before what changes it, and an account lives before it is taken away and given back.
  const order = [
    'history_threads', 'history_media', 'msg_text_phone_and_bsuid', 'msg_edit', 'msg_revoke', 'smb_app_state_sync', 'user_preferences_stop',
    'user_preferences_resume_no_phone', 'msg_text_stop', ...messages.filter((name) => name !== 'msg_text_phone_and_bsuid'), 'msg_contacts_other', 'msg_contacts_contact_request',
    'smb_message_echoes_text', 'batch_two_wabas_messages_and_statuses',
    'account_update_ACCOUNT_VIOLATION', 'account_update_DISABLED_UPDATE', 'account_update_REINSTATE', 'account_update_ACCOUNT_OFFBOARDED',
    'account_update_ACCOUNT_DELETED', 'account_update_PARTNER_APP_UNINSTALLED', 'account_update_PARTNER_REMOVED_coexistence', 'account_update_ACCOUNT_RECONNECTED',
    'phone_number_quality_update_onboarding', 'business_capability_update_int', 'business_capability_update_tier_string', 'phone_number_quality_update_throughput',
  ];
  const templates = [
    'message_template_status_update_REJECTED', 'message_template_status_update_PAUSED', 'message_template_quality_update', 'template_category_update_done',
    'template_category_update_impending', 'message_template_components_update', 'message_template_status_update_APPROVED',
  ];
  const last = ['msg_system_user_changed_number', 'msg_system_user_changed_user_id'];
  const apart = [...order, ...statuses, ...templates, ...last];
  const sequence = [...order, ...files.filter((name) => !apart.includes(name))];

  test('every file has its effect here', () => assert.deepEqual(files.filter((name) => !(name in effects)), []));
  const check = (names) => {
    for (const name of names) {
      test(name, { timeout: 60_000 }, async () => {
        await post(name);
        await effects[name]();
      });
    }
  };
  check(sequence);

  test('messages of ours, of which Meta says nothing yet', { timeout: 60_000 }, async () => {
    // Written through the sandbox, which keeps the 24 hours as Meta does.
    const reader = { phone: '972541119955', name: 'Reader' };
    await world.say('שלום', { from: reader });
    await eventually(() => customerOf(reader.phone), 'who may be written to');
    await world.control('POST', 'modes', { statuses: false });
    for (const name of statuses) {
      await ok(owner.call('POST', `/api/businesses/${owner.businessId}/messages`, { to: reader.phone, message: `about ${name}` }), 202);
    }
    for (const name of statuses) {
      const send = await world.nextSend((one) => bodyOf(one) === `about ${name}`, name, { to: reader.phone });
      sent[name] = await eventually(() => cell(`select wamid from messages where content like '%"about ${name}"%' and wamid is not null`), 'its wamid');
      assert.ok(send);
    }
    await world.control('POST', 'modes', { statuses: true });
  });
  check(statuses);

  test('templates that Graph has, and that it tells of slowly', { timeout: 60_000 }, async () => {
    const path = `/api/businesses/${owner.businessId}/templates`;
    for (const [name, category] of [['order_confirmed_he', 'UTILITY'], ['promo_he', 'MARKETING']]) {
      await ok(owner.call('POST', path, { name, language: 'he', category, parameterFormat: 'POSITIONAL', components: [{ type: 'BODY', text: 'שלום לכולם.' }] }), 201);
    }
    for (const name of ['order_confirmed_he', 'promo_he']) await eventually(() => template(name, 'status') === 'APPROVED', `${name} is reviewed`);
    // Or a read of Graph's takes back at once what these files say.
    await world.control('POST', 'modes', { slow_ms: 10_000 });
    await post('message_template_status_update_REJECTED', (text) => text.replaceAll('promo_he', 'order_confirmed_he'));
    assert.equal(template('order_confirmed_he', 'status'), 'REJECTED');
  });
  check(templates);
  test('Graph is fast again', () => world.control('POST', 'modes', { slow_ms: 0 }));
  check(last);

  test('what concerns an account whose shop is not here waits until it is', async () => {
    await post('security_pin_reset', (text) => text.replaceAll(shop.waba_id, '301000000000777'));
    assert.equal(cell("select reason from parked_changes where waba_id = '301000000000777'"), 'unknown_waba');
  });

  test('a photo is fetched, stored once and served to the counter of its own shop only', { timeout: 60_000 }, async () => {
    const stored = (who, at = owner, of = 'pizzeria') => eventually(async () => {
      const { customers: [customer] } = await ok(at.get(`/api/customers?q=${who.phone}`));
      const { messages: all } = await ok(at.get(`/api/businesses/${at.businessId}/messages?customerId=${customer.id}`));
      return all.find(({ media: file }) => file?.state === 'stored')?.media;
    }, `a photo at ${of}`);
    await world.say({ type: 'image' }, { from: noa });
    const photo = await stored(noa);
    assert.equal(photo.kind, 'image');
    assert.equal(photo.mimeType, 'image/jpeg');
    const path = `/api/businesses/${owner.businessId}/media/${photo.id}`;
    const answer = await owner.fetch(path);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'image/jpeg');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.match(answer.headers.get('content-security-policy'), /sandbox/);
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(bytes.length, photo.size);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const directory = join(world.directory, 'data/media', owner.businessId);
    assert.ok(existsSync(join(directory, hash)));
    assert.deepEqual(readFileSync(join(directory, hash)), bytes);
    await world.say({ type: 'image' }, { from: { phone: '972541119999', name: 'Second' } });
    await stored({ phone: '972541119999' });
    assert.equal(readdirSync(directory).filter((name) => name === hash).length, 1);
    assert.ok(readdirSync(directory).every((name) => /^[0-9a-f]{64}$/.test(name)), 'nothing temporary is left');

    const florist = await Browser.signIn(world, '9200001');
    assert.equal((await florist.fetch(path)).status, 404, 'another shop');
    assert.equal((await florist.fetch(path.replace(owner.businessId, florist.businessId))).status, 404, 'in one\'s own shop\'s name');
    const cook = await Browser.signIn(world, '9100003');
    assert.equal((await cook.fetch(path)).status, 403, 'not of the counter');
    assert.equal((await fetch(world.serverUrl + path)).status, 401);

    await world.say({ type: 'audio' }, { from: { phone: '972541119998', name: 'Voice' } });
    const voice = await stored({ phone: '972541119998' });
    assert.equal(voice.mimeType, 'audio/ogg');
  });

  // A file as a customer's phone would have uploaded it.
  async function upload(type, bytes) {
    const query = new URLSearchParams({ phone_number_id: shop.phone_number_id, mime_type: type });
    const response = await fetch(`${world.sandboxUrl}/control/media?${query}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: bytes });
    const { id } = await response.json();
    assert.ok(id);
    return { id, mime_type: type, sha256: createHash('sha256').update(bytes).digest('base64') };
  }
  let photographers = 0;
  async function receives(type, content) {
    const from = { phone: `97254222${String(++photographers).padStart(4, '0')}`, name: `Photographer ${photographers}` };
    await world.say({ type, [type]: content }, { from });
    return eventually(async () => {
      const customer = await customerOf(from.phone);
      const message = customer && (await messagesOf(customer)).find(({ media: file }) => file && file.state !== 'waiting');
      return message?.media;
    }, 'a file with a fate');
  }

  test('a file that is not what it says is not kept', { timeout: 60_000 }, async () => {
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    assert.equal((await receives('image', await upload('image/jpeg', html))).reason, 'type_mismatch');
    assert.equal((await receives('image', await upload('image/svg+xml', Buffer.from('<svg onload="alert(1)"/>')))).reason, 'type_mismatch');
    assert.equal((await receives('document', await upload('application/pdf', html))).reason, 'type_mismatch');
    const other = await upload('image/png', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'));
    assert.equal((await receives('image', { ...other, sha256: createHash('sha256').update('another').digest('hex') })).reason, 'hash_mismatch');
    assert.equal((await receives('image', await upload('image/png', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5 * 1024 * 1024)])))).reason, 'too_large');
    assert.match(alert('media_failed'), /^warning /);
  });

  test('a document is a download, whatever it is called', { timeout: 60_000 }, async () => {
    const file = await receives('document', { ...await upload('text/html', Buffer.from('<script>alert(1)</script>')), filename: 'הזמנה";\r\nX-Evil: 1.html' });
    assert.equal(file.state, 'stored');
    const answer = await owner.fetch(`/api/businesses/${owner.businessId}/media/${file.id}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
    assert.match(answer.headers.get('content-disposition'), /^attachment; filename\*=UTF-8''[A-Za-z0-9%._-]+$/);
    assert.equal(answer.headers.get('x-evil'), null);
  });

  test('a file survives a crash between the message and the fetch', { timeout: 60_000 }, async () => {
    await world.stopServer('SIGTERM');
    await world.startServer();
    owner = await Browser.signIn(world, '9100001');
    const file = await receives('image', await upload('image/png', Buffer.from('\x89PNG\r\n\x1a\n1111', 'latin1')));
    assert.equal(file.state, 'stored');
  });

  test('a word stops offers, the cart stays', { timeout: 60_000 }, async () => {
    const from = { phone: '972541110077', name: 'Tamar' };
    await world.say('מרגריטה אחת לאיסוף', { from });
    await world.nextSend((send) => bodyOf(send).includes('מרגריטה'), 'the card', { to: from.phone });
    await world.say('STOP!', { from });
    await world.nextSend((send) => bodyOf(send).startsWith('הוסרתם'), 'the confirmation', { to: from.phone });
    await world.say('כן', { from });
    await eventually(async () => (await owner.orders()).some(({ customer }) => customer.phone === from.phone), 'the order of the card that waited');
    const customer = await customerOf(from.phone);
    const { version } = (await ok(owner.get(`/api/customers/${customer.id}`))).customer;
    const refused = await owner.call('PATCH', `/api/customers/${customer.id}`, { optInMarketing: true }, { 'if-match': `"v${version}"` });
    assert.equal(refused.status, 409, JSON.stringify(refused.body));
  });
});
