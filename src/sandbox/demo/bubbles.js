// A message as elements. Text never becomes HTML.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

export function icon(paths, className = '') {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  if (className) svg.setAttribute('class', className);
  for (const d of paths) {
    const path = document.createElementNS(svg.namespaceURI, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

export function ticks(status) {
  const two = status === 'delivered' || status === 'read';
  const svg = icon(two ? ['M1 12l6 6L18 5', 'M12 17l1 1L24 5'] : ['M4 12l6 6L21 5'], `ticks ${status}`);
  svg.setAttribute('data-status', status);
  svg.setAttribute('role', 'img');
  svg.removeAttribute('aria-hidden');
  svg.setAttribute('aria-label', status);
  return svg;
}

function media(message, text) {
  const { id, link, mime } = message.media;
  const source = link || `/demo/api/media/${encodeURIComponent(id)}`;
  if (message.type === 'image' || message.type === 'sticker') return element('img', { src: source, alt: '', onload: (event) => event.target.dispatchEvent(new CustomEvent('grown', { bubbles: true })), onerror: (event) => event.target.replaceWith(`${text.file} · ${mime}`) });
  if (message.type === 'audio') return element('audio', { src: source, controls: true, preload: 'metadata', 'data-mime': mime });
  return null;
}

function pin(message, text) {
  const { latitude, longitude, name, address } = message.location;
  return element('div', { class: 'pin' },
    icon(['M12 22s7-7.2 7-12.3a7 7 0 0 0-14 0C5 14.8 12 22 12 22z', 'M12 12.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4z']),
    element('div', {}, element('b', { dir: 'auto' }, name || text.location), element('br'),
      element('small', { dir: 'auto' }, address || `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)));
}

function content(message, text) {
  const parts = [];
  if (message.header) parts.push(element('span', { class: 'head', dir: 'auto' }, message.header));
  if (message.media) parts.push(media(message, text));
  if (message.location) parts.push(pin(message, text));
  if (message.contact) parts.push(element('p', {}, text.contactSent));
  if (message.text) parts.push(element('p', { dir: 'auto' }, message.text));
  if (message.template) parts.push(element('span', { class: 'foot' }, `${text.template}: ${message.template}`));
  if (message.footer) parts.push(element('span', { class: 'foot', dir: 'auto' }, message.footer));
  if (parts.length === 0) parts.push(element('p', {}, `${text.unknown} ${message.type}`));
  return parts;
}

function actions(message, text, act) {
  const made = [];
  for (const button of message.buttons ?? []) {
    made.push(element('button', { type: 'button', dir: 'auto', onclick: () => act.button(message, button) }, button.title));
  }
  if (message.list) made.push(element('button', { type: 'button', dir: 'auto', onclick: () => act.list(message) }, `☰ ${message.list.button}`));
  if (message.link) made.push(element('a', { href: message.link.url, target: '_blank', rel: 'noopener noreferrer', dir: 'auto' }, message.link.display_text));
  if (message.form) made.push(element('button', { type: 'button', disabled: true }, message.form));
  if (message.asks === 'location') made.push(element('button', { type: 'button', onclick: () => act.location(message) }, text.shareLocation));
  if (message.asks === 'contact') made.push(element('button', { type: 'button', onclick: () => act.contact(message) }, text.shareContact));
  return made.length ? element('div', { class: 'acts' }, ...made) : null;
}

export function bubble(message, { text, language, first, quoted, act }) {
  const time = new Date(message.at).toLocaleTimeString(language === 'he' ? 'he-IL' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
  return element('div', { class: `msg ${message.mine ? 'mine' : 'shop'}${first ? ' first' : ''}`, 'data-id': message.id },
    element('div', { class: 'bubble' },
      quoted ? element('div', { class: 'quote', dir: 'auto' }, quoted) : null,
      ...content(message, text),
      element('div', { class: 'meta' }, element('time', {}, time), message.mine ? ticks(message.status) : null)),
    actions(message, text, act));
}
