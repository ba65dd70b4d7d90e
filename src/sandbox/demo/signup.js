// The signup window: who, which account, which number, what is allowed, done. It tells the page that
// opened it what happened, in Meta's words, and hands over the code.
import { texts } from '/demo/signup_texts.js';

const query = new URLSearchParams(location.search);
const gap = 400;
const codeRenewal = 20_000;
const $ = (id) => document.getElementById(id);
const make = (tag, attributes = {}, ...inside) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) value === true ? node.setAttribute(name, '') : node.setAttribute(name, value);
  node.append(...inside);
  return node;
};

// Coexistence is asked for by the page that opens the window; numbers of the other kind are not offered.
const coexistence = (() => {
  try { return JSON.parse(query.get('extras') ?? '{}').featureType === 'whatsapp_business_app_onboarding'; } catch { return false; }
})();

let language = (query.get('locale') ?? 'he').startsWith('en') ? 'en' : 'he';
let t = texts[language];
let state = null;
let step = 'person';
let ready = null;
let over = false;
const chosen = { person: '', account: '', number: '', made: null };

// Meta's name of the screen that was left (current_step).
const screens = {
  person: 'BUSINESS_ACCOUNT_SELECTION', account: 'BUSINESS_ACCOUNT_SELECTION', newAccount: 'WHATSAPP_BUSINESS_PROFILE_SETUP',
  number: 'WABA_PHONE_PROFILE_PICKER', newNumber: 'PHONE_NUMBER_SETUP', verify: 'PHONE_NUMBER_VERIFICATION', permissions: 'PERMISSIONS', done: 'PERMISSIONS',
};
const order = ['person', 'account', 'number', 'permissions', 'done'];

const tell = (text) => window.opener?.postMessage(text, state.origin);
const message = (event, data) => tell(JSON.stringify({ type: 'WA_EMBEDDED_SIGNUP', event, data, version: '3' }));
const handOver = (code) => tell(`cb=f${query.get('config_id')}&domain=${encodeURIComponent(location.hostname)}&code=${encodeURIComponent(code)}`);
const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

