import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Attempt, WhatsappView } from '../api/whatsapp_types';
import { type I18n, I18nContext } from '../i18n';
import { faults } from '../test/axe';
import {
  answerJson,
  answerProblem,
  business,
  type Call,
  english,
  hebrew,
  stubFetch,
} from '../test/harness';
import {
  attempt,
  doneAttempt,
  failedAttempt,
  metaConfig,
  whatsapp,
} from '../test/whatsapp_samples';
import { ConnectPage } from './connect_page';
import type { FacebookSdk, LoginAnswer } from './sdk';

const nothingYet = whatsapp({ account: null, attempt: null });
let answer: (said: LoginAnswer) => void;
let calls: Call[];

interface Server {
  view?: WhatsappView;
  attempts?: Attempt[];
  connect?: () => Response;
  config?: Partial<typeof metaConfig>;
  role?: string;
}

function open(server: Server = {}, i18n: I18n = english) {
  const attempts = [...(server.attempts ?? [])];
  const next = (): Attempt => (attempts.length > 1 ? attempts.shift() : attempts[0]) ?? attempt();
  calls = stubFetch(({ url, method }) => {
    const path = url.pathname;
    if (path === '/api/session') {
      const shop = { ...business, role: server.role ?? 'owner' };
      return answerJson({ user: { id: 'u', name: 'Dana' }, csrf: 'c', businesses: [shop] });
    }
    if (path === '/api/meta/config') return answerJson({ ...metaConfig, ...server.config });
    if (path === '/api/meta/connect') {
      return server.connect?.() ?? answerJson({ success: true, attempt: attempt() }, 202);
    }
    if (path.includes('/attempts/')) return answerJson({ attempt: next() });
    if (path.endsWith('/whatsapp') && method === 'GET') {
      return answerJson(server.view ?? nothingYet);
    }
    throw new Error(`unexpected ${method} ${path}`);
  });
  return render(
    <I18nContext value={i18n}>
      <ConnectPage />
    </I18nContext>,
  );
}

beforeEach(() => {
  const sdk: FacebookSdk = {
    init: () => {},
    login: (callback) => {
      answer = callback;
      window.open('https://www.facebook.com/dialog');
    },
  };
  window.FB = sdk;
  vi.stubGlobal('open', () => ({ closed: false }));
});
afterEach(() => {
  delete window.FB;
  vi.unstubAllGlobals();
});

const hear = (data: unknown, origin = 'https://www.facebook.com') =>
  act(() => {
    window.dispatchEvent(Object.assign(new Event('message'), { origin, data }));
  });
const finish = (waba = '301', number = '401') => ({
  type: 'WA_EMBEDDED_SIGNUP',
  event: 'FINISH',
  data: { waba_id: waba, phone_number_id: number },
});
const start = async (choice = /the number moves here/) => {
  fireEvent.click(await screen.findByRole('radio', { name: choice }));
  const button = screen.getByRole<HTMLButtonElement>('button', {
    name: /Continue with Facebook|Start again with Facebook/,
  });
  await waitFor(() => expect(button.disabled).toBe(false));
  fireEvent.click(button);
};
const posted = (path: RegExp) =>
  calls.filter(({ method, url }) => method === 'POST' && path.test(url.pathname));

