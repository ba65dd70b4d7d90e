import { api } from './api.js';
import { element, icon } from './bubbles.js';
import { Chat } from './chat.js';
import { texts } from './texts.js';

const byId = (id) => document.getElementById(id);
const burstPause = 1_100;
const slowMilliseconds = 4_000;
const state = { language: localStorage.getItem('language') === 'en' ? 'en' : 'he', shops: [], customers: [], staff: [], boardUrl: '', modes: {}, live: false };
const text = () => texts[state.language];

const chat = new Chat(byId('chat'), {
  language: () => ({ text: text(), language: state.language }),
  drawn: () => showPresence(),
  act: {
    button: (message, button) => send({ button_reply: button, context: message.id }),
    list: (message) => openList(message),
    location: (message) => send({ location: { latitude: 32.0853, longitude: 34.7818 }, context: message.id }),
    contact: (message) => send({ contact: true, context: message.id }),
  },
});

function toast(words) {
  const box = byId('toast');
  box.textContent = words;
  box.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { box.hidden = true; }, 3_500);
}

async function send(what) {
  try {
    const answer = await api.send({ customer: byId('customer').value, shop: byId('shop').value, ...what });
    if (answer.webhookStatus !== 200) toast(text().serverDown);
    return true;
  } catch {
    toast(text().notSent);
    return false;
  }
}

async function sendChip(content) {
  if (!Array.isArray(content)) return void send(content);
  for (const [index, line] of content.entries()) {
    if (index > 0) await new Promise((resolve) => setTimeout(resolve, burstPause));
    send({ text: line });
  }
}

function showPresence() {
  byId('presence').textContent = !state.live ? text().offline : chat.typing ? text().typing : text().online;
}

function closeSheet() {
  byId('sheet').hidden = true;
}

function openSheet(title, ...rows) {
  byId('sheet').replaceChildren(
    element('header', {}, element('h3', { dir: 'auto' }, title), element('button', { class: 'plain', type: 'button', onclick: closeSheet }, text().close)),
    ...rows);
  byId('sheet').hidden = false;
  byId('sheet').querySelector('.row')?.focus();
}

function openList(message) {
  const rows = [];
  for (const section of message.list.sections ?? []) {
    if (section.title) rows.push(element('h4', { dir: 'auto' }, section.title));
    for (const row of section.rows) {
      rows.push(element('button', {
        class: 'row', type: 'button', dir: 'auto',
        onclick: () => { closeSheet(); send({ list_reply: row, context: message.id }); },
      }, row.title, row.description ? element('small', {}, element('bdi', {}, row.description)) : null));
    }
  }
  openSheet(message.list.button, ...rows);
}

async function sendPhoto(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const data = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  send({ image: { mime: file.type, data } });
}

function openAttach() {
  const row = (label, run) => element('button', { class: 'row', type: 'button', onclick: () => { closeSheet(); run(); } }, label);
  openSheet(text().attach,
    row(text().photo, () => {
      const picker = element('input', { type: 'file', accept: 'image/jpeg,image/png' });
      picker.addEventListener('change', () => picker.files[0] && sendPhoto(picker.files[0]));
      picker.click();
    }),
    row(text().samplePhoto, () => send({ image: true })),
    row(text().voice, () => send({ voice: true })),
    row(text().pin, () => send({ location: { latitude: 32.0853, longitude: 34.7818 } })));
}

const modeValues = {
  slow: { on: { slow_ms: slowMilliseconds }, off: { slow_ms: 0 }, is: (modes) => modes.slow_ms > 0 },
  error: { on: { error_code: 131000, error_times: 1 }, off: { error_code: 0, error_times: 0 }, is: (modes) => modes.error_times > 0 },
};
for (const name of ['duplicate', 'reorder', 'drop_statuses', 'drop_answers', 'expired_token', 'window_closed']) {
  modeValues[name] = { on: { [name]: true }, off: { [name]: false }, is: (modes) => modes[name] };
}

async function changeModes(changes) {
  state.modes = await api.setModes(changes);
  drawModes();
}

function drawModes() {
  const buttons = Object.entries(text().modes).map(([name, label]) => {
    const on = Boolean(modeValues[name].is(state.modes));
    return element('button', { type: 'button', 'aria-pressed': String(on), onclick: () => changeModes(on ? modeValues[name].off : modeValues[name].on) }, label);
  });
  const allOff = Object.assign({}, ...Object.values(modeValues).map((mode) => mode.off));
  buttons.push(element('button', { type: 'button', class: 'reset', onclick: () => changeModes(allOff) }, text().reset));
  byId('modes').replaceChildren(...buttons);
}

