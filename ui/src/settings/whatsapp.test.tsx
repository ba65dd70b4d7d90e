import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { TestResult, WhatsappAccount, WhatsappView } from '../api/whatsapp_types';
import type { I18n } from '../i18n';
import { faults } from '../test/axe';
import {
  answerJson,
  answerProblem,
  type Call,
  english,
  hebrew,
  show,
  stubFetch,
} from '../test/harness';
import { message } from '../test/samples';
import { whatsapp } from '../test/whatsapp_samples';
import SessionsPage from './sessions_page';
import WhatsappPage from './whatsapp_page';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, params: _p, activeProps: _a, ...rest }: Record<string, unknown>) => (
    <a href={String(to)} {...rest} />
  ),
}));
afterEach(() => vi.useRealTimers());

const { account, token, health } = whatsapp();
if (!account || !token || !health) throw new Error('the sample lacks them');

function page(
  view: WhatsappView,
  answer?: (call: Call) => Response | undefined,
  i18n: I18n = english,
) {
  const calls = stubFetch((call) => {
    const given = answer?.(call);
    if (given) return given;
    if (call.url.pathname === '/api/conversations') {
      return answerJson({ conversations: [{ id: 'k1', customer: {} }] });
    }
    return answerJson(call.method === 'GET' ? view : { success: true });
  });
  return { calls, ...show(<WhatsappPage />, i18n) };
}

const failing = (error: WhatsappAccount['error'], change: Partial<WhatsappView> = {}) =>
  whatsapp({ account: { ...account, status: 'error', error }, ...change });
const region = async (title: string) => {
  const heading = await screen.findByRole('heading', { name: title });
  return within(heading.closest('section') as HTMLElement);
};
const links = (name: string) => screen.queryAllByRole('link', { name });

it.each([
  [
    { code: 190, message: 'Error validating access token' },
    /Access to WhatsApp has ended/,
    'Connect again',
  ],
  [
    { code: null, message: 'PARTNER_REMOVED', kind: 'account_removed' },
    /disconnected in Meta/,
    'Connect again',
  ],
  [
    { code: 131042, message: 'Business eligibility payment issue' },
    /no way to pay/,
    'To WhatsApp Manager',
  ],
  [
    { code: 131031, message: 'Locked', kind: 'account_blocked' },
    /blocked the WhatsApp account/,
    'To WhatsApp Manager',
  ],
  [
    { code: 133010, message: 'Account not registered', kind: 'number_unregistered' },
    /not registered with Meta/,
    'Connect again',
  ],
  [
    { code: 131037, message: 'Display name', kind: 'name_not_approved' },
    /not approved the display name/,
    'To WhatsApp Manager',
  ],
  [{ code: 131000, message: 'Something went wrong' }, /needs attention/, 'To WhatsApp Manager'],
])('says what %o means, and the way out that fits', async (error, sentence, way) => {
  page(failing(error));
  const notice = await screen.findByRole('alert');
  expect(notice.textContent).toMatch(sentence);
  const words = within(notice).getByText('Details from Meta').closest('details');
  expect(words?.open).toBe(false);
  expect(words?.textContent).toContain(error.message);
  expect(links(way)).toHaveLength(1);
  expect(links(way === 'Connect again' ? 'To WhatsApp Manager' : 'Connect again')).toEqual([]);
  expect((await region('Sending')).queryByText('Works')).toBeNull();
  expect(await faults()).toEqual([]);
});

it('does not count days of an access that Meta refuses', async () => {
  page(failing({ code: 190, message: 'x' }));
  expect((await region('Access')).getByText('Has ended')).toBeTruthy();
});

it('does not call a number connected that Meta lets send nothing', async () => {
  page(whatsapp({ health: { ...health, canSend: 'BLOCKED' } }));
  const head = await region('Boulevard Coffee');
  expect(head.getByText('Needs attention')).toBeTruthy();
  expect(head.queryByText('Connected')).toBeNull();
});

