// kill -9 under load, again and again. Whatever the server acknowledged is there once, every yes
// made one order, order numbers have no gap, and nothing left twice for Graph unless its outcome was
// unknown. CROOZER_CRASH_CYCLES=200 for a longer run.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buttonsOf, engines, eventually, sleep, World } from './harness.mjs';

const cycles = Number(process.env.CROOZER_CRASH_CYCLES ?? 20);
const writers = 8;
// An unknown outcome is settled by a status or, after this, sent once more (app/deliver.cpp).
const settleWaitMs = 90_000;

for (const engine of engines) describe(`${cycles} crashes on ${engine}`, () => {
  let world;
  before(async () => { world = await World.open({ engine, overrides: { demo: { burst_seconds: 0 } } }); });
  after(async () => { assert.equal(await world.close(), 0, 'the server ends cleanly'); });

  test('nothing acknowledged is lost and nothing is doubled', { timeout: 600_000 }, async () => {
    await world.control('POST', 'modes', { rate_limits: false });
    const acknowledged = [];  // wamids that were answered with 200
    const tapped = new Set();  // customers whose yes was answered with 200
    let next = 0;
    let loading = true;

    // The sandbox tries again, as Meta does, until it hears 200; what heard it at once is ours to keep.
    const acknowledge = async (phone, message) => {
      const { status } = await world.say(message, { from: { phone, name: 'Customer' } });
      if (status === 200) acknowledged.push(message.id);
      return status === 200;
    };
    // A customer: one order text, and a yes as soon as the card is there.
    const conversation = async () => {
      const phone = String(972560000000 + next++);
      const wamid = `wamid.CRASH${phone}TEXT==`;
      if (!await acknowledge(phone, { id: wamid, type: 'text', text: 'מרגריטה אחת לאיסוף' })) return;
      const deadline = Date.now() + 3_000;
      while (loading && Date.now() < deadline) {
        const yes = (await world.sends({ to: phone })).flatMap(buttonsOf).find((button) => button.id.endsWith(':yes'));
        if (yes) {
          const tap = { id: `wamid.CRASH${phone}YES==`, type: 'interactive', interactive: { type: 'button_reply', button_reply: yes } };
          if (await acknowledge(phone, tap)) tapped.add(phone);
          return;
        }
        await sleep(30);
      }
    };

    // A slow machine gets as far as a yes in few of them: it runs more, and longer ones.
    const worked = () => tapped.size > cycles / 2;
    for (let cycle = 0; cycle < cycles || (cycle < 3 * cycles && !worked()); ++cycle) {
      loading = true;
      const load = Array.from({ length: writers }, async () => { while (loading) await conversation(); });
      // Where in the work the knife falls differs by cycle, over the whole life of a message.
      await sleep(150 + ((cycle * 379) % 1_350) + (cycle < cycles ? 0 : 1_500));
      await world.stopServer('SIGKILL');
      loading = false;
      await Promise.all(load);
      await world.startServer();
    }

    const owner = await world.signIn('9100001');
    const all = async (path, key) => {
      const rows = [];
      for (let cursor = ''; ;) {
        const { status, body } = await owner.get(`${path}&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        assert.equal(status, 200, JSON.stringify(body));
        rows.push(...body[key]);
        cursor = body.pagination.nextCursor;
        if (!cursor) return rows;
      }
    };
    // What the last crash left is taken up within seconds; only then it must all be there.
    await eventually(() => world.query('select count(*) from inbox where settled_at is null')[0] === '0', 'the inbox to drain', 60_000);
    // Every acknowledged yes becomes an order, once the server has caught up.
    const orders = await eventually(async () => {
      const found = await all(`/api/orders?businessId=${owner.businessId}`, 'orders');
      const placed = new Set(found.map((order) => order.customer.phone));
      return [...tapped].every((phone) => placed.has(`+${phone}`) || placed.has(phone)) && found;
    }, 'every yes to be an order', 60_000);
    const customers = orders.map((order) => order.customer.id);
    assert.equal(new Set(customers).size, customers.length, 'one order a customer');
    const numbers = orders.map((order) => Number(order.orderNumber.slice(-4))).sort((a, b) => a - b);
    assert.deepEqual(numbers, numbers.map((_, index) => index + 1), 'order numbers without a gap');
    assert.ok(worked(), `the load did something: ${tapped.size} yeses in ${cycles} cycles`);

    const kept = world.query("select wamid, count(*) from messages where direction = 'inbound' and wamid like 'wamid.CRASH%' group by wamid").map((row) => row.split('|'));
    const count = new Map(kept.map(([wamid, times]) => [wamid, Number(times)]));
    for (const wamid of acknowledged) assert.equal(count.get(wamid), 1, `${wamid} is there once`);

    const bySend = new Map();
    for (const send of await world.sends({ shop: 'pizzeria' })) {
      bySend.set(send.callback_data, [...(bySend.get(send.callback_data) ?? []), Date.parse(send.at)]);
    }
    for (const [id, times] of bySend) {
      for (let i = 1; i < times.length; ++i) assert.ok(times[i] - times[i - 1] >= settleWaitMs, `${id} left twice within ${times[i] - times[i - 1]} ms`);
    }
    console.log(JSON.stringify({ test: 'crash loop', engine, cycles, acknowledged: acknowledged.length, orders: orders.length, sends: bySend.size }));
  });
});
