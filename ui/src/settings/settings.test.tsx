import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { SessionRow, WhatsappView } from '../api/whatsapp_types';
import { faults } from '../test/axe';
import {
  answerJson,
  answerProblem,
  business,
  type Call,
  hebrew,
  makeDesk,
  show,
  stubFetch,
} from '../test/harness';
import { template, unknownWord, whatsapp } from '../test/whatsapp_samples';
import { deviceName, isPhone } from './device_name';
import SessionsPage from './sessions_page';
import TemplatesPage from './templates_page';
import WhatsappPage from './whatsapp_page';
import { tierNumber } from './whatsapp_panels';
import WordsPage from './words_page';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, params: _p, activeProps: _a, ...rest }: Record<string, unknown>) => (
    <a href={String(to)} {...rest} />
  ),
}));

const sent = (calls: Call[], method: string, path: RegExp) =>
  calls.filter((one) => one.method === method && path.test(one.url.pathname));

function showAccount(view: WhatsappView, answer?: (call: Call) => Response | undefined) {
  const calls = stubFetch((call) => {
    const given = answer?.(call);
    if (given) return given;
    if (call.method === 'GET') return answerJson(view);
    return answerJson({ success: true });
  });
  return { calls, ...show(<WhatsappPage />) };
}

it('shows a number with words beside its colours, and the remedies of Meta', async () => {
  showAccount(whatsapp());
  await screen.findByRole('heading', { name: 'Boulevard Coffee' });
  const page = document.body.textContent ?? '';
  for (const text of [
    '+972\u00a03\u2011555\u20110211',
    'Connected',
    'High',
    'Limited',
    'Fix the payment method in WhatsApp Manager',
    '2,000',
    '80 messages a second',
    '54 days left',
    '1,204',
    'Verified',
  ]) {
    expect(page, text).toContain(text);
  }
  expect(await faults()).toEqual([]);
});

it('says what is amiss and where to go', async () => {
  const { account, token } = whatsapp();
  if (!account || !token) throw new Error('the sample lacks them');
  showAccount(
    whatsapp({
      account: { ...account, status: 'error', isSubscribed: false, error: null },
      token: { ...token, daysLeft: 0, missingScopes: ['whatsapp_business_messaging'] },
      limits: {
        messagingLimit: 'TIER_UNLIMITED',
        throughputLevel: 'HIGH',
        quality: 'RED',
        usedToday: null,
      },
      facts: { isFunded: false, fundingUrl: 'https://business.facebook.com/wa/manage/home/' },
      restrictions: [
        {
          type: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
          expiration: '2026-12-01T10:00:00Z',
          remediation: 'Wait for it to end',
        },
      ],
    }),
  );
  const manager = await screen.findByRole('link', { name: 'To WhatsApp Manager' });
  expect(manager.getAttribute('href')).toMatch(/^https:\/\/business\.facebook\.com/);
  const page = document.body.textContent ?? '';
  for (const text of [
    'Has ended',
    'Incoming messages are off',
    'Customers block or report messages of this number',
    'Missing permissions',
    'Wait for it to end',
    'No limit',
  ]) {
    expect(page, text).toContain(text);
  }
  for (const link of screen.getAllByRole('link', { name: 'Connect again' })) {
    expect(link.getAttribute('href')).toBe(`/connect?business=${business.id}&again=1`);
  }
});

