import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Attempt, WhatsappView } from '../api/whatsapp_types';
import { type I18n, I18nContext } from '../i18n';
import { faults } from '../test/axe';
import { answerJson, business, type Call, english, hebrew, stubFetch } from '../test/harness';
import { attempt, failedAttempt, metaConfig, whatsapp } from '../test/whatsapp_samples';
import { ConnectPage } from './connect_page';

let calls: Call[];

function open(
  given: { view?: WhatsappView; mode?: string; attempts?: Attempt[] } = {},
  i18n: I18n = english,
) {
  const attempts = [...(given.attempts ?? [])];
  calls = stubFetch(({ url, method }) => {
    const path = url.pathname;
    if (path === '/api/session') {
      return answerJson({ user: { id: 'u', name: 'Dana' }, csrf: 'c', businesses: [business] });
    }
    if (path === '/api/meta/config') return answerJson({ ...metaConfig, embeddedSignup: false });
    if (path.endsWith('/retry')) return answerJson({ attempt: attempt() });
    if (path.includes('/attempts/')) return answerJson({ attempt: attempts.shift() ?? attempt() });
    if (path.endsWith('/whatsapp')) return answerJson(given.view ?? whatsapp());
    if (path === `/api/businesses/${business.id}`) {
      return answerJson({ business: { settings: { botMode: given.mode ?? 'auto' } } });
    }
    throw new Error(`unexpected ${method} ${path}`);
  });
  return render(
    <I18nContext value={i18n}>
      <ConnectPage />
    </I18nContext>,
  );
}

const address = (search: string) => window.history.replaceState(null, '', `/connect${search}`);
afterEach(() => {
  address('');
  vi.unstubAllGlobals();
});

const { account, token } = whatsapp();
if (!account || !token) throw new Error('the sample lacks them');
const unsubscribed = whatsapp({ account: { ...account, isSubscribed: false } });

it('connects a number again that counts as connected', async () => {
  open({ view: unsubscribed });
  expect((await screen.findByText(/is connected to this business/)).textContent).toBeTruthy();
  expect(screen.getByRole('status').textContent).toMatch(/does not send incoming messages/);
  expect(document.body.textContent).not.toMatch(/becomes an order/);
  expect(await faults()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Connect again' }));
  expect(screen.getByRole('button', { name: 'Connect by token' })).toBeTruthy();
  expect(screen.getByText(/renews its access/)).toBeTruthy();
});

it('goes there at once by its address, for the business that was meant', async () => {
  address(`?business=${business.id}&again=1`);
  const first = open();
  expect(await screen.findByRole('button', { name: 'Connect by token' })).toBeTruthy();
  first.unmount();
  address('?business=another&again=1');
  open();
  expect(await screen.findByText(/is connected to this business/)).toBeTruthy();
});

it('does not begin with a failure that a working number has behind it', async () => {
  address(`?business=${business.id}&again=1`);
  open({ view: whatsapp({ attempt: failedAttempt('register', { slug: 'refused' }) }) });
  expect(await screen.findByRole('button', { name: 'Connect by token' })).toBeTruthy();
  expect(screen.queryByRole('list', { name: 'Progress' })).toBeNull();
});

it.each([
  ['auto', /הופכת להזמנה על הלוח/],
  ['assist', /הבוט מציע תשובה, והצוות הוא ששולח/],
  ['off', /הבוט כבוי/],
])('promises what the bot does in mode %s', async (mode, sentence) => {
  open({ mode }, hebrew);
  expect((await screen.findByText(sentence)).textContent).toContain('0211');
  const other = mode === 'auto' ? /מופיעה בשיחות/ : /הופכת להזמנה/;
  expect(document.body.textContent).not.toMatch(other);
});

it('says that the access has ended before a send was refused', async () => {
  open({ view: whatsapp({ token: { ...token, daysLeft: 0 } }) });
  await screen.findByText(/is connected to this business/);
  expect(screen.getByRole('status').textContent).toMatch(/Access to WhatsApp has ended/);
});

const stopped = (slug: string, change: Partial<Attempt> = {}) =>
  failedAttempt('register', { slug, code: 133005 }, change);
const pin = () => screen.findByRole('textbox', { name: /PIN/ });
const send = () => fireEvent.click(screen.getByRole('button', { name: 'Continue with this PIN' }));
const retries = () => calls.filter(({ url }) => url.pathname.endsWith('/retry'));

it.each(['pin_wrong', 'pin_wait'])(
  'asks for the PIN after %s, and sends nothing without one',
  async (slug) => {
    open({ view: whatsapp({ account: null, attempt: stopped(slug) }) });
    const field = await pin();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(screen.getByRole('link', { name: 'To WhatsApp Manager' })).toBeTruthy();
    send();
    expect(retries()).toHaveLength(0);
    fireEvent.change(field, { target: { value: '864209' } });
    send();
    await waitFor(() => expect(retries()[0]?.body).toEqual({ pin: '864209' }));
  },
);

it('does not send a PIN again that was refused', async () => {
  open({
    view: whatsapp({ account: null, attempt: stopped('pin_wrong') }),
    attempts: [stopped('pin_wrong')],
  });
  expect((await screen.findByRole('alert')).textContent).toMatch(/Enter the 6 digits/);
  fireEvent.change(await pin(), { target: { value: '111111' } });
  send();
  await screen.findByText(/This takes a few seconds/);
  expect(await screen.findByText(/That was not the two-step/, {}, { timeout: 4000 })).toBeTruthy();
  fireEvent.change(await pin(), { target: { value: '111111' } });
  send();
  expect(screen.getByText('This PIN was refused already')).toBeTruthy();
  expect(retries()).toHaveLength(1);
});

it('asks for a new access token where the old one is no good', async () => {
  const view = whatsapp({
    account: null,
    attempt: failedAttempt('inspect', { slug: 'token_invalid' }, { variant: 'manual' }),
  });
  open({ view });
  expect((await screen.findByRole('alert')).textContent).toMatch(/Copy a new one/);
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Back' })).toBeTruthy();
});
