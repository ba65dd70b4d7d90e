// Writes the two configuration files that make the server and the sandbox find each other: for
// ./dev run once, for each whole-binary test afresh. Every secret in them is made here and worth
// nothing elsewhere.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const token = (bytes) => randomBytes(bytes).toString('base64url');
const quoted = (value) => JSON.stringify(value);
const lines = (table) =>
  Object.entries(table)
    .map(([key, value]) => `${key} = ${Array.isArray(value) ? `[${value.map(quoted).join(', ')}]` : quoted(value)}`)
    .join('\n');

export const people = [
  { id: '9100001', name: 'דנה לוי', label_he: 'בעלים, פיצה נאפולי', label_en: 'Owner, the pizzeria', role: 'owner', shop: 'pizzeria' },
  { id: '9100002', name: 'יוסי כהן', label_he: 'דלפק, פיצה נאפולי', label_en: 'Cashier, the pizzeria', role: 'cashier', shop: 'pizzeria' },
  { id: '9100003', name: 'מאיה ביטון', label_he: 'מטבח, פיצה נאפולי', label_en: 'Cook, the pizzeria', role: 'kitchen', shop: 'pizzeria' },
  { id: '9100004', name: 'עומר חדאד', label_he: 'משלוחים, פיצה נאפולי', label_en: 'Courier, the pizzeria', role: 'courier', shop: 'pizzeria' },
  { id: '9200001', name: 'רות גולן', label_he: 'בעלים, פרחי הגליל', label_en: 'Owner, the florist', role: 'owner', shop: 'florist' },
  // Nobody here knows this one yet: whoever signs in as them starts from nothing.
  { id: '9300001', name: 'נעם אלון', label_he: 'עוד בלי עסק', label_en: 'No business yet' },
];

export const demoShops = [
  {
    key: 'pizzeria', name_he: 'פיצה נאפולי', name_en: 'Pizza Napoli',
    waba_id: '301000000000001', phone_number_id: '401000000000001', portfolio_id: '501000000000001',
    display_phone_number: '+972 3-555-0123', phone_number: '97235550123',
  },
  {
    key: 'florist', name_he: 'פרחי הגליל', name_en: 'Galilee Flowers',
    waba_id: '301000000000002', phone_number_id: '401000000000002', portfolio_id: '501000000000002',
    display_phone_number: '+972 4-555-0177', phone_number: '97245550177',
  },
];

// What the signup window of the sandbox offers beside the shops: each number is special in one way.
// Accounts and portfolios are made of the same last digits.
const spare = (last, name_he, name_en, label_he, label_en, flags = {}) => ({
  name_he, name_en, label_he, label_en, waba_id: `3010000000000${last}`, phone_number_id: `4010000000000${last}`,
  portfolio_id: `5010000000000${last}`, display_phone_number: `+972 3-555-02${last}`, phone_number: `972355502${last}`, ...flags,
});
export const demoNumbers = [
  spare(11, 'קפה השדרה', 'Boulevard Coffee', 'מספר חדש', 'A fresh number'),
  spare(12, 'סושי הים', 'Sea Sushi', 'דורש קוד אחר', 'Needs another PIN', { pin: '864209' }),
  spare(13, 'בורגר העיר', 'City Burger', 'שייך לעסק אחר', 'Belongs to another business', { foreign: true }),
  spare(14, 'סלט טרי', 'Fresh Salad', 'לא אומת', 'Not verified', { verified: false }),
  spare(15, 'גלידה בכיכר', 'Square Ice Cream', 'בלי אמצעי תשלום', 'No payment method', { funded: false }),
  spare(16, 'פלאפל הפינה', 'Corner Falafel', 'איכות נמוכה', 'Low quality', { quality: 'RED' }),
  spare(17, 'מאפיית הבוקר', 'Morning Bakery', 'באפליקציה ובענן', 'In the app and in the cloud', { coexistence: true }),
  spare(18, 'חומוס אליהו', 'Hummus Eliyahu', 'באפליקציה, בלי היסטוריה', 'In the app, refuses its history', { coexistence: true, refuses_history: true }),
];

