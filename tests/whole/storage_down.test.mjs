// Bad input and its exact answer, row 50 of the security notes' table (§6): the disk is full or the
// database is down while Meta brings what is valid.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SmtpSink } from './account/smtp_sink.mjs';
import { hooksOf } from './bad_input/hooks.mjs';
import { buttonsOf, Desk, engines, eventually, noa, World } from './harness.mjs';

const mailbox = 'ops@croozer.example';

for (const engine of engines) describe(`no storage on ${engine}`, () => {
  const { text, envelope, from } = hooksOf({ engine, get world() { return world; } });
  let world;
  let sink;
  let owner;
  before(async () => {
    sink = await SmtpSink.open();
    world = await World.open({
      engine,
      overrides: {
        server: { trusted_proxies: ['127.0.0.1'] }, demo: { burst_seconds: 0 },
        mail: { url: sink.url, from: 'Croozer <desk@croozer.example>', operator: mailbox },
      },
    });
    owner = await Desk.signIn(world, '9100001');
  });
  after(async () => {
    assert.equal(await world.close(), 0, 'the server ends cleanly');
    await sink.close();
  });

  const messages = (wamid) => world.query(`select count(*) from messages where wamid = '${wamid}'`).join();
  const post = (body) => world.postWebhook(body, { 'x-hub-signature-256': world.sign(body), 'x-forwarded-for': '203.0.113.9' });

  test('row 50: Meta is asked to come again, nothing is kept by halves, and it goes on by itself', { timeout: 120_000 }, async () => {
    // The sandbox takes answers only to who has written to it.
    await world.say('שלום', { from: noa });
    await world.nextSend(() => true, 'the greeting', { to: noa.phone });
    const body = JSON.stringify(envelope(from(noa, text('מרגריטה אחת לאיסוף'))));
    const { id: wamid } = JSON.parse(body).entry[0].changes[0].value.messages[0];
    world.stopStoring();
    for (let i = 0; i < 3; ++i) {
      const refused = await post(body);
      assert.equal(refused.status, 503);
      assert.equal(refused.headers.get('retry-after'), '30');
      assert.equal(await refused.text(), '');
    }
    const product = (await owner.call('POST', '/api/products', { name: 'Late', category: 'test', price: 1_000 }));
    assert.equal(product.status, 503, JSON.stringify(product.body));
    assert.equal((await fetch(`${world.serverUrl}/healthz`)).status, 200, 'it lives');
    await eventually(() => world.operatorWasTold('webhook_not_stored'), 'a line in the log');
    const mails = await eventually(() => sink.mails.length > 0 && sink.mails, 'a mail to the operator');
    world.storeAgain();
    assert.equal(messages(wamid), '0', 'nothing was kept');
    assert.equal(mails.length, 1, 'one mail for them all');
    assert.equal(mails[0].to, mailbox);
    assert.match(mails[0].headers.subject, /database does not take messages/);

    await eventually(async () => (await post(body)).status === 200, 'Meta comes again and is heard');
    await post(body);
    await world.nextSend((sent) => buttonsOf(sent).length > 0, 'a card', { to: noa.phone });
    const heard = "select count(*) from messages where direction = 'inbound'";
    assert.equal(messages(wamid), '1');
    assert.deepEqual(world.query(heard), ['2'], 'once, after the greeting');
    assert.equal((await owner.call('POST', '/api/products', { name: 'Late', category: 'test', price: 1_000 })).status, 201);
  });
});
