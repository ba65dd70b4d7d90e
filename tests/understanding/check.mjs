// Checks every row of the corpus against its menu and prints how many there are of what:
//   node tests/understanding/check.mjs [SHOP...]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const INTENTS = ['order', 'modify', 'cancel', 'status', 'question', 'greeting', 'address', 'confirm', 'deny', 'human'];
const DECISIONS = ['accept', 'ask', 'hand_over'];
const LANGUAGES = ['he', 'en', 'mixed'];
const SPLITS = ['dev', 'check'];
const ROW = ['id', 'text', 'lang', 'split', 'tags', 'context', 'expected'];
const EXPECTED = ['intent', 'decision', 'items', 'cart_after', 'address', 'fulfilment', 'time', 'payment', 'name',
  'recipient', 'card_text', 'repeat_last', 'clarify'];
const ADDRESS = ['street', 'number', 'apartment', 'floor', 'entrance', 'code', 'city'];
const TIME = ['asap', 'in_minutes', 'clock', 'from', 'to', 'by', 'day'];
const OPTION = ['name', 'value', 'qualifier', 'negated', 'count', 'part'];

let faults = 0;
const fault = (where, what) => { faults += 1; console.error(`${where}: ${what}`); };
const only = (where, object, keys) => {
  for (const key of Object.keys(object)) if (!keys.includes(key)) fault(where, `unknown field ${key}`);
};

function checkMenu(shop, menu) {
  const ids = new Set();
  for (const [group, options] of Object.entries(menu.option_groups)) {
    const seen = new Set();
    for (const option of options) {
      if (seen.has(option.id)) fault(shop, `${group}.${option.id} twice`);
      seen.add(option.id);
      if (!option.names?.length) fault(shop, `${group}.${option.id} has no name`);
      if (typeof option.price !== 'number') fault(shop, `${group}.${option.id} has no price`);
    }
    const names = options.flatMap((option) => option.names);
    if (new Set(names).size !== names.length) fault(shop, `a name twice in ${group}`);
  }
  for (const product of menu.products) {
    const where = `${shop} ${product.id}`;
    if (ids.has(product.id)) fault(where, 'twice');
    ids.add(product.id);
    if (!product.names?.length) fault(where, 'no name');
    if (!product.generic && typeof product.price !== 'number') fault(where, 'no price');
    const groups = product.option_groups.map((link) => link.group);
    for (const group of groups) if (!menu.option_groups[group]) fault(where, `no group ${group}`);
    for (const group of product.halves ?? []) if (!groups.includes(group)) fault(where, `halves of ${group}`);
    for (const values of Object.values(product.implied ?? {})) {
      for (const [group, value] of Object.entries(values)) {
        if (!groups.includes(group) || !menu.option_groups[group].some((option) => option.id === value)) {
          fault(where, `implies ${group}.${value}`);
        }
      }
    }
  }
}

function checkOption(where, menu, product, option) {
  only(where, option, OPTION);
  const link = product.option_groups.find((candidate) => candidate.group === option.name);
  if (!link) return fault(where, `${product.id} takes no ${option.name}`);
  const label = `${option.name}.${option.value}`;
  if (!menu.option_groups[option.name].some((candidate) => candidate.id === option.value)) fault(where, `no ${label}`);
  if (typeof option.negated !== 'boolean') fault(where, `${label}: negated`);
  if (option.negated && !link.negatable) fault(where, `${label} cannot be negated`);
  if (![null, 'extra', 'light'].includes(option.qualifier)) fault(where, `${label}: qualifier`);
  if (option.qualifier && !link.qualifiable) fault(where, `${label} cannot be qualified`);
  if (option.qualifier && option.negated) fault(where, `${label} is negated and qualified`);
  if ('count' in option && !(Number.isInteger(option.count) && option.count > 1)) fault(where, `${label}: count`);
  if ('part' in option && !['h1', 'h2'].includes(option.part)) fault(where, `${label}: part`);
  if ('part' in option && !(product.halves ?? []).includes(option.name)) fault(where, `${label} has no halves`);
}

function checkItems(where, menu, items) {
  if (!Array.isArray(items)) return fault(where, 'items must be a list');
  const lines = new Set();
  for (const item of items) {
    only(where, item, ['product', 'quantity', 'options']);
    const product = menu.products.find((candidate) => candidate.id === item.product);
    if (!product) { fault(where, `no product ${item.product}`); continue; }
    if (product.generic) fault(where, `${product.id} is a generic word, not an item`);
    if (!(Number.isInteger(item.quantity) && item.quantity > 0)) fault(where, `${product.id}: quantity`);
    for (const option of item.options) checkOption(where, menu, product, option);
    const keys = item.options.map((option) => `${option.name}.${option.value}.${option.part ?? ''}`);
    if (new Set(keys).size !== keys.length) fault(where, `${product.id}: an option twice`);
    for (const link of product.option_groups) {
      if (link.max === null) continue;
      const chosen = item.options.filter((option) => option.name === link.group && !option.negated);
      for (const part of ['h1', 'h2']) {
        const count = chosen.filter((option) => !option.part || option.part === part).length;
        if (count > link.max) fault(where, `${product.id}: ${count} of ${link.group}`);
      }
    }
    const line = JSON.stringify([item.product, item.options.map((option) => JSON.stringify(option)).sort()]);
    if (lines.has(line)) fault(where, `${product.id}: the same line twice`);
    lines.add(line);
  }
}