it('leads to connecting when there is no number', async () => {
  showAccount(whatsapp({ account: null, costs: null }));
  expect(await screen.findByText('No number is connected')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Connect WhatsApp' })).toBeTruthy();
  expect(await faults()).toEqual([]);
});

it('can be asked again when it did not load', async () => {
  stubFetch(() => answerProblem(500, 'storage'));
  show(<WhatsappPage />);
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
});

it('tests the connection, with a message if a number is given', async () => {
  const { calls } = showAccount(whatsapp(), ({ url }) =>
    url.pathname.endsWith('/test')
      ? answerJson({
          success: false,
          latency: 84,
          capabilities: ['text', 'buttons'],
          checks: [
            { name: 'graph', ok: true, detail: 'CONNECTED' },
            { name: 'subscribed_apps', ok: false, detail: null },
          ],
          messageId: 'm9',
        })
      : undefined,
  );
  fireEvent.change(await screen.findByLabelText('Send to (not required)'), {
    target: { value: ' 972541234567 ' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Test now' }));
  expect(await screen.findByText(/Something does not work/)).toBeTruthy();
  expect(screen.getByText(/The test message is on its way/)).toBeTruthy();
  expect(screen.getByText(/^Incoming messages/).textContent).toContain('does not work');
  expect(sent(calls, 'POST', /test$/)[0]?.body).toEqual({ to: '972541234567' });
});

it('disconnects only after saying what happens', async () => {
  const { calls } = showAccount(whatsapp());
  fireEvent.click(await screen.findByRole('button', { name: 'Disconnect' }));
  // Its code is fetched by the tap.
  const dialog = await screen.findByRole('alertdialog', {}, { timeout: 5000 });
  expect(dialog.textContent).toMatch(/New WhatsApp orders do not arrive/);
  expect(sent(calls, 'DELETE', /whatsapp$/)).toHaveLength(0);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Yes, disconnect' }));
  await waitFor(() => expect(sent(calls, 'DELETE', /whatsapp$/)).toHaveLength(1));
  expect(await screen.findByText('The number is disconnected')).toBeTruthy();
});

it('is for the office only', async () => {
  stubFetch(() => answerJson({}));
  const made = makeDesk();
  const was = business.role;
  business.role = 'cashier';
  try {
    show(<WhatsappPage />, undefined, made);
    expect(screen.getByText(/Only the owner or a manager/)).toBeTruthy();
  } finally {
    business.role = was;
  }
});

it('reads the number in a tier', () => {
  expect(['TIER_250', 'TIER_2K', 'TIER_100K', 'TIER_UNLIMITED', ''].map(tierNumber)).toEqual([
    250,
    2000,
    100_000,
    null,
    null,
  ]);
});

const session = (change: Partial<SessionRow>): SessionRow => ({
  id: 's1',
  createdAt: '2026-11-20T10:00:00Z',
  lastSeenAt: '2026-11-27T10:00:00Z',
  expiresAt: '2026-12-20T10:00:00Z',
  remoteAddress: '192.0.2.7',
  userAgent: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36',
  isCurrent: false,
  ...change,
});

it('lists where one is signed in, and ends it elsewhere', async () => {
  const calls = stubFetch(({ method }) =>
    method === 'GET'
      ? answerJson({
          sessions: [session({}), session({ id: 's2', isCurrent: true, userAgent: '' })],
        })
      : new Response(null, { status: 204 }),
  );
  show(<SessionsPage />);
  const rows = await screen.findAllByRole('listitem');
  expect(rows[0]?.textContent).toMatch(/Unknown device.*This device/);
  expect(await faults()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Sign out Chrome · Android' }));
  await waitFor(() => expect(sent(calls, 'DELETE', /sessions\/s1$/)).toHaveLength(1));
  const others = screen.getByRole<HTMLButtonElement>('button', { name: 'Sign out all others' });
  await waitFor(() => expect(others.disabled).toBe(false));
  fireEvent.click(others);
  await waitFor(() => expect(sent(calls, 'DELETE', /api\/sessions$/)).toHaveLength(1));
});

it('names devices', () => {
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile/15E148 Safari/604.1';
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0';
  expect([iphone, edge, 'curl/8'].map(deviceName)).toEqual([
    'Safari · iPhone',
    'Edge · Windows',
    '',
  ]);
  expect([iphone, edge].map(isPhone)).toEqual([true, false]);
});

function showTemplates(account: object | null = { status: 'active' }) {
  const calls = stubFetch(({ url, method }) => {
    if (method !== 'GET') return answerJson({ template: template(), success: true, templates: 2 });
    if (url.pathname.endsWith('/order-templates')) {
      return answerJson({
        orderTemplates: [
          {
            event: 'ready',
            language: 'he',
            templateName: 'croozer_order_ready_v1',
            templateLanguage: 'he',
            parameters: ['order_number'],
            isDefault: true,
            status: null,
          },
        ],
      });
    }
    if (url.pathname.endsWith('/templates')) {
      return answerJson({
        templates: [
          template(),
          template({ id: 't2', name: 'sale', status: 'REJECTED', reason: 'INVALID_FORMAT' }),
        ],
        syncedAt: null,
      });
    }
    return answerJson({ business: {}, whatsappAccount: account });
  });
  return { calls, ...show(<TemplatesPage />) };
}

it('lists templates with their state, and what tells of an order', async () => {
  const { calls } = showTemplates();
  expect(await screen.findByText('Approved')).toBeTruthy();
  expect(screen.getByText(/not in a form that Meta takes/)).toBeTruthy();
  expect(await screen.findByText('Not created yet')).toBeTruthy();
  expect(await faults()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Create the defaults' }));
  await waitFor(() => expect(sent(calls, 'POST', /create-defaults$/)).toHaveLength(1));
  fireEvent.click(screen.getByRole('button', { name: 'Fetch from Meta' }));
  expect(await screen.findByText('2 templates were fetched')).toBeTruthy();
});

it('says that templates need a number', async () => {
  showTemplates(null);
  expect(await screen.findByText('Templates belong to a connected number')).toBeTruthy();
});

it('writes a template and says what Meta would refuse', async () => {
  const { calls } = showTemplates();
  fireEvent.click(await screen.findByRole('button', { name: 'New template' }));
  const form = await screen.findByRole('dialog', { name: 'New template' });
  const type = (label: string | RegExp, value: string) =>
    fireEvent.change(within(form).getByLabelText(label), { target: { value } });
  type('Name', 'Order Ready');
  expect(within(form).getByText('Only a–z, 0–9 and _')).toBeTruthy();
  type('Name', 'order_ready');
  type('Text', 'Ready: {{1}}');
  expect(within(form).getByText(/may not begin or end/)).toBeTruthy();
  type('Text', 'Order {{2}} is ready.');
  expect(within(form).getByText(/without gaps/)).toBeTruthy();
  type('Text', 'Order {{1}} is ready.');
  fireEvent.click(within(form).getByRole('button', { name: 'Send for approval' }));
  expect(within(form).getByText('Required')).toBeTruthy();
  expect(sent(calls, 'POST', /templates$/)).toHaveLength(0);
  type(/^Example for/, '118');
  expect(within(form).getByText('Order 118 is ready.')).toBeTruthy();
  expect(await faults(form)).toEqual([]);
  fireEvent.click(within(form).getByRole('button', { name: 'Send for approval' }));
  await waitFor(() => expect(sent(calls, 'POST', /templates$/)).toHaveLength(1));
  expect(sent(calls, 'POST', /templates$/)[0]?.body).toEqual({
    name: 'order_ready',
    language: 'he',
    category: 'UTILITY',
    parameterFormat: 'POSITIONAL',
    components: [
      { type: 'BODY', text: 'Order {{1}} is ready.', example: { body_text: [['118']] } },
    ],
  });
});

it('deletes a template after asking', async () => {
  const { calls } = showTemplates();
  fireEvent.click(await screen.findByRole('button', { name: /Delete .*sale/ }));
  const dialog = await screen.findByRole('alertdialog');
  expect(dialog.textContent).toMatch(/30 days/);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(sent(calls, 'DELETE', /templates\/t2$/)).toHaveLength(1));
});

function showWords(words = [unknownWord()], i18n = hebrew) {
  const calls = stubFetch(({ method }) =>
    method === 'GET'
      ? answerJson({
          unknownWords: words,
          pagination: { hasMore: false, nextCursor: null },
        })
      : answerJson({ unknownWord: unknownWord({ version: 2, state: 'taught', suggestions: [] }) }),
  );
  return { calls, ...show(<WordsPage />, i18n) };
}

it('teaches a word by one tap, and takes it back', async () => {
  const { calls } = showWords();
  expect((await screen.findByText('מרגרטה', { selector: 'mark' })).tagName).toBe('MARK');
  expect(await faults()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'הכוונה ב״מרגרטה״ היא מרגריטה' }));
  fireEvent.click(await screen.findByRole('button', { name: /ביטול הפעולה/ }));
  await waitFor(() => expect(sent(calls, 'POST', /u1\/undo$/)).toHaveLength(1));
  const [teach] = sent(calls, 'POST', /u1\/teach$/);
  expect(teach?.body).toEqual({ productId: 'p1' });
  expect(teach?.headers.get('If-Match')).toBe('"v1"');
  expect(sent(calls, 'POST', /undo$/)[0]?.headers.get('If-Match')).toBe('"v2"');
});

it('teaches an option by its group, and sets aside what is no dish', async () => {
  const { calls } = showWords([unknownWord(), unknownWord({ id: 'u2', suggestions: [] })]);
  fireEvent.click(await screen.findByRole('button', { name: /היא מוצרלה/ }));
  await waitFor(() =>
    expect(sent(calls, 'POST', /u1\/teach$/)[0]?.body).toEqual({
      optionGroupId: 'g1',
      optionId: 'o1',
    }),
  );
  expect(screen.getByText('אין בתפריט שם דומה')).toBeTruthy();
  fireEvent.click(screen.getAllByRole('button', { name: /היא לא מנה/ }).at(-1) as HTMLElement);
  await waitFor(() => expect(sent(calls, 'POST', /u2\/dismiss$/)).toHaveLength(1));
});

it('has good news when every word was understood', async () => {
  showWords([]);
  expect(await screen.findByText('כל המילים הובנו')).toBeTruthy();
  expect(await faults()).toEqual([]);
});