it('does not call a number connected that Meta does not have', async () => {
  const facts = { ...whatsapp().facts, numberStatus: 'DISCONNECTED' };
  page(whatsapp({ facts }));
  const head = await region('Boulevard Coffee');
  expect(head.getByText('Needs attention')).toBeTruthy();
  expect((await region('Sending')).getByText('Stopped')).toBeTruthy();
  expect((await region('Sending')).queryByText('Works')).toBeNull();
  expect(screen.getByRole('alert').textContent).toContain('not registered');
  expect(await faults()).toEqual([]);
});

it('words the restrictions of Meta', async () => {
  const one = (type: string, remediation: string | null = null) => ({
    type,
    expiration: null,
    remediation,
  });
  page(
    whatsapp({
      restrictions: [
        one('RESTRICTED_BIZ_INITIATED_MESSAGING', 'Wait for it to end'),
        one('RESTRICTED_CUSTOMER_INITIATED_MESSAGING', 'WAIT'),
        one('RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES'),
      ],
    }),
    undefined,
    hebrew,
  );
  const [first, second, third] = await screen.findAllByRole('alert');
  expect(first?.textContent).toMatch(/ביוזמת העסק.*במילים של מטא:.*Wait for it/);
  expect(first?.textContent).not.toMatch(/RESTRICTED/);
  expect(second?.textContent).toBe('אי אפשר להשיב ללקוחות, גם בתוך 24 השעות.');
  expect(third?.textContent).toMatch(/^מטא הגבילה את המספר/);
  expect(third?.querySelector('details')?.textContent).toContain('DIRECT_SEND');
});

it('leaves the fields of the app to whoever runs the server', async () => {
  page(whatsapp({ account: { ...account, missingFields: ['security'] } }));
  expect((await screen.findByText(/security/)).textContent).toMatch(/whoever runs this server/);
  expect(links('Connect again')).toEqual([]);
});

it('words missing permissions, and leads to connecting', async () => {
  const missingScopes = ['whatsapp_business_messaging', 'news_scope'];
  page(whatsapp({ token: { ...token, missingScopes } }));
  const access = await region('Access');
  expect(access.getByText(/sending and receiving messages/).textContent).toContain('news_scope');
  expect(access.getByRole('link', { name: 'Connect again' })).toBeTruthy();
});

