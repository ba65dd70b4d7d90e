// Runs `croozer understand` on sets of messages and scores what it answers. The bench prints the
// figures, the whole-binary test holds them to floors.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const corpus = import.meta.dirname;

export const readRows = (path) => readFileSync(path, 'utf8').split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line));

// Our own shops, each split apart: {set, menu, rows}.
export const ownSets = () => readdirSync(corpus).filter((shop) => existsSync(join(corpus, shop, 'messages.jsonl'))).sort()
  .flatMap((shop) => {
    const rows = readRows(join(corpus, shop, 'messages.jsonl'));
    return ['dev', 'check'].map((split) => ({
      set: `${shop}.${split}`, menu: join(corpus, shop, 'menu.json'), rows: rows.filter((row) => row.split === split),
    }));
  });

// input: rows, or text as it is.
export const runUnderstand = (build, menu, input, ...options) => spawnSync(join(build, 'croozer'), ['understand', '--menu', menu, ...options], {
  input: Array.isArray(input) ? input.map((row) => `${JSON.stringify(row)}\n`).join('') : input,
  encoding: 'utf8', maxBuffer: 1 << 30,
});

export function answersOf(build, menu, rows) {
  const run = runUnderstand(build, menu, rows);
  if (run.status !== 0) throw new Error(`croozer understand ended with ${run.status}: ${run.stderr}`);
  return run.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

const SWAPPED = { h1: 'h2', h2: 'h1' };

const optionKey = (option, swap) => JSON.stringify([
  option.name, String(option.value).toLowerCase(), option.qualifier || '', Boolean(option.negated), option.count ?? 1,
  (swap ? SWAPPED[option.part] ?? option.part : option.part) || '',
]);

// The halves have no names of their own: whichever is called the first gives the same key.
const itemKey = (item) => {
  const [one, other] = [false, true].map((swap) => JSON.stringify((item.options ?? []).map((option) => optionKey(option, swap)).sort()));
  return JSON.stringify([String(item.product).toLowerCase(), Math.trunc(item.quantity ?? 1), one < other ? one : other]);
};

const itemsKey = (items) => JSON.stringify((items ?? []).map(itemKey).sort());

// Items in any order, options in any order; a change to a cart is judged by the cart after it.
export const isExact = (expected, answer) => ('cart_after' in expected
  ? itemsKey(expected.cart_after) === itemsKey(answer.cart_after ?? answer.items)
  : itemsKey(expected.items) === itemsKey(answer.items));

const percent = (part, whole) => (whole ? Math.round((10_000 * part) / whole) / 100 : null);

// Shares in percent. `precision`: of the accepted, how many are exact. `decision` and `intent`: of
// the rows that say one.
export function score(rows, answers) {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const judged = rows.map(({ id, expected }) => {
    const answer = byId.get(id) ?? {};
    return { expected, answer, exact: isExact(expected, answer), decision: answer.decision ?? 'accept' };
  });
  const accepted = judged.filter((row) => row.decision === 'accept');
  const agreed = (field) => {
    const told = judged.filter((row) => field in row.expected);
    return percent(told.filter((row) => row.answer[field] === row.expected[field]).length, told.length);
  };
  const decided = (decision) => percent(judged.filter((row) => row.decision === decision).length, judged.length);
  return {
    rows: rows.length,
    em: percent(judged.filter((row) => row.exact).length, judged.length),
    intent: agreed('intent'),
    accept: decided('accept'), ask: decided('ask'), hand_over: decided('hand_over'),
    precision: percent(accepted.filter((row) => row.exact).length, accepted.length),
    decision: agreed('decision'),
  };
}