// `overrides.server` is appended to croozer.toml's sections by name: {sender: {…}, log: {…}}.
// `overrides.loginApp`: {id, secret} of an app of its own for signing in.
export function writeDemoConfig(directory, { serverPort, sandboxPort, shops = demoShops, overrides = {} }) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const app = { id: '8100000000001', secret: token(24), verify: token(18) };
  const tokens = Object.fromEntries(shops.map((shop) => [shop.key, `EAA${token(48).replace(/[-_]/g, 'x')}`]));
  const server = `http://localhost:${serverPort}`;
  const sandbox = `http://localhost:${sandboxPort}`;
  const section = (name, table) => `[${name}]\n${raw({ ...table, ...(overrides[name] ?? {}) })}\n`;
  const raw = (table) =>
    Object.entries(table)
      .map(([key, value]) =>
        `${key} = ${typeof value === 'number' || typeof value === 'boolean' ? value : Array.isArray(value) ? `[${value.map(quoted).join(', ')}]` : quoted(value)}`)
      .join('\n');

  const croozer = [
    section('server', { address: '127.0.0.1', port: serverPort, public_url: server, frame_ancestors: [sandbox] }),
    section('data', { directory: join(directory, 'data') }),
    section('meta', {
      graph_url: sandbox, dialog_url: sandbox,
      app_id: app.id, app_secrets: [app.secret], verify_token: app.verify,
      ...(overrides.loginApp && { login_app_id: overrides.loginApp.id, login_app_secret: overrides.loginApp.secret }),
      config_id: '7100000000001', config_id_coexistence: '7100000000002', sdk_url: `${sandbox}/en_US/sdk.js`,
    }),
    section('sender', { read_receipts: true }),
    ...(overrides.llm ? [section('llm', {})] : []),
    ...(overrides.mail ? [section('mail', {})] : []),
    section('log', { level: 'info', json: true }),
    section('demo', { enabled: true, phone_url: `${sandbox}/demo` }),
    ...shops.map((shop) => `[[demo.shops]]\n${lines({
      key: shop.key, waba_id: shop.waba_id, phone_number_id: shop.phone_number_id,
      phone_number: shop.phone_number, portfolio_id: shop.portfolio_id, access_token: tokens[shop.key],
    })}\n`),
    ...people.filter(({ shop }) => shop).map((person) => `[[demo.people]]\n${lines({
      facebook_id: person.id, name: person.name, role: person.role, shop: person.shop,
    })}\n`),
  ].join('\n');

  const sandboxToml = [
    lines({ listen_address: '127.0.0.1' }),
    `listen_port = ${sandboxPort}`,
    lines({
      public_url: sandbox, app_id: app.id, app_secret: app.secret, verify_token: app.verify,
      ...(overrides.loginApp && { login_app_id: overrides.loginApp.id, login_app_secret: overrides.loginApp.secret }),
      webhook_url: `http://127.0.0.1:${serverPort}/api/webhooks/whatsapp`, server_url: server,
      data_directory: join(directory, 'sandbox'),
    }),
    ...shops.map((shop) => `[[shops]]\n${lines({
      name_he: shop.name_he, name_en: shop.name_en, waba_id: shop.waba_id, phone_number_id: shop.phone_number_id,
      display_phone_number: shop.display_phone_number, access_token: tokens[shop.key], portfolio_id: shop.portfolio_id,
    })}\n`),
    ...demoNumbers.map(({ phone_number, ...number }) => `[[numbers]]\n${raw(number)}\n`),
    ...people.map((person) => `[[people]]\n${lines({
      id: person.id, name: person.name, label_he: person.label_he, label_en: person.label_en,
    })}\n`),
  ].join('\n');

  mkdirSync(join(directory, 'sandbox'), { recursive: true, mode: 0o700 });
  const files = { croozer: join(directory, 'croozer.toml'), sandbox: join(directory, 'sandbox.toml') };
  writeFileSync(files.croozer, croozer, { mode: 0o600 });
  writeFileSync(files.sandbox, sandboxToml, { mode: 0o600 });
  return { files, app, shops, numbers: demoNumbers, tokens, server, sandbox };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [directory, serverPort, sandboxPort] = process.argv.slice(2);
  writeDemoConfig(directory, { serverPort: Number(serverPort), sandboxPort: Number(sandboxPort) });
}