function fillSelect(select, items, label) {
  const before = select.value;
  select.replaceChildren(...items.map((item) => element('option', { value: item.id }, label(item))));
  if (items.some((item) => item.id === before)) select.value = before;
}

function currentShop() {
  return state.shops.find((shop) => shop.id === byId('shop').value);
}

function drawHead() {
  const shop = currentShop();
  byId('shop-name').textContent = shop ? shop.name[state.language] : '';
  byId('face').textContent = shop ? [...shop.name[state.language]][0] : '';
  showPresence();
}

function drawLanguage() {
  document.documentElement.lang = state.language;
  document.documentElement.dir = state.language === 'he' ? 'rtl' : 'ltr';
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = text()[node.dataset.t];
  byId('language').textContent = text().other;
  byId('text').placeholder = text().placeholder;
  byId('send').setAttribute('aria-label', text().send);
  byId('attach').setAttribute('aria-label', text().attach);
  fillSelect(byId('customer'), state.customers, (one) => `${one.name[state.language]}${one.phone ? '' : ` · ${text().noPhone}`}`);
  fillSelect(byId('shop'), state.shops, (one) => one.name[state.language]);
  fillSelect(byId('staff'), [{ id: '' }, ...state.staff], (one) => (one.id ? `${one.label[state.language]} · ${one.name}` : text().pickPerson));
  byId('chips').replaceChildren(...text().chips.map(([label, content]) => element('button', { type: 'button', onclick: () => sendChip(content) }, label)));
  drawModes();
  drawHead();
  chat.draw();
}

function showTab(tab) {
  document.body.dataset.tab = tab;
  for (const button of document.querySelectorAll('[data-tab-to]')) button.setAttribute('aria-selected', String(button.dataset.tabTo === tab));
}

// The board signs in by its own ordinary way; the dialog then consents as the person chosen here.
async function enterAs(person) {
  if (!person) return;
  await api.enter(person);
  byId('frame').src = `${state.boardUrl}/api/auth/facebook/start?next=%2F`;
  localStorage.setItem('staff', person);
  showTab(document.body.dataset.tab === 'phone' && innerWidth > 860 ? 'phone' : 'board');
}

function openChat() {
  localStorage.setItem('customer', byId('customer').value);
  localStorage.setItem('shop', byId('shop').value);
  drawHead();
  return chat.open(byId('customer').value, byId('shop').value);
}

function listen() {
  const events = api.events();
  events.addEventListener('message', (event) => event.data && chat.onMessage(JSON.parse(event.data)));
  events.addEventListener('status', (event) => chat.onStatus(JSON.parse(event.data)));
  events.addEventListener('typing', (event) => chat.onTyping(JSON.parse(event.data)));
  events.addEventListener('cleared', () => openChat());
  events.addEventListener('hello', () => { state.live = true; openChat(); });
  events.addEventListener('error', () => { state.live = false; showPresence(); });
}

function wire() {
  byId('attach').append(icon(['M12 5v14', 'M5 12h14']));
  byId('send').append(icon(['M4 12l16-8-6 16-3-7z']));
  byId('attach').addEventListener('click', openAttach);
  byId('language').addEventListener('click', () => {
    state.language = state.language === 'he' ? 'en' : 'he';
    localStorage.setItem('language', state.language);
    drawLanguage();
  });
  byId('break').addEventListener('click', async () => {
    byId('modes').hidden = !byId('modes').hidden;
    byId('break').setAttribute('aria-expanded', String(!byId('modes').hidden));
    state.modes = await api.modes();
    drawModes();
  });
  byId('compose').addEventListener('submit', (event) => {
    event.preventDefault();
    const line = byId('text').value.trim();
    if (!line) return;
    byId('text').value = '';
    send({ text: line });
  });
  byId('text').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId('compose').requestSubmit();
    }
  });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && closeSheet());
  byId('customer').addEventListener('change', openChat);
  byId('shop').addEventListener('change', openChat);
  byId('staff').addEventListener('change', () => enterAs(byId('staff').value));
  for (const button of document.querySelectorAll('[data-tab-to]')) button.addEventListener('click', () => showTab(button.dataset.tabTo));
}

async function start() {
  wire();
  showTab('phone');
  const [shops, people, modes] = await Promise.all([api.shops(), api.people(), api.modes()]);
  Object.assign(state, { shops: shops.shops, boardUrl: shops.boardUrl, customers: people.customers, staff: people.staff, modes });
  drawLanguage();
  for (const name of ['customer', 'shop']) {
    const known = localStorage.getItem(name);
    if (known && [...byId(name).options].some((option) => option.value === known)) byId(name).value = known;
  }
  byId('frame').src = `${state.boardUrl}/`;
  listen();
}

start();
