// The chat of one customer with one shop, drawn and kept up to date.
import { api } from './api.js';
import { bubble, element, ticks } from './bubbles.js';

const typingTime = 25_000;

export class Chat {
  constructor(root, callbacks) {
    this.root = root;
    this.callbacks = callbacks;
    this.messages = [];
    this.typingUntil = 0;
    // Pictures take their height when they arrive.
    root.addEventListener('grown', () => this.toEnd());
  }

  toEnd() {
    this.root.scrollTop = this.root.scrollHeight;
  }

  async open(customer, shop) {
    this.customer = customer;
    this.shop = shop;
    this.typingUntil = 0;
    const { messages } = await api.thread(customer, shop);
    // Another chat may have been opened while this one was on its way.
    if (this.customer !== customer || this.shop !== shop) return;
    this.messages = messages;
    this.draw();
  }

  isFor(data) {
    return data.customer === this.customer && data.shop === this.shop;
  }

  onMessage(data) {
    if (!this.isFor(data) || this.messages.some((known) => known.id === data.message.id)) return;
    if (data.message.type === 'reaction') return;
    if (!data.message.mine) this.typingUntil = 0;
    this.messages.push(data.message);
    this.draw();
  }

  onStatus(data) {
    if (!this.isFor(data)) return;
    const message = this.messages.find((known) => known.id === data.id);
    if (!message) return;
    message.status = data.status;
    const mark = this.root.querySelector(`[data-id="${CSS.escape(data.id)}"] .ticks`);
    mark?.replaceWith(ticks(data.status));
  }

  onTyping(data) {
    if (!this.isFor(data)) return;
    this.typingUntil = Date.now() + typingTime;
    setTimeout(() => this.draw(), typingTime + 50);
    this.draw();
  }

  get typing() {
    return this.typingUntil > Date.now();
  }

  dayName(at, text, language) {
    const day = new Date(at);
    const midnight = new Date().setHours(0, 0, 0, 0);
    if (day.getTime() >= midnight) return text.today;
    if (day.getTime() >= midnight - 86_400_000) return text.yesterday;
    return day.toLocaleDateString(language === 'he' ? 'he-IL' : 'en-GB', { day: 'numeric', month: 'long' });
  }

  draw() {
    const { text, language } = this.callbacks.language();
    const parts = [];
    let day = '';
    let side = null;
    for (const message of this.messages) {
      const name = this.dayName(message.at, text, language);
      if (name !== day) {
        parts.push(element('div', { class: 'day' }, name));
        day = name;
        side = null;
      }
      const original = message.replyTo && this.messages.find((known) => known.id === message.replyTo);
      parts.push(bubble(message, {
        text, language, first: side !== message.mine, act: this.callbacks.act,
        quoted: original ? (original.text || original.header || '') : '',
      }));
      side = message.mine;
    }
    if (parts.length === 0) parts.push(element('p', { class: 'empty' }, text.empty));
    if (this.typing) {
      parts.push(element('div', { class: 'msg shop first' }, element('div', { class: 'bubble dots' }, element('i'), element('i'), element('i'))));
    }
    this.root.replaceChildren(...parts);
    this.toEnd();
    this.callbacks.drawn();
  }
}
