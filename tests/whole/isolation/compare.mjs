// What in an answer tells one thing from another, and ids that nobody has.
import { randomBytes, randomInt } from 'node:crypto';
import { isRead } from './operations.mjs';

// The answer without what differs by nature: when and which request it was, and the echo of what was
// sent. Of what a request made or changed only the form is held, for the rest is new each time.
export function essence(operation, answer, sent) {
  const { date, 'x-request-id': _, ...headers } = answer.headers;
  let text = answer.text;
  for (const value of sent) text = text.replaceAll(JSON.stringify(String(value)).slice(1, -1), '(sent)');
  text = text.replace(/"instance":"[^"]*"/, '"instance":""').replace(/^id: \d+$/m, 'id: 0');
  const changed = !isRead(operation) && answer.status < 300;
  if (changed || text.includes('(sent)')) delete headers['content-length'];
  if (changed) delete headers.etag;
  return { status: answer.status, headers, body: changed ? formOf(JSON.parse(text || 'null')) : text };
}

function formOf(value) {
  if (Array.isArray(value)) return value.slice(0, 1).map(formOf);
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, formOf(child)]));
}

// All texts of a view but those that only name a kind, and the bot's phrases, which every shop has.
export function textsIn(value, into = new Set()) {
  if (typeof value === 'string') into.add(value);
  else if (value?.author === 'bot') into.add(value.id);
  else if (value && typeof value === 'object') for (const [key, child] of Object.entries(value)) if (!['type', 'lastText'].includes(key)) textsIn(child, into);
  return into;
}

export const phoneDisplay = (phone) => phone.replace(/^972(\d\d)(\d{3})(\d{4})$/, '0$1-$2-$3');

export const uuid = (version) => {
  const hex = randomBytes(16).toString('hex');
  const time = version === 7 ? Date.now().toString(16).padStart(12, '0') : hex.slice(0, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};
export const letters = (count) => Array.from({ length: count }, () => String.fromCharCode(97 + randomInt(26))).join('');

// One of the same form that nobody has.
export const nobodys = {
  business: () => uuid(4),
  id: () => uuid(7),
  cursor: (value) => randomBytes(60).toString('base64url').slice(0, value.length),
  phone: () => `97259${randomInt(1_000_000, 9_999_999)}`,
  word: (value) => letters(value.length),
  key: () => `key-${letters(20)}`,
  version: () => '"v90071"',
  event: () => '90071992',
};
const idKinds = ['session', 'order', 'customer', 'product', 'conversation', 'message', 'draft', 'deadLetter', 'undo', 'line', 'timeline', 'user', 'unknownWord', 'example', 'alert', 'attempt', 'template', 'heard', 'media'];
export const formOfKind = (kind) => (idKinds.includes(kind) ? 'id' : kind in nobodys ? kind : 'word');
export const isText = (slot) => ['phone', 'sku', 'group', 'option'].includes(slot.means.kind);
// A slot for an id or an opaque token gets everything that exists; another its own kind and two ids.
export const takesAll = (slot) => slot.means.kind === 'cursor' || slot.means.kind === 'business' || idKinds.includes(slot.means.kind);