it.each(['token_not_extended', 'upstream'])(
  'leads on where the access is not renewed (%s)',
  async (slug) => {
    page(whatsapp(), ({ url }) =>
      url.pathname.endsWith('/refresh') ? answerProblem(502, slug) : undefined,
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Renew access' }));
    const notice = await screen.findByText(/did not renew/);
    expect(notice.closest('[role=alert]')?.querySelector('a')?.href).toContain('again=1');
    expect(document.body.textContent).not.toMatch(/Could not/);
  },
);

it.each([
  [true, 'Access was renewed'],
  [false, 'Access does not end: there is nothing to renew'],
])('tells a renewal only where there was one (%s)', async (extended, words) => {
  page(whatsapp(), ({ url }) =>
    url.pathname.endsWith('/refresh')
      ? answerJson({ success: true, extended, token: { ...token, daysLeft: 60 } })
      : undefined,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Renew access' }));
  expect(await screen.findByText(words)).toBeTruthy();
});

const result = (change: Partial<TestResult> = {}): TestResult => ({
  success: true,
  latency: 84,
  capabilities: [],
  checks: [
    { name: 'graph', ok: true, detail: '' },
    { name: 'number', ok: true, detail: 'CONNECTED' },
    { name: 'health', ok: true, detail: 'AVAILABLE' },
    { name: 'subscribed_apps', ok: true, detail: '' },
    { name: 'webhook', ok: false, detail: '' },
  ],
  ...change,
});
const answers = (of: TestResult | Response) => (call: Call) =>
  call.url.pathname.endsWith('/test') ? (of instanceof Response ? of : answerJson(of)) : undefined;
const run = async (to = '') => {
  const panel = await region('Test');
  fireEvent.change(panel.getByLabelText(/Send to/), { target: { value: to } });
  fireEvent.click(panel.getByRole('button', { name: 'Test now' }));
  return panel;
};

it('takes a number that nobody wrote to for no fault', async () => {
  const { calls } = page(whatsapp(), answers(result()));
  const panel = await run();
  expect((await panel.findByText(/No message has arrived yet/)).textContent).toContain('0211');
  expect(panel.getByText('All is well. Meta answered in 84 ms.')).toBeTruthy();
  expect(panel.queryByText(/does not work/)).toBeNull();
  const looks = () =>
    calls.filter(({ method, url }) => method === 'GET' && url.pathname.endsWith('/whatsapp'));
  await waitFor(() => expect(looks()).toHaveLength(2));
});

it.each([
  ['2026-11-27T09:00:00Z', hebrew, /לא עדכנה מה קרה/, 'חיבור מחדש'],
  ['', english, /did not say what became/, 'Connect again'],
])(
  'does not take news that stopped for a check that passed (%s)',
  async (detail, i18n, advice, way) => {
    const checks = result().checks.map((one) =>
      one.name === 'webhook' ? { ...one, detail } : one,
    );
    page(whatsapp(), answers(result({ success: false, checks })), i18n);
    const panel = await region(i18n.t('waTestTitle'));
    fireEvent.click(panel.getByRole('button', { name: i18n.t('waTestRun') }));
    const row = (await panel.findByText(advice)).closest('li') as HTMLElement;
    expect(row.textContent).toContain(i18n.t('waCheckState_bad'));
    expect(row.querySelector('svg')?.getAttribute('class')).toContain('alert');
    expect(within(row).getByRole('link', { name: way }).getAttribute('href')).toContain('again=1');
    expect(panel.queryByText(/No message has arrived yet/)).toBeNull();
    expect(await faults()).toEqual([]);
  },
);

it('says once what to do where news stopped for want of a subscription', async () => {
  const checks = result().checks.map((one) =>
    one.name === 'webhook' || one.name === 'subscribed_apps'
      ? { ...one, ok: false, detail: one.name === 'webhook' ? '2026-11-27T09:00:00Z' : '' }
      : one,
  );
  page(whatsapp(), answers(result({ success: false, checks })));
  const panel = await run();
  expect(await panel.findAllByText(/· does not work/)).toHaveLength(2);
  expect(panel.getAllByRole('link', { name: 'Connect again' })).toHaveLength(1);
});

it.each([english, hebrew])('has a word for all that a number may send', async (i18n) => {
  const capabilities =
    'text buttons list link image video audio document sticker location location_request contact_request reaction flow template'.split(
      ' ',
    );
  page(whatsapp(), answers(result({ capabilities })), i18n);
  const panel = await region(i18n.t('waTestTitle'));
  fireEvent.click(panel.getByRole('button', { name: i18n.t('waTestRun') }));
  const line = (await panel.findByText(new RegExp(i18n.t('waCanDo')))).textContent ?? '';
  expect(line).not.toMatch(/_|\b(flow|sticker|link)\b/);
  expect(line.split(', ')).toHaveLength(capabilities.length);
});

it.each([
  ['DISCONNECTED', /not registered with Meta any more/, 'Connect again'],
  ['BANNED', /Meta has banned the number/, 'To WhatsApp Manager'],
])('says what to do about a number that is %s', async (detail, advice, way) => {
  const checks = result().checks.map((one) =>
    one.name === 'number' ? { ...one, ok: false, detail } : one,
  );
  page(whatsapp(), answers(result({ success: false, checks })));
  const panel = await run();
  const row = (await panel.findByText(advice)).closest('li') as HTMLElement;
  expect(row.textContent).toContain('The number at Meta · does not work');
  expect(within(row).getByRole('link', { name: way })).toBeTruthy();
  expect(await faults()).toEqual([]);
});

it('says of each failure what to do', async () => {
  const bad = (name: string, detail = 'Invalid OAuth access token') => ({
    name,
    ok: false,
    detail,
  });
  const { unmount } = page(
    whatsapp(),
    answers(result({ success: false, checks: [bad('graph'), bad('subscribed_apps')] })),
  );
  const panel = await run('0541234567');
  expect(await panel.findByText(/did not take the access/)).toBeTruthy();
  expect(panel.getByText(/was not sent/)).toBeTruthy();
  expect(panel.getAllByRole('link', { name: 'Connect again' })).toHaveLength(1);
  expect(panel.getAllByText('Invalid OAuth access token')[0]?.closest('details')).toBeTruthy();
  expect(await faults()).toEqual([]);
  unmount();
  page(
    whatsapp(),
    answers(
      result({ success: false, checks: [bad('health', 'BLOCKED'), bad('subscribed_apps', '')] }),
    ),
  );
  const other = await run();
  const manager = await other.findByRole('link', { name: 'To WhatsApp Manager' });
  expect(manager.getAttribute('href')).toContain(`waba_id=${account.wabaId}`);
  expect(other.getByText(/Connecting again turns them on/)).toBeTruthy();
  expect(other.queryByText(/BLOCKED/)).toBeNull();
});

it.each([
  [422, 'recipient'],
  [409, 'window_closed'],
])('says at the field that nobody wrote from there (%i %s)', async (status, slug) => {
  page(whatsapp(), answers(answerProblem(status, slug)));
  const panel = await run('0541234567');
  const said = await panel.findByText(/did not write to the business/);
  expect(said.textContent).toContain('0211');
  const field = panel.getByLabelText(/Send to/);
  expect(field.getAttribute('aria-describedby')).toBe(said.id);
  expect(panel.queryByRole('alert')).toBeNull();
  fireEvent.change(field, { target: { value: '0541234568' } });
  expect(panel.queryByText(/did not write/)).toBeNull();
});

it('follows the test message until Meta has called back', async () => {
  const { desk } = page(whatsapp(), answers(result({ messageId: 'm9' })));
  const panel = await run('0541234567');
  expect(await panel.findByText(/on its way/)).toBeTruthy();
  const sent = message({ id: 'm9', conversationId: 'k1', status: 'accepted' });
  act(() => desk.messages.apply([sent]));
  expect(panel.getByText(/on its way/)).toBeTruthy();
  act(() => desk.messages.apply([{ ...sent, status: 'delivered' }]));
  expect(await panel.findByText(/came back within 1 second/)).toBeTruthy();
});

it('asks for the message where no news comes, and says so after a minute', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const conversation = { id: 'k1', customer: { phoneDisplay: '+972 54-123-4567' } };
  const { calls } = page(whatsapp(), (call) => {
    if (call.url.pathname === '/api/conversations')
      return answerJson({ conversations: [conversation] });
    if (call.url.pathname.endsWith('/messages')) {
      return answerJson({ messages: [], pagination: { hasMore: false, nextCursor: null } });
    }
    return answers(result({ messageId: 'm9' }))(call);
  });
  const panel = await run('054-1234567');
  await panel.findByText(/on its way/);
  await act(() => vi.advanceTimersByTimeAsync(7000));
  const asked = calls.filter(({ url }) => url.pathname.endsWith('/messages'));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked[0]?.url.searchParams.get('conversationId')).toBe('k1');
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(panel.getByText(/No word from Meta/)).toBeTruthy();
});