async function ask(path, body) {
  const response = await fetch(`/embedded-signup/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error((await response.json()).error?.detail ?? response.status);
  return response.json();
}

function leave() {
  over = true;
  window.close();
}

function choice(name, value, title, detail, checked, id) {
  const input = make('input', { type: 'radio', name, value, 'data-testid': id, ...(checked ? { checked: true } : {}) });
  return make('label', { class: 'choice' }, input, make('span', {}, make('b', { dir: 'auto' }, title), make('small', {}, detail)));
}

const field = (name, label, id, more = {}) =>
  make('label', { class: 'field' }, make('span', {}, label), make('input', { type: 'text', name, 'data-testid': id, autocomplete: 'off', ...more }));

const account = () => state.accounts.find(({ id }) => id === chosen.account);

function traits(number) {
  const parts = [number.display];
  if (number.label[language]) parts.push(number.label[language]);
  if (number.coexistence) parts.push(t.coexistence);
  else if (number.registered) parts.push(t.registered);
  if (number.pin) parts.push(`${t.pin} ${number.pin}`);
  return parts.join(' · ');
}

const builders = {
  person: () => state.people.map((person) => choice('person', person.id, person.name, person.label[language], chosen.person === person.id, `es-person-${person.id}`)),
  account: () => [
    ...state.accounts.map((one) => choice('account', one.id, one.name, [one.id, ...one.numbers.map(({ label, display }) => label[language] || display)].join(' · '), chosen.account === one.id, `es-account-${one.id}`)),
    choice('account', 'new', t.newAccount, '', false, 'es-account-new'),
  ],
  newAccount: () => [field('name', t.accountName, 'es-account-name', { maxlength: 60 })],
  number: () => [
    ...account().numbers.filter((number) => number.coexistence === coexistence).map((number) => choice('number', number.id, number.name[language], traits(number), chosen.number === number.id, `es-number-${number.id}`)),
    choice('number', 'new', t.newNumber, '', false, 'es-number-new'),
    choice('number', 'none', t.noNumber, '', false, 'es-number-none'),
  ],
  newNumber: () => [field('display', t.display, 'es-number-display', { dir: 'ltr', inputmode: 'tel', maxlength: 20 }), field('name', t.displayName, 'es-number-name', { maxlength: 60 })],
  verify: () => [field('code', t.code, 'es-code', { dir: 'ltr', inputmode: 'numeric', maxlength: 6 })],
  permissions: () => [make('ul', { class: 'list' }, ...t.may.map((line) => make('li', {}, line)))],
  done: () => [],
};

function words() {
  t = texts[language];
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'he' ? 'rtl' : 'ltr';
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t[node.dataset.t];
  $('language').textContent = t.other;
  $('language').lang = language === 'he' ? 'en' : 'he';
}

function complain(text) {
  $('error').textContent = text;
  $('error').hidden = !text;
}

const titleOf = () => ({ newAccount: t.newAccount, newNumber: t.newNumber })[step] ?? t[step];

function draw() {
  words();
  complain('');
  document.querySelector('main').dataset.step = step;
  $('title').textContent = titleOf();
  $('note').textContent = step === 'verify' ? `${t.codeIs} ${chosen.made.code}` : step === 'done' ? t.doneNote : '';
  const at = order.findIndex((name) => step.toLowerCase().includes(name) || (step === 'verify' && name === 'number'));
  $('steps').replaceChildren(...order.map((name, i) => make('li', i <= at ? { class: 'done' } : {})));
  const go = make('div', { class: 'go' }, make('button', { class: 'primary', 'data-testid': step === 'done' ? 'es-finish' : 'es-next' }, step === 'done' ? t.finish : t.next));
  if (step !== 'person') {
    const back = make('button', { type: 'button', class: 'second', 'data-testid': 'es-back' }, t.back);
    back.addEventListener('click', () => show(previous[step]));
    go.prepend(back);
  }
  $('form').replaceChildren(...builders[step](), go);
  ($('form').querySelector('input:checked') ?? $('form').querySelector('input') ?? $('title')).focus();
}

const previous = { account: 'person', newAccount: 'account', number: 'account', newNumber: 'number', verify: 'newNumber', permissions: 'number', done: 'permissions' };

function show(name) {
  step = name;
  draw();
}

// The code lives 30 seconds, so that one which waits on the last screen is made anew.
async function prepare() {
  const expires = $('life').value === '60';
  ready = await ask('finish', { person: chosen.person, account: chosen.account, number: chosen.number, expires });
  setTimeout(() => { if (step === 'done' && !over) prepare(); }, codeRenewal);
}

const picked = (name) => new FormData($('form')).get(name);

const forward = {
  async person() { chosen.person = picked('person'); return chosen.person && 'account'; },
  async account() {
    const id = picked('account');
    if (id === 'new') return 'newAccount';
    chosen.account = id;
    return id && 'number';
  },
  async newAccount() {
    const made = await ask('account', { name: picked('name') });
    state.accounts.push(made);
    chosen.account = made.id;
    return 'number';
  },
  async number() {
    const id = picked('number');
    if (id === 'new') return 'newNumber';
    chosen.number = id === 'none' ? '' : id;
    return id && 'permissions';
  },
  async newNumber() {
    chosen.made = await ask('number', { account: chosen.account, display: picked('display'), name: picked('name') });
    account().numbers.push(chosen.made);
    return 'verify';
  },
  async verify() {
    await ask('verify', { number: chosen.made.id, code: picked('code') });
    chosen.number = chosen.made.id;
    return 'permissions';
  },
  async permissions() { await prepare(); return 'done'; },
};

async function finish() {
  over = true;
  const first = $('order').value;
  if (first !== 'code_only' && first !== 'code') tell(JSON.stringify(ready.session));
  if (first === 'message') await wait(gap);
  if (first !== 'message_only') handOver(ready.code);
  if (first === 'code') { await wait(gap); tell(JSON.stringify(ready.session)); }
  window.close();
}

$('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  if (step === 'done') { await prepare(); await finish(); return; }
  try {
    const next = await forward[step]();
    if (next) show(next);
    else complain(t.choose);
  } catch {
    complain(t.failed);
  }
});
$('language').addEventListener('click', () => { language = language === 'he' ? 'en' : 'he'; draw(); $('language').focus(); });
$('cancel').addEventListener('click', () => { message('CANCEL', { current_step: screens[step] }); leave(); });
$('report').addEventListener('click', () => {
  message($('reported').value, {
    error_message: 'Your verified name violates WhatsApp guidelines. Please edit your verified name and try again.', error_code: '524126',
    session_id: crypto.randomUUID?.().replaceAll('-', '') ?? String(Date.now()), timestamp: String(Math.floor(Date.now() / 1000)),
  });
  leave();
});
$('close').addEventListener('click', () => window.close());
$('life').addEventListener('change', () => { if (step === 'done') prepare(); });
// Whoever closes the last screen has finished; whoever closes another one has cancelled.
window.addEventListener('pagehide', () => {
  if (over || !state?.origin || !window.opener) return;
  if (step === 'done' && ready) {
    tell(JSON.stringify(ready.session));
    handOver(ready.code);
  } else {
    message('CANCEL', { current_step: screens[step] });
  }
});

function refuse(text) {
  words();
  $('form').replaceChildren();
  $('title').textContent = 'Error';
  complain(text);
}

state = await ask(`state?app_id=${encodeURIComponent(query.get('app_id') ?? '')}`);
t = texts[language];
if (!state.appKnown) refuse(t.wrongApp);
else if (!window.opener) refuse(t.noOpener);
else if (query.get('origin') !== state.origin) refuse(`${t.wrongOrigin}: ${query.get('origin')} ≠ ${state.origin}`);
else draw();
