// What `croozer understand` makes of our corpus, held to floors, and what it says to bad input.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { answersOf, corpus, ownSets, runUnderstand, score } from '../understanding/score.mjs';

const build = process.env.CROOZER_BUILD;
const pizzeria = join(corpus, 'pizzeria/menu.json');
const mostOfOneLine = Number(readFileSync(join(import.meta.dirname, '../../src/base/limits.hpp'), 'utf8').match(/customer_quantity = (\d+)/)[1]);

// In percent, about two messages below what was measured when they were set. A change that falls
// below one of these is worse than what was there; one that is clearly better raises them.
const floors = {
  'bakery.dev': { em: 79, intent: 98, precision: 96 },
  'bakery.check': { em: 80, intent: 95, precision: 95 },
  'breakfast.dev': { em: 73, intent: 97, precision: 89 },
  'breakfast.check': { em: 74, intent: 92, precision: 90 },
  'burger_bar.dev': { em: 86, intent: 98, precision: 97 },
  'burger_bar.check': { em: 81, intent: 96, precision: 93 },
  'coffee_shop.dev': { em: 90, intent: 98, precision: 98 },
  'coffee_shop.check': { em: 86, intent: 97, precision: 96 },
  'deli.dev': { em: 80, intent: 95, precision: 97 },
  'deli.check': { em: 81, intent: 96, precision: 93 },
  'falafel.dev': { em: 89, intent: 98, precision: 99 },
  'falafel.check': { em: 85, intent: 96, precision: 93 },
  'florist.dev': { em: 88, intent: 97, precision: 98 },
  'florist.check': { em: 76, intent: 94, precision: 90 },
  'grill.dev': { em: 79, intent: 97, precision: 95 },
  'grill.check': { em: 77, intent: 94, precision: 88 },
  'homefood.dev': { em: 75, intent: 95, precision: 95 },
  'homefood.check': { em: 73, intent: 92, precision: 94 },
  'hummus.dev': { em: 83, intent: 95, precision: 95 },
  'hummus.check': { em: 82, intent: 95, precision: 89 },
  'icecream.dev': { em: 78, intent: 96, precision: 96 },
  'icecream.check': { em: 78, intent: 96, precision: 94 },
  'indian.dev': { em: 82, intent: 96, precision: 96 },
  'indian.check': { em: 73, intent: 95, precision: 90 },
  'pizzeria.dev': { em: 91, intent: 98, precision: 99 },
  'pizzeria.check': { em: 83, intent: 97, precision: 94 },
  'poke.dev': { em: 81, intent: 96, precision: 96 },
  'poke.check': { em: 73, intent: 95, precision: 89 },
  'salads.dev': { em: 83, intent: 97, precision: 97 },
  'salads.check': { em: 84, intent: 94, precision: 94 },
  'steakhouse.dev': { em: 80, intent: 98, precision: 95 },
  'steakhouse.check': { em: 77, intent: 94, precision: 92 },
  'sushi.dev': { em: 84, intent: 97, precision: 96 },
  'sushi.check': { em: 79, intent: 97, precision: 93 },
  'taqueria.dev': { em: 76, intent: 96, precision: 96 },
  'taqueria.check': { em: 79, intent: 94, precision: 94 },
  'wok.dev': { em: 85, intent: 96, precision: 97 },
  'wok.check': { em: 86, intent: 96, precision: 94 },
};

function optionsOf(menu, product) {
  const groups = product.option_groups.map((link) => link.group);
  return new Set(groups.flatMap((group) => menu.option_groups[group].map((option) => `${group}.${option.id}`)));
}

function holdToMenu(menu, answer) {
  for (const item of [...answer.items, ...answer.cart_after]) {
    const product = menu.products.find(({ id }) => id === item.product);
    assert.ok(product && !product.generic, `${answer.id}: ${item.product} is no product`);
    const whole = Number.isInteger(item.quantity) && item.quantity >= 1 && item.quantity <= mostOfOneLine;
    assert.ok(whole, `${answer.id}: ${item.quantity} × ${item.product}`);
    const taken = optionsOf(menu, product);
    for (const option of item.options) {
      assert.ok(taken.has(`${option.name}.${option.value}`), `${answer.id}: ${item.product} takes no ${option.name}.${option.value}`);
    }
  }
}

describe('the corpus', () => {
  for (const { set, menu, rows } of ownSets()) {
    test(set, () => {
      const answers = answersOf(build, menu, rows);
      assert.deepEqual(answers.map(({ id }) => id), rows.map(({ id }) => id), 'an answer a row, in order');
      const shop = JSON.parse(readFileSync(menu, 'utf8'));
      for (const answer of answers) holdToMenu(shop, answer);
      const figures = score(rows, answers);
      for (const [name, floor] of Object.entries(floors[set])) {
        assert.ok(figures[name] >= floor, `${name} is ${figures[name]}, below ${floor}: ${JSON.stringify(figures)}`);
      }
    });
  }
});

