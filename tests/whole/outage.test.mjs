// Graph in trouble: refusals that come later by status, one shop that gets no answer, and an outage
// of all. Nothing is lost, nobody else waits, and few messages need a person.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Desk, engines, eventually, noa, sleep, World } from './harness.mjs';

const guest = (n) => ({ phone: `97254${String(3_000_000 + n)}`, name: `Guest ${n}` });

for (const engine of engines) describe(`Graph in trouble on ${engine}`, () => {
  let world;
  let owner;
  let florist;

  before(async () => {
    world = await World.open({ engine, overrides: { server: { trusted_proxies: ['127.0.0.1'] } } });
    await world.control('POST', 'modes', { rate_limits: false, delay_ms: 20 });
    owner = await Desk.signIn(world, '9100001');
    florist = await Desk.signIn(world, '9200001');
  });
  after(() => world.close());

  const open = async (kind, desk = owner) => (await desk.get(`/api/businesses/${desk.businessId}/alerts`)).body.alerts.find((alert) => alert.kind === kind && alert.resolvedAt === null);
  const trouble = (more, shop = 'pizzeria') => world.control('POST', 'troubles', { operation: 'send', path: world.shop(shop).phone_number_id, times: 100_000, ...more });
  const id = (text) => (engine === 'postgres' ? `'${text}'` : `x'${text.replaceAll('-', '')}'`);
  const sends = (desk, state) => Number(world.query(`select count(*) from work where business_id = ${id(desk.businessId)} and kind = 'send' and state = '${state}'`)[0]);

  // Each of `count` guests writes, from number `first` on.
  async function allWrite(first, count, shop) {
    for (let n = first; n < first + count; n += 10) {
      await Promise.all(Array.from({ length: Math.min(10, first + count - n) }, (_, i) => world.say('שלום', { from: guest(n + i), shop })));
    }
  }

  test('what Graph accepts and fails later for payment is told, and stops nothing', async () => {
    await world.control('POST', 'modes', { fail_code: 131042 });
    await world.say('שלום', { from: noa });
    const alert = await eventually(() => open('payments_missing'), 'the alert');
    assert.equal(alert.level, 'critical');
    assert.equal(alert.detail.code, 131042);
    const { body } = await owner.get(`/api/businesses/${owner.businessId}/whatsapp`);
    assert.equal(body.account.status, 'active');
    await world.say('שלום', { from: guest(0) });
    await world.nextSend(({ request }) => request.to === guest(0).phone, 'the next leaves');
  });

  test('a shop whose sends get no answer leaves the others their way', async () => {
    // Their statuses would settle them though the answers hang.
    await world.control('POST', 'modes', { statuses: false });
    await trouble({ slow_ms: 60_000 });
    const writing = allWrite(1_000, 200, 'pizzeria');
    await eventually(() => sends(owner, 'sending') >= 16, 'as many as it may are under way');
    await sleep(500);
    assert.ok(sends(owner, 'sending') <= 16, 'and no more');
    const since = Date.now();
    await world.say('שלום', { from: noa, shop: 'florist' });
    await world.nextSend(({ request }) => request.to === noa.phone, 'the florist answers', { shop: 'florist' });
    assert.ok(Date.now() - since < 5_000, `${Date.now() - since} ms`);
    await writing;
    await world.control('DELETE', 'troubles');
    await world.control('POST', 'modes', { statuses: true });
  });

  test('an outage makes few messages unknown, and the rest leave by themselves when it is over', { timeout: 180_000 }, async () => {
    await trouble({ page_status: 503 }, 'florist');
    await allWrite(2_000, 100, 'florist');
    await eventually(() => sends(florist, 'queued') + sends(florist, 'unknown') >= 100, 'all are answered, and wait', 60_000);
    await sleep(20_000);
    await world.control('DELETE', 'troubles');
    const arrived = async () => new Set((await world.sends({ shop: 'florist' })).map(({ request }) => request.to).filter((to) => Number(to.slice(5)) >= 3_002_000)).size;
    await eventually(async () => (await arrived()) >= 75, 'most leave', 60_000);
    assert.equal(sends(florist, 'dead'), 0);
    assert.equal(await open('dead_letters', florist), undefined);
  });
});
