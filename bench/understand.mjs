// ./dev bench understand: how well and how fast messages are understood. Our own corpus always; the
// sets of others where they lie beside the checkout (CROOZER_ORDERS_DATA names another place).
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersOf, corpus, ownSets, readRows, runUnderstand, score } from '../tests/understanding/score.mjs';

const sets = ['pizza', 'foodordering/data/burger', 'foodordering/data/coffee', 'foodordering/data/sub', 'foodordering/data/burrito', 'hebrew-dev', 'taskmaster4'];
const seeds = [1, 2, 3, 4, 5];

// mulberry32: the same figures on every machine.
function random(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6D2B79F5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, pick: (list) => list[below(list.length)] };
}

const wordsOf = (text) => text.toLowerCase().split(/[^\p{L}]+/u).filter((word) => word.length >= 4);

// Words of four letters or more out of which the menu's names are made.
const menuWords = (menu) => new Set([...menu.products, ...Object.values(menu.option_groups).flat()].flatMap(({ names }) => names.flatMap(wordsOf)));

const letters = { he: [...'אבגדהוזחטיכלמנסעפצקרשת'], en: [...'abcdefghijklmnopqrstuvwxyz'] };

function misspelt(word, { below, pick }) {
  const letter = pick(/\p{Script=Hebrew}/u.test(word) ? letters.he : letters.en);
  const at = below(word.length);
  const before = word.slice(0, at);
  const behind = word.slice(at + 1);
  switch (below(4)) {
    case 0: return `${before}${letter}${word[at]}${behind}`;
    case 1: return `${before}${behind}`;
    case 2: return `${before}${letter}${behind}`;
    default: return at + 1 < word.length ? `${before}${word[at + 1]}${word[at]}${word.slice(at + 2)}` : `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`;
  }
}

// One stroke goes wrong in one word of the menu. A stroke may fall on its own letter ("swap" of two
// equal ones): that is no typo, so it is tried again.
function withTypo(row, words, dice) {
  const places = [...row.text.matchAll(/\p{L}+/gu)].filter(([word]) => words.has(word.toLowerCase()));
  if (places.length === 0) return row;
  const place = dice.pick(places);
  let wrong = place[0];
  while (wrong === place[0]) wrong = misspelt(place[0], dice);
  return { ...row, text: row.text.slice(0, place.index) + wrong + row.text.slice(place.index + place[0].length) };
}

function typos({ set, menu, rows }, build) {
  const words = menuWords(JSON.parse(readFileSync(menu, 'utf8')));
  const em = (list) => score(list, answersOf(build, menu, list)).em;
  const clean = em(rows);
  const runs = seeds.map((seed) => {
    const dice = random(seed);
    return rows.map((row) => withTypo(row, words, dice));
  });
  const changed = runs.flat().filter((row, i) => row.text !== rows[i % rows.length].text).length;
  const typo = runs.map(em);
  const mean = typo.reduce((sum, value) => sum + value, 0) / typo.length;
  return { set, rows: rows.length, changed: Math.round((10_000 * changed) / (rows.length * seeds.length)) / 100, em_clean: clean, em_typo: Math.round(100 * mean) / 100, em_typo_worst: Math.min(...typo), seeds: seeds.length };
}

function timing({ menu, rows }, build) {
  const run = runUnderstand(build, menu, rows, '--timing');
  if (run.status !== 0) throw new Error(`croozer understand --timing ended with ${run.status}: ${run.stderr}`);
  const { bench: _, ...figures } = JSON.parse(run.stdout);
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 10) / 10]));
}

const isHebrew = (name) => /\p{Script=Hebrew}/u.test(name);
const nameIn = (thing, hebrew) => thing.names.find((name) => isHebrew(name) === hebrew) ?? thing.names[0];

// Messages of 30 words, as long as a whole family's order, half of them Hebrew.
function longMessages(menuPath, count = 200) {
  const menu = JSON.parse(readFileSync(menuPath, 'utf8'));
  const dice = random(30);
  const pizzas = menu.products.filter((product) => product.halves?.includes('topping'));
  const others = menu.products.filter((product) => product.option_groups.length === 0 && !product.generic);
  const { size, topping } = menu.option_groups;
  const line = (hebrew) => {
    const name = (list) => nameIn(dice.pick(list), hebrew);
    const number = dice.pick(hebrew ? ['שתי', 'שלוש', '2', '4'] : ['two', 'three', '2', '4']);
    if (others.length > 0 && dice.below(4) === 0) return `${number} ${name(others)}`;
    return hebrew ? `${number} ${name(pizzas)} ${name(size)} עם ${name(topping)} ו${name(topping)} בלי ${name(topping)}`
      : `${number} ${name(size)} ${name(pizzas)} with ${name(topping)} and ${name(topping)} without ${name(topping)}`;
  };
  return Array.from({ length: count }, (_, n) => {
    const words = [];
    while (words.length < 30) words.push(...line(n % 2 === 0).split(' '));
    return { id: `long-${n}`, text: words.slice(0, 30).join(' ') };
  });
}