function checkTime(where, time) {
  only(where, time, TIME);
  for (const key of ['clock', 'from', 'to', 'by']) {
    if (key in time && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time[key])) fault(where, `time.${key}`);
  }
  const days = ['today', 'tomorrow', 'sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  if ('day' in time && !days.includes(time.day) && !/^\d\d-\d\d$/.test(time.day)) fault(where, 'time.day');
}

function checkExpected(where, menu, row) {
  const expected = row.expected;
  only(where, expected, EXPECTED);
  if (!INTENTS.includes(expected.intent)) fault(where, `intent ${expected.intent}`);
  if (!DECISIONS.includes(expected.decision)) fault(where, `decision ${expected.decision}`);
  checkItems(where, menu, expected.items);
  if ('cart_after' in expected) {
    if (!row.context?.cart) fault(where, 'cart_after without a cart');
    if (expected.items.length) fault(where, 'cart_after and items');
    checkItems(where, menu, expected.cart_after);
  }
  if (expected.intent === 'modify' && !('cart_after' in expected)) fault(where, 'modify without cart_after');
  if (!['order', 'modify'].includes(expected.intent) && expected.items.length) fault(where, `items with ${expected.intent}`);
  if (expected.intent === 'order' && expected.decision === 'accept' && !expected.items.length && !expected.repeat_last) {
    fault(where, 'an accepted order of nothing');
  }
  if (expected.intent === 'address' && !expected.address) fault(where, 'no address');
  if (expected.address) only(where, expected.address, ADDRESS);
  if (expected.time) checkTime(where, expected.time);
  if (expected.fulfilment && !['delivery', 'pickup', 'dine_in'].includes(expected.fulfilment)) fault(where, 'fulfilment');
  if (expected.payment) {
    only(where, expected.payment, ['kind', 'tendered']);
    if (!['cash', 'card', 'bit'].includes(expected.payment.kind)) fault(where, 'payment.kind');
  }
  if (expected.recipient) only(where, expected.recipient, ['name', 'phone']);
  if (expected.clarify && expected.decision !== 'ask') fault(where, 'clarify, but the decision is not to ask');
  if (expected.decision === 'ask' && !expected.clarify?.length) fault(where, 'asks, but for nothing');
}

const shops = process.argv.length > 2 ? process.argv.slice(2)
  : readdirSync(here).filter((name) => existsSync(join(here, name, 'messages.jsonl'))).sort();
const ids = new Set();
const tally = {};
const add = (table, key) => { (tally[table] ??= {})[key] = (tally[table][key] ?? 0) + 1; };

for (const shop of shops) {
  const menu = JSON.parse(readFileSync(join(here, shop, 'menu.json'), 'utf8'));
  checkMenu(shop, menu);
  const texts = new Set();
  const lines = readFileSync(join(here, shop, 'messages.jsonl'), 'utf8').split('\n').filter((line) => line);
  for (const line of lines) {
    const row = JSON.parse(line);
    only(row.id, row, ROW);
    if (ids.has(row.id)) fault(row.id, 'id twice');
    ids.add(row.id);
    if (!row.text?.trim()) fault(row.id, 'no text');
    const text = JSON.stringify([row.text, row.context ?? null]);
    if (texts.has(text)) fault(row.id, 'the same message twice');
    texts.add(text);
    if (!LANGUAGES.includes(row.lang)) fault(row.id, `lang ${row.lang}`);
    if (!SPLITS.includes(row.split)) fault(row.id, `split ${row.split}`);
    if (!row.tags?.length) fault(row.id, 'no tags');
    if (row.context) {
      only(row.id, row.context, ['cart']);
      checkItems(`${row.id} cart`, menu, row.context.cart);
    }
    checkExpected(row.id, menu, row);
    add('shop', shop);
    add('shop, language', `${shop} ${row.lang}`);
    add('shop, split', `${shop} ${row.split}`);
    add('split', row.split);
    add('intent', row.expected.intent);
    add('decision', row.expected.decision);
    for (const tag of row.tags) add('tag', tag);
  }
}
for (const [table, counts] of Object.entries(tally)) {
  console.log(`${table}: ${Object.entries(counts).map(([key, count]) => `${key} ${count}`).sort().join(', ')}`);
}
console.log(`${ids.size} rows, ${faults} faults`);
process.exit(faults ? 1 : 0);