describe('bad input', () => {
  const understand = (input, ...options) => runUnderstand(build, pizzeria, input, ...options);
  const row = (id, text) => JSON.stringify({ id, text });

  test('no menu at that path', () => {
    const run = runUnderstand(build, '/nowhere/menu.json', '');
    assert.equal(run.status, 1);
    assert.match(run.stderr, /cannot read \/nowhere\/menu\.json/);
  });

  test('a menu that is none', () => {
    const run = runUnderstand(build, join(corpus, 'README.md'), '');
    assert.equal(run.status, 1);
    assert.match(run.stderr, /README\.md: /);
  });

  test('a broken line is told by its number', () => {
    for (const broken of ['{"id": 1, "text": "piz', '[]', '{"id": 1}', '{"text": "pizza"}', '{"id": 1, "text": 5}',
      '{"id": 1, "text": "pizza", "context": {"cart": [{"quantity": 1}]}}']) {
      const run = understand(`${row(1, 'pizza')}\n\n${broken}\n`);
      assert.equal(run.status, 1, broken);
      assert.match(run.stderr, /line 3: /, broken);
    }
  });

  test('bytes that are no UTF-8', () => {
    const run = understand(Buffer.concat([Buffer.from('{"id": 1, "text": "'), Buffer.from([0xC3, 0x28]), Buffer.from('"}\n')]));
    assert.equal(run.status, 1);
    assert.match(run.stderr, /line 1: /);
  });

  test('lines to explain that are no UTF-8, and those that are', () => {
    const broken = understand(Buffer.from([0x61, 0x0A, 0xC3, 0x28, 0x0A]), '--explain');
    assert.equal(broken.status, 1);
    assert.match(broken.stderr, /line 2: not valid UTF-8/);
    const run = understand('2 קולה לסוקולוב 8\n', '--explain');
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, /number 2/);
    assert.match(run.stdout, /8 {2}\(a fact\)/);
  });

  test('nothing to read', () => {
    const run = understand('');
    assert.equal(run.status, 0);
    assert.equal(run.stdout, '');
  });

  test('texts that say nothing, and one of 10,000 letters, order nothing and are answered', () => {
    const texts = ['', ' ', '\n\n', '\u200f', '?', 'x'.repeat(10_000), 'ב'.repeat(10_000)];
    const run = understand(`${texts.map((text, i) => row(i, text)).join('\n')}\n`);
    assert.equal(run.status, 0, run.stderr);
    const answers = run.stdout.trim().split('\n').map((line) => JSON.parse(line));
    assert.equal(answers.length, texts.length);
    for (const answer of answers) assert.deepEqual(answer.decision === 'accept' ? answer.items : [], []);
  });

  test('an order of 10,000 characters is not accepted unread', () => {
    const run = understand(row(1, 'two margherita with olives, '.repeat(360)));
    assert.equal(run.status, 0, run.stderr);
    const answer = JSON.parse(run.stdout);
    holdToMenu(JSON.parse(readFileSync(pizzeria, 'utf8')), answer);
    assert.notEqual(answer.decision, 'accept');
  });
});

describe('replay', () => {
  const { menu, rows } = ownSets().find(({ set }) => set === 'pizzeria.dev');
  const replay = (list) => runUnderstand(build, menu, list, '--replay');
  const answered = () => {
    const answers = new Map(answersOf(build, menu, rows).map((answer) => [answer.id, answer]));
    return rows.map((row) => {
      const { items, cart_after: cartAfter, intent, decision } = answers.get(row.id);
      return { ...row, expected: { intent, decision, ...('cart_after' in row.expected ? { cart_after: cartAfter } : { items }) } };
    });
  };

  test('rows that are answered as expected say nothing', () => {
    const run = replay(answered());
    assert.equal(run.stdout, '');
    assert.equal(run.status, 0, run.stderr);
  });

  test('the order of items and options and the names of the halves are no difference', () => {
    const swap = { h1: 'h2', h2: 'h1' };
    const turned = (items) => items?.toReversed().map((item) => ({
      ...item, options: item.options.toReversed().map((option) => (option.part ? { ...option, part: swap[option.part] } : option)),
    }));
    const run = replay(answered().map(({ expected: { items, cart_after: cartAfter, ...more }, ...row }) => ({
      ...row, expected: { ...more, ...(cartAfter ? { cart_after: turned(cartAfter) } : { items: turned(items) }) },
    })));
    assert.equal(run.stdout, '');
    assert.equal(run.status, 0, run.stderr);
  });

  test('a row that differs is printed with what differs', () => {
    const text = 'two margherita';
    const items = [{ product: 'margherita', quantity: 3, options: [] }];
    const run = replay([{ id: 1, text }, { id: 2, text, expected: { intent: 'order', items } }, { id: 3, text, expected: { intent: 'cancel' } }]);
    assert.equal(run.status, 1);
    const differing = run.stdout.trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(differing.map(({ id, differs }) => [id, differs]), [[2, ['items']], [3, ['items', 'intent']]]);
    assert.equal(differing[0].answer.items[0].quantity, 2);
  });

  test('an `expected` of another shape is told by its line', () => {
    const run = replay([{ id: 1, text: 'pizza' }, { id: 2, text: 'pizza', expected: { items: 5 } }]);
    assert.equal(run.status, 1);
    assert.match(run.stderr, /line 2: /);
  });
});
