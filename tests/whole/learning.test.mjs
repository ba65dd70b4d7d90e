// Learning without training, from outside: a word nobody knew is listed, taught with one tap and
// understood from then on; a labelled message must stay understood.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { people } from '../../tools/demo_config.mjs';
import { bodyOf, buttonsOf, engines, eventually, World } from './harness.mjs';

const manager = '9100031';
people.push({ id: manager, name: 'Manager', label_he: manager, label_en: manager, role: 'manager', shop: 'pizzeria' });

const sentence = 'מגש מרגריטה משפחתית וקרמבו לאיסוף';
let customers = 0;
const customer = (name) => ({ phone: `97254700${1_000 + ++customers}`, name });

for (const engine of engines) describe(`learning on ${engine}`, () => {
  let world;
  let owner;
  let base;
  let cola;
  before(async () => {
    world = await World.open({ engine, overrides: { demo: { burst_seconds: 0 } } });
    owner = await world.signIn('9100001');
    base = `/api/businesses/${owner.businessId}`;
    cola = await productNamed('Coke');
  });
  after(async () => { assert.equal(await world.close(), 0, 'the server ends cleanly'); });

  const productNamed = async (name) => {
    const { body } = await owner.get(`/api/products?businessId=${owner.businessId}`);
    return body.products.find((product) => product.name.includes(name)) ?? assert.fail(body.products.map((product) => product.name).join());
  };
  const words = async (state = 'open', desk = owner) => {
    const { status, body } = await desk.get(`${base}/unknown-words?state=${state}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body.unknownWords;
  };
  const settle = (word, verb, body = {}, desk = owner) =>
    desk.call('POST', `${base}/unknown-words/${word.id}/${verb}`, body, { 'if-match': `"v${word.version}"` });
  const answerTo = async (text) => {
    const from = customer('Dana Levi');
    await world.say(text, { from });
    return world.nextSend(() => true, 'an answer', { to: from.phone });
  };
  const isCard = (send) => buttonsOf(send).some(({ id }) => id.endsWith(':yes'));
  const asksAbout = (word) => (send) => !isCard(send) && bodyOf(send).includes(word);
  const replay = (...options) => {
    const run = spawnSync(join(process.env.CROOZER_BUILD, 'croozer'), ['understand', '--replay', '--config', world.files.croozer, ...options], { encoding: 'utf8' });
    return { status: run.status, errors: run.stderr, lines: run.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line)) };
  };

  test('a word of an order is asked about and listed once, with its sentence', async () => {
    const asked = await answerTo(sentence);
    assert.ok(asksAbout('קרמבו')(asked), bodyOf(asked));
    const list = await eventually(async () => { const all = await words(); return all.length > 0 && all; }, 'the word');
    assert.deepEqual(list.map(({ word, times, messageText }) => [word, times, messageText]), [['קרמבו', 1, sentence]]);
    assert.ok(list[0].suggestions.length <= 3);
  });

  test('what is personal is not listed', async () => {
    await answerTo('מרגריטה משפחתית ובורקס למשלוח לרחוב הרצל 12 חולון, השם רונית אברמוביץ, 054-7654321');
    await answerTo('margherita and a zorkle, mail ronit@zamboni.example or see www.zamboni.example');
    await eventually(async () => (await words()).length === 3, 'both words');
    assert.deepEqual((await words()).map(({ word }) => word).sort(), ['zorkle', 'בורקס', 'קרמבו']);
  });

  test('taught with one tap it is understood, and no more after an undo', async () => {
    const [word] = await words().then((all) => all.filter((one) => one.word === 'קרמבו'));
    const taught = await settle(word, 'teach', { productId: cola.id });
    assert.equal(taught.status, 200, JSON.stringify(taught.body));
    const card = await answerTo(sentence);
    assert.ok(isCard(card), bodyOf(card));
    const total = (6_200 + cola.price) / 100;
    assert.match(bodyOf(card), new RegExp(`סך הכול: ${total.toFixed(2)} ₪`), bodyOf(card));
    assert.equal((await words()).some(({ id }) => id === word.id), false);

    const undone = await settle(taught.body.unknownWord, 'undo');
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    assert.ok(asksAbout('קרמבו')(await answerTo(sentence)));
    const again = await eventually(async () => (await words()).find(({ id, times }) => id === word.id && times === 2), 'the word again');
    assert.equal(again.version, 3);
  });

  test('of two managers who teach at once one is first', async () => {
    const other = await world.signIn(manager);
    const word = (await words('open', other)).find((one) => one.word === 'zorkle');
    const margherita = await productNamed('Margherita');
    const answers = await Promise.all([settle(word, 'teach', { productId: cola.id }), settle(word, 'teach', { productId: margherita.id }, other)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412]);
    const [taught] = await words('taught');
    assert.equal(taught.version, 2);
    assert.equal((await settle(taught, 'undo')).status, 200);
  });

  test('the id of another shop is nobody\'s', async () => {
    const florist = await world.signIn('9200001');
    const [word] = await words();
    const ask = async (business, id) => {
      const { status, body } = await florist.call('POST', `/api/businesses/${business}/unknown-words/${id}/dismiss`, {}, { 'if-match': '"v1"' });
      delete body.instance;
      return { status, body };
    };
    for (const business of [florist.businessId, owner.businessId]) assert.deepEqual(await ask(business, word.id), await ask(business, randomUUID()));
    assert.deepEqual((await florist.get(`/api/businesses/${florist.businessId}/unknown-words`)).body.unknownWords, []);
  });

  test('a labelled message must stay understood', async () => {
    assert.deepEqual(replay(), { status: 0, errors: '', lines: [] }, 'nothing to run yet');
    const word = (await words()).find((one) => one.word === 'קרמבו');
    const margherita = await productNamed('Margherita');
    const label = (messageId, items) => owner.call('POST', `${base}/examples`, { messageId, items });
    const family = { group: 'size', option: 'family' };
    const right = [{ productId: margherita.id, quantity: 1, options: [family] }, { productId: cola.id, quantity: 1 }];
    const kept = await label(word.messageId, right);
    assert.equal(kept.status, 201, JSON.stringify(kept.body));
    assert.equal(kept.body.example.passes, false, 'the word is not taught');
    const never = replay();
    assert.equal(never.status, 0, 'what never passed cannot drop');
    assert.deepEqual(never.lines.map((line) => line.differs ?? [line.examples, line.passing, line.drops]), [['items'], [1, 0, 0]]);

    assert.equal((await settle(word, 'teach', { productId: cola.id })).status, 200);
    await eventually(async () => (await owner.get(`${base}/examples`)).body.examples[0].passes, 'the example passes');
    const business = { business: owner.businessId, examples: 1 };
    assert.deepEqual(replay(), { status: 0, errors: '', lines: [{ ...business, passing: 1, drops: 0 }] });

    const { version, synonyms } = (await owner.get(`/api/products/${cola.id}?businessId=${owner.businessId}`)).body.product;
    assert.ok(synonyms.includes('קרמבו'), synonyms.join());
    const edit = { synonyms: synonyms.filter((synonym) => synonym !== 'קרמבו') };
    assert.equal((await owner.call('PATCH', `/api/products/${cola.id}?businessId=${owner.businessId}`, edit, { 'if-match': `"v${version}"` })).status, 200);
    const dropped = replay('--business', owner.businessId);
    assert.equal(dropped.status, 1);
    const [line, summary] = dropped.lines;
    assert.deepEqual(Object.keys(line), ['id', 'text', 'differs', 'expected', 'answer'], 'as rows of a file are told');
    assert.deepEqual([line.id, line.text, line.differs], [kept.body.example.id, sentence, ['items']]);
    assert.deepEqual(summary, { ...business, passing: 0, drops: 1 });
  });

  test('the replay says what it cannot do', async () => {
    assert.equal(replay('--business', 'x').status, 1);
    assert.match(replay('--business', randomUUID()).errors, /no business/);
    assert.equal(await world.stopServer('SIGTERM'), 0);
    assert.equal(replay().status, 1, 'it needs no server');
    await world.startServer();
  });
});