it('says why the test message failed', async () => {
  const { desk } = page(whatsapp(), answers(result({ messageId: 'm9' })));
  const panel = await run('0541234567');
  await panel.findByText(/on its way/);
  act(() =>
    desk.messages.apply([
      message({
        id: 'm9',
        conversationId: 'k1',
        status: 'failed',
        errorCode: 131026,
        errorMessage: 'Undeliverable',
      }),
    ]),
  );
  expect((await panel.findByText(/not delivered/)).parentElement?.textContent).toMatch(
    /Undeliverable.*131026/,
  );
});

it('says that several devices were signed out', async () => {
  stubFetch(({ method }) =>
    method === 'GET'
      ? answerJson({
          sessions: ['s1', 's2'].map((id) => ({
            id,
            createdAt: '2026-11-20T10:00:00Z',
            lastSeenAt: '2026-11-27T10:00:00Z',
            expiresAt: '2026-12-20T10:00:00Z',
            remoteAddress: '',
            userAgent: '',
            isCurrent: id === 's2',
          })),
        })
      : new Response(null, { status: 204 }),
  );
  show(<SessionsPage />, hebrew);
  fireEvent.click(await screen.findByRole('button', { name: 'ניתוק כל השאר' }));
  expect(await screen.findByText('המכשירים נותקו')).toBeTruthy();
});
