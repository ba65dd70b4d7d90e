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
  const alert = (kind) => cell(`select level || ' ' || detail from alerts where kind = '${kind}' and resolved_at is null`);
  const nothing = 0;

  // The file's words about our pizzeria, now.
  function bodyFor(name, change = (text) => text) {
    const text = testData(`webhooks/${name}.json`)
      .replaceAll(ours.waba, shop.waba_id).replaceAll(ours.number, shop.phone_number_id).replaceAll(ours.display, shop.phone_number)
      .replaceAll(/\b17955\d{5}\b/g, String(Math.floor(Date.now() / 1000)));
    return change(text);
  }
  // Posted, and every change of it has a fate (or is parked).
  async function post(name, change) {
    const fates = () => Number(cell('select count(*) from inbound_changes')) + Number(cell('select count(*) from parked_changes'));
    const before_ = fates();
    const body = bodyFor(name, change);
    assert.equal((await world.postWebhook(body)).status, 200, name);
    await eventually(() => Number(cell('select count(*) from inbox where settled_at is null')) === nothing && fates() > before_, `${name} is settled`);
  }
  const lastFate = () => cell('select fate || \'|\' || reason from inbound_changes order by at desc, change_no desc limit 1');
  const ok = async (answer, status = 200) => { const { status: got, body } = await answer; assert.equal(got, status, JSON.stringify(body)); return body; };
  const customerOf = async (phone) => (await ok(owner.get(`/api/customers?q=${phone}`))).customers[0];
  const messagesOf = async (customer) => (await ok(owner.get(`/api/businesses/${owner.businessId}/messages?limit=200&customerId=${customer.id}`))).messages;
  const wamid = (name, field = 'messages') => JSON.parse(bodyFor(name)).entry[0].changes[0].value[field][0].id;
  const row = (id, columns = 'type') => cell(`select ${columns} from messages where wamid = '${id}'`);

  // What each file does. Those of accounts come in the order of a life.
  const effects = {
    account_alerts: async () => assert.match(alert('account_notice'), /^warning .*INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED/),
    account_review_update: async () => assert.equal(JSON.parse(account('facts')).reviewStatus, 'APPROVED'),
    account_update_PARTNER_ADDED: async () => assert.match(lastFate(), /^ignored\|no effect: PARTNER_ADDED/),
    account_update_ACCOUNT_RESTRICTION: async () => {
      assert.equal(JSON.parse(account('restrictions'))[0].type, 'RESTRICTED_BIZ_INITIATED_MESSAGING');
      assert.match(alert('number_restricted'), /^warning .*RESTRICTED_BIZ_INITIATED_MESSAGING/);
    },
    account_update_ACCOUNT_VIOLATION: async () => assert.match(alert('account_blocked'), /^warning .*ADULT/),
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
      assert.equal(JSON.parse(account('facts')).nameStatus, 'APPROVED');
    },
    security_pin_reset: async () => assert.match(alert('security_pin'), /^warning .*PIN_RESET_REQUEST/),
    message_template_status_update_APPROVED: async () => assert.match(lastFate(), /^accepted/),
    message_template_status_update_PAUSED: async () => assert.match(lastFate(), /^accepted/),
    message_template_status_update_REJECTED: async () => assert.match(lastFate(), /^accepted/),
    message_template_quality_update: async () => assert.match(lastFate(), /^accepted/),
    message_template_components_update: async () => assert.match(lastFate(), /^accepted/),
    template_category_update_done: async () => assert.match(lastFate(), /^accepted/),
    template_category_update_impending: async () => assert.match(lastFate(), /^accepted/),
    future_unknown_field: async () => assert.match(lastFate(), /^ignored\|no effect: some_future_field/),
    value_level_errors: async () => assert.match(lastFate(), /^ignored\|error 130429/),
    history_declined: async () => assert.equal(JSON.parse(account('facts')).history, 'refused'),

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
  const media = ['msg_image', 'msg_video', 'msg_document', 'msg_audio_voice', 'msg_sticker_animated'];
  const messages = files.filter((name) => (/^(msg|future_unknown_message)_/.test(name) || name === 'future_unknown_message_type') && !(name in effects));
  for (const name of messages) {
    effects[name] = async () => {
      const type = row(wamid(name));
      assert.ok(type, 'it is there');
      // The hosts of the samples are nobody's: Graph does not know these files.
      if (media.includes(name)) await eventually(() => cell(`select state || ' ' || reason from media m join messages g on g.id = m.message_id where g.wamid = '${wamid(name)}'`) === 'failed gone', 'the file is given up');
    };
  }
  for (const name of files.filter((one) => one.startsWith('status_'))) {
    effects[name] = async () => assert.ok(Number(cell(`select count(*) from message_statuses where wamid = '${wamid(name, 'statuses')}'`)) > 0);
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
  const last = ['msg_system_user_changed_number', 'msg_system_user_changed_user_id'];
  const sequence = [...order, ...files.filter((name) => !order.includes(name) && !last.includes(name)), ...last];

  test('every file has its effect here', () => assert.deepEqual(files.filter((name) => !(name in effects)), []));
  for (const name of sequence) {
    test(name, { timeout: 60_000 }, async () => {
      await post(name);
      await effects[name]();
    });
  }

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