it('connects: question, window, steps, green', async () => {
  open({ attempts: [attempt(), doneAttempt()] });
  await start(/I use the WhatsApp Business app/);
  expect(screen.getByText(/Facebook's window is open/)).toBeTruthy();
  await hear('not json');
  await hear(finish('999', '998'), 'https://evil.example');
  await hear(finish());
  act(() => answer({ authResponse: { code: 'c1' } }));
  const list = await screen.findByRole('list', { name: 'Progress' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(10);
  expect(posted(/meta\/connect/)[0]?.body).toEqual({
    businessId: business.id,
    variant: 'coexistence',
    code: 'c1',
    wabaId: '301',
    phoneNumberId: '401',
  });
  expect(await screen.findByText('WhatsApp is connected', {}, { timeout: 5000 })).toBeTruthy();
  const test = screen.getByRole('link', { name: 'Send a test message' });
  expect(test.getAttribute('href')).toBe(`/b/${business.id}/settings/whatsapp#test`);
  expect(screen.getByRole('link', { name: 'To the board' }).getAttribute('href')).toBe(
    `/b/${business.id}/orders`,
  );
});

it('has no fault that axe finds, in either language', async () => {
  const first = open();
  await screen.findByRole('button', { name: 'Continue with Facebook' });
  expect(await faults()).toEqual([]);
  first.unmount();
  open(
    {
      view: whatsapp({ account: null, attempt: failedAttempt('register', { slug: 'pin_wrong' }) }),
    },
    hebrew,
  );
  await screen.findByText(/קוד של אימות דו־שלבי/);
  expect(await faults()).toEqual([]);
});

it('starts nothing until the question is answered', async () => {
  open();
  const button = await screen.findByRole<HTMLButtonElement>('button', {
    name: 'Continue with Facebook',
  });
  expect(button.disabled).toBe(true);
});

it.each([
  [{ current_step: 'PHONE_NUMBER_VERIFICATION' }, 'CANCEL', /before the code was entered/],
  [{ current_step: 'SOMETHING_NEW' }, 'CANCEL', /left before the end/],
  [{ error_message: 'Bad name', error_code: '5', session_id: 's9' }, 'ERROR', /error of its own/],
])('says what to do after %o', async (data, event, sentence) => {
  open();
  await start();
  await hear({ type: 'WA_EMBEDDED_SIGNUP', event, data });
  act(() => answer({ authResponse: null }));
  expect((await screen.findByRole('alert')).textContent).toMatch(sentence);
  if (event === 'ERROR') expect(screen.getByRole('alert').textContent).toMatch(/Bad name.*s9/);
  expect(screen.getByRole('button', { name: 'Start again with Facebook' })).toBeTruthy();
});

it('says that the window was blocked', async () => {
  vi.stubGlobal('open', () => null);
  open();
  await start();
  expect((await screen.findByRole('alert')).textContent).toMatch(/Allow pop-up windows/);
});

it('says that the script was blocked, and tries again at the next tap', async () => {
  delete window.FB;
  const asked: unknown[] = [];
  vi.spyOn(document.head, 'append').mockImplementation((script) => {
    asked.push((script as HTMLScriptElement).src);
    (script as HTMLScriptElement).dispatchEvent(new Event('error'));
  });
  open();
  expect((await screen.findByRole('alert')).textContent).toMatch(/ad blocker/);
  expect(asked).toEqual([metaConfig.sdkUrl]);
  fireEvent.click(screen.getByRole('radio', { name: /the number moves here/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Start again with Facebook' }));
  expect(asked).toHaveLength(2);
  expect(screen.getByText('Preparing Facebook…')).toBeTruthy();
});

it('says that the device is offline', async () => {
  open();
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  await start();
  expect((await screen.findByRole('alert')).textContent).toMatch(/no internet connection/);
});

it('says that the server did not take the code', async () => {
  open({ connect: () => answerProblem(429, 'too_many_requests') });
  await start();
  await hear(finish());
  act(() => answer({ authResponse: { code: 'c1' } }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/the server did not take it/);
});

it('says what to do about the reason the server gives at once', async () => {
  open({ connect: () => answerProblem(400, 'oauth_code') });
  await start();
  await hear(finish());
  act(() => answer({ authResponse: { code: 'c1' } }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/used up: start again/);
});

const stopped = (at: string, slug: string) =>
  whatsapp({
    account: null,
    attempt: failedAttempt(at, {
      slug,
      code: 133005,
      userMessage: 'Two step verification PIN mismatch',
      traceId: 'AbC',
    }),
  });

it('asks for the PIN that fits, and goes on with it', async () => {
  open({ view: stopped('register', 'pin_wrong'), attempts: [attempt()] });
  const pin = await screen.findByRole('textbox', { name: /PIN/ });
  fireEvent.change(pin, { target: { value: '12' } });
  fireEvent.click(screen.getByRole('button', { name: 'Continue with this PIN' }));
  expect(screen.getByText('The PIN is exactly 6 digits')).toBeTruthy();
  expect(posted(/retry$/)).toHaveLength(0);
  fireEvent.change(pin, { target: { value: '864209' } });
  fireEvent.click(screen.getByRole('button', { name: 'Continue with this PIN' }));
  await waitFor(() => expect(posted(/a1\/retry$/)[0]?.body).toEqual({ pin: '864209' }));
  expect(await screen.findByText(/This takes a few seconds/)).toBeTruthy();
});

it("keeps Meta's own words behind a disclosure", async () => {
  open({ view: stopped('register', 'pin_wrong') });
  const details = (await screen.findByText('Details from Meta')).closest('details');
  expect(details?.open).toBe(false);
  expect(details?.textContent).toMatch(/PIN mismatch.*133005.*AbC/);
});

it.each([
  ['exchange', 'oauth_code', /used up/, 'Start again with Facebook'],
  ['ownership', 'number_in_use', /connected to another business/, 'Try again'],
  ['register', 'registration_limit', /ten registrations/, 'Try again'],
  ['waba', 'upstream', /does not answer/, 'Try again'],
  ['subscribe', 'something_new', /refused this step/, 'Try again'],
])('stopped at %s by %s, it says what to do', async (at, slug, sentence, button) => {
  open({ view: stopped(at, slug) });
  expect((await screen.findByRole('alert')).textContent).toMatch(sentence);
  expect(screen.getByRole('button', { name: button })).toBeTruthy();
});

it('lets the owner choose between numbers', async () => {
  const waiting = attempt({
    state: 'waiting',
    choices: {
      phoneNumbers: [
        { id: '401', displayPhoneNumber: '+972 3-555-0211', verifiedName: 'A', status: 'PENDING' },
        { id: '402', displayPhoneNumber: '+972 3-555-0212', verifiedName: 'B', status: 'PENDING' },
      ],
    },
  });
  open({ view: whatsapp({ account: null, attempt: waiting }), attempts: [attempt()] });
  fireEvent.click(await screen.findByRole('radio', { name: /0212/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Connect this number' }));
  await waitFor(() => expect(posted(/retry$/)[0]?.body).toEqual({ phoneNumberId: '402' }));
});

it('takes the number from a message that came after the code, without asking', async () => {
  const waiting = attempt({
    state: 'waiting',
    choices: {
      phoneNumbers: [
        { id: '401', displayPhoneNumber: '+972 3-555-0211', verifiedName: 'A', status: 'PENDING' },
        { id: '402', displayPhoneNumber: '+972 3-555-0212', verifiedName: 'B', status: 'PENDING' },
      ],
    },
  });
  open({ attempts: [waiting, attempt()] });
  await start();
  act(() => answer({ authResponse: { code: 'c1' } }));
  await waitFor(() => expect(posted(/meta\/connect/)).toHaveLength(1), { timeout: 4000 });
  await hear(finish('301', '402'));
  await waitFor(() => expect(posted(/retry$/)[0]?.body).toEqual({ phoneNumberId: '402' }), {
    timeout: 4000,
  });
});

it('goes on waiting while Meta does not answer', async () => {
  const { steps } = attempt();
  const [first, ...others] = steps;
  if (!first) throw new Error('the sample has no steps');
  const slow = attempt({
    steps: [{ ...first, error: { slug: 'upstream', code: 2, passing: true } }, ...others],
  });
  open({ view: whatsapp({ account: null, attempt: slow }), attempts: [slow] });
  expect(await screen.findByText(/goes on trying by itself/)).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('leads to the account when a number is connected already', async () => {
  open({ view: stopped('ownership', 'already_connected') });
  const link = await screen.findByRole('link', { name: 'To the connection' });
  expect(link.getAttribute('href')).toBe(`/b/${business.id}/settings/whatsapp`);
});

it('connects by token for those who run their own app', async () => {
  open({ config: { embeddedSignup: false } });
  const button = await screen.findByRole('button', { name: 'Connect by token' });
  fireEvent.click(button);
  expect(screen.getAllByText('Required')).toHaveLength(3);
  const type = (name: string, value: string) =>
    fireEvent.change(screen.getByLabelText(name), { target: { value } });
  type('Access token', ' EAAx ');
  type('WhatsApp Business Account ID', '301');
  type('Phone number ID', '40 1');
  fireEvent.click(button);
  expect(screen.getByText('Digits only')).toBeTruthy();
  type('Phone number ID', '401');
  fireEvent.click(button);
  await waitFor(() => expect(posted(/meta\/connect/)).toHaveLength(1));
  expect(posted(/meta\/connect/)[0]?.body).toEqual({
    businessId: business.id,
    variant: 'manual',
    accessToken: 'EAAx',
    wabaId: '301',
    phoneNumberId: '401',
  });
});

it('says what is there already, and who may connect', async () => {
  const first = open({ view: whatsapp() });
  expect(await screen.findByText(/is connected to this business/)).toBeTruthy();
  first.unmount();
  open({ role: 'manager' });
  expect(await screen.findByText(/Only the owner of a business/)).toBeTruthy();
});