// A shop with so many dishes: every name is an adjective and a noun in both languages, every dish
// takes a size, some of 40 extras and a sauce.
function bigMenu(count = 300) {
  const adjectives = [['חריף', 'spicy'], ['מתוק', 'sweet'], ['קלוי', 'roasted'], ['מעושן', 'smoked'], ['טרי', 'fresh'], ['פריך', 'crispy'], ['כפרי', 'rustic'], ['ים תיכוני', 'mediterranean'], ['איטלקי', 'italian'], ['יווני', 'greek'], ['הודי', 'indian'], ['ביתי', 'homemade'], ['קלאסי', 'classic'], ['ירוק', 'green'], ['חם', 'hot']];
  const nouns = [['מרק', 'soup'], ['סלט', 'salad'], ['כריך', 'sandwich'], ['תבשיל', 'stew'], ['סלמון', 'salmon'], ['פסטה', 'pasta'], ['ריזוטו', 'risotto'], ['שניצל', 'schnitzel'], ['קבב', 'kebab'], ['פלאפל', 'falafel'], ['חומוס', 'hummus'], ['לזניה', 'lasagna'], ['אורז', 'rice'], ['עוף', 'chicken'], ['המבורגר', 'hamburger'], ['טוסט', 'toast'], ['שקשוקה', 'shakshuka'], ['בורקס', 'bourekas'], ['קציצות', 'meatballs'], ['נודלס', 'noodles']];
  const extras = [['בצל', 'onion'], ['עגבניה', 'tomato'], ['מלפפון', 'cucumber'], ['זיתים', 'olives'], ['פטריות', 'mushrooms'], ['תירס', 'corn'], ['גבינה', 'cheese'], ['אבוקדו', 'avocado'], ['ביצה', 'egg'], ['חמוצים', 'pickles']];
  const links = ['size', 'extra', 'sauce'].map((group) => ({ group, max: group === 'extra' ? null : 1, negatable: group === 'extra', qualifiable: group === 'extra' }));
  return {
    products: Array.from({ length: count }, (_, n) => {
      const noun = nouns[n % nouns.length];
      const adjective = adjectives[Math.floor(n / nouns.length) % adjectives.length];
      return { id: `dish_${n}`, category: `kind_${n % nouns.length}`, price: 30 + (n % 40), names: [`${noun[0]} ${adjective[0]}`, `${adjective[1]} ${noun[1]}`], option_groups: links };
    }),
    option_groups: {
      size: [['קטן', 'small'], ['בינוני', 'medium'], ['גדול', 'large']].map((names) => ({ id: names[1], names, price: 0 })),
      extra: Array.from({ length: 40 }, (_, n) => {
        const [he, en] = extras[n % extras.length];
        const [how, way] = [['', ''], ['קלוי', 'roasted'], ['כבוש', 'pickled'], ['מטוגן', 'fried']][Math.floor(n / extras.length)];
        return { id: `extra_${n}`, names: [`${he} ${how}`.trim(), `${way} ${en}`.trim()], price: 4 };
      }),
      sauce: [['טחינה', 'tahini'], ['שום', 'garlic'], ['צ׳ילי', 'chili'], ['פסטו', 'pesto'], ['קיסר', 'caesar']].map((names) => ({ id: names[1], names, price: 2 })),
    },
  };
}

function compileTime(build) {
  const directory = mkdtempSync(join(tmpdir(), 'croozer-bench-'));
  try {
    const menu = join(directory, 'menu.json');
    writeFileSync(menu, JSON.stringify(bigMenu()));
    const runs = seeds.map(() => timing({ menu, rows: [{ id: 1, text: 'two spicy soups, one with olives and a large greek salad without onion' }] }, build))
      .sort((a, b) => a.compile_ms - b.compile_ms);
    return { set: 'generated-300', products: runs[0].products, compile_ms: runs[2].compile_ms, compile_worst_ms: runs.at(-1).compile_ms };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export function understand(build, root, print) {
  const shared = process.env.CROOZER_ORDERS_DATA ?? join(root, '../shared/data/orders');
  const has = (set) => existsSync(join(shared, set, 'dev.jsonl')) && existsSync(join(shared, set, 'menu.json'));
  const others = sets.filter(has).map((set) => ({ set: set.replace('data/', ''), menu: join(shared, set, 'menu.json'), rows: readRows(join(shared, set, 'dev.jsonl')) }));
  const skipped = sets.filter((set) => !has(set));
  const all = [...ownSets(), ...others];
  for (const one of all) print({ bench: 'understand', set: one.set, ...score(one.rows, answersOf(build, one.menu, one.rows)) });
  for (const one of all.filter(({ set }) => set === 'pizza' || set === 'pizzeria.dev')) print({ bench: 'understand_typos', ...typos(one, build) });
  const pizzeria = join(corpus, 'pizzeria/menu.json');
  for (const one of [...all, { set: 'generated-30-words', menu: pizzeria, rows: longMessages(pizzeria) }]) {
    print({ bench: 'understand_speed', set: one.set, ...timing(one, build) });
  }
  print({ bench: 'understand_speed', ...compileTime(build) });
  if (skipped.length > 0) print({ bench: 'understand', skipped, because: `not in ${process.env.CROOZER_ORDERS_DATA ? 'CROOZER_ORDERS_DATA' : '../shared/data/orders'}` });
}
