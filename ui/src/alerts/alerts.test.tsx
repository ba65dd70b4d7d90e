import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { Alert } from '../api/whatsapp_types';
import { ChatPane } from '../chat/chat_pane';
import { faults } from '../test/axe';
import { answerJson, business, english, hebrew, show, stubFetch } from '../test/harness';
import { alert } from '../test/whatsapp_samples';
import { troubleOf } from './account_trouble';
import { AlertStrip } from './alert_strip';
import { alertAdvice, alertReason, alertTitle, placeOf } from './alert_text';
import { AlertBell } from './bell';
import { SendingStopped } from './sending_stopped';
import { openAlerts } from './use_alerts';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, params: _, ...rest }: { to: string; params: unknown }) => <a href={to} {...rest} />,
}));

const answer = (alerts: Alert[]) =>
  stubFetch(({ method }) => answerJson(method === 'GET' ? { alerts } : { success: true }));

const removed = alert({ id: 'x2', kind: 'account_removed', level: 'critical', detail: {} });

it('counts what nobody has seen, and lists the urgent first', async () => {
  answer([
    alert(),
    removed,
    alert({ id: 'x3', acknowledgedAt: '2026-11-27T09:00:00Z' }),
    alert({ id: 'x4', resolvedAt: '2026-11-27T09:00:00Z' }),
  ]);
  show(<AlertBell business={business} className="" />);
  fireEvent.click(await screen.findByRole('button', { name: 'Alerts 2 open alerts' }));
  const sheet = await screen.findByRole('dialog', { name: 'Alerts' });
  const titles = [...sheet.querySelectorAll('h3')].map((one) => one.textContent);
  expect(titles).toEqual([
    'The number was disconnected in Meta or in the app',
    'Access to WhatsApp ends soon: 3 days left',
    'Access to WhatsApp ends soon: 3 days left',
  ]);
  expect(sheet.textContent).toContain('Connect the number again');
  expect(screen.getByRole('link', { name: 'Connect again' }).getAttribute('href')).toBe(
    `/connect?business=${business.id}&again=1`,
  );
  expect(await faults(sheet)).toEqual([]);
});

it('acknowledges at once', async () => {
  const calls = answer([alert()]);
  show(<AlertBell business={business} className="" />);
  fireEvent.click(await screen.findByRole('button', { name: /^Alerts/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Seen' }));
  await waitFor(() =>
    expect(calls.some(({ url }) => url.pathname.endsWith('/alerts/x1/acknowledge'))).toBe(true),
  );
});

it('says that all is well', async () => {
  answer([]);
  show(<AlertBell business={business} className="" />);
  fireEvent.click(await screen.findByRole('button', { name: 'Alerts' }));
  expect(await screen.findByText('All is well')).toBeTruthy();
});

it('asks for nothing on behalf of those who cannot act', () => {
  const calls = answer([removed]);
  show(<AlertBell business={{ ...business, role: 'kitchen' }} className="" />);
  expect(screen.queryByRole('button')).toBeNull();
  expect(calls).toHaveLength(0);
});

it('puts what stops orders on the board, and nothing less', async () => {
  answer([alert(), removed, { ...removed, id: 'x5', kind: 'token_invalid' }]);
  show(<AlertStrip />);
  const strip = await screen.findByRole('alert');
  expect(strip.textContent).toMatch(/\(and 1 more\)/);
  expect(strip.textContent).not.toMatch(/ends soon/);
});

it('has a sentence for each kind, in both languages', () => {
  const kinds: [string, Record<string, unknown>][] = [
    ['token_expires', { daysLeft: 1 }],
    ['token_invalid', { code: 190 }],
    ['number_quality', { quality: 'RED' }],
    ['number_restricted', { type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: null }],
    ['account_blocked', { reason: 'x' }],
    ['number_unregistered', { reason: 'x', code: 133010 }],
    ['name_not_approved', { reason: 'x', code: 131037 }],
    ['account_violation', { reason: 'ADULT' }],
    ['payments_missing', {}],
    ['name_rejected', { reason: 'x' }],
    ['template_rejected', { name: 'a', language: 'he', reason: 'x' }],
    ['template_paused', { name: 'a', language: 'he' }],
    ['template_disabled', { name: 'a', language: 'he' }],
    ['account_warned', { reason: 'SCHEDULE_FOR_DISABLE', date: 'November 30, 2026' }],
    ['review_rejected', {}],
    ['dead_letters', { count: 4 }],
    ['no_status', { count: 2, oldest: '2026-11-27T09:00:00Z' }],
    ['security_pin', { event: 'PIN_CHANGED' }],
    ['account_removed', { event: 'PARTNER_REMOVED', reason: 'x' }],
    ['media_failed', { count: 1 }],
    ['webhook_unsubscribed', {}],
    ['number_slowed', { code: 131048 }],
    ['account_notice', { type: 'PROFILE_PICTURE_LOST' }],
  ];
  for (const i18n of [english, hebrew]) {
    for (const [kind, detail] of kinds) {
      const title = alertTitle(alert({ kind, detail }), i18n);
      expect(title, kind).not.toBe(i18n.t('alert_other'));
      expect(title, kind).not.toMatch(/[{}]|undefined/);
      expect(i18n.maybe(`alertDo_${kind}`), kind).toBeTruthy();
    }
  }
  expect(alertTitle(alert({ kind: 'new_kind' }), english)).toBe(english.t('alert_other'));
});

it('sorts by news, urgency and age', () => {
  const seen = alert({ id: 's', level: 'critical', acknowledgedAt: '2026-11-27T09:00:00Z' });
  const older = alert({ id: 'o', raisedAt: '2026-11-26T09:00:00Z' });
  expect(openAlerts([seen, older, alert(), removed]).map(({ id }) => id)).toEqual([
    'x2',
    'x1',
    'o',
    's',
  ]);
});

it('says in words why a template was refused', () => {
  const paused = alert({ kind: 'template_paused', detail: { name: 'x', reason: 'FIRST_PAUSE' } });
  expect(alertReason(paused, english)).toMatch(/three hours/);
});

const inError = (error: object | null) => (alerts: Alert[]) =>
  stubFetch(({ url }) =>
    answerJson(
      url.pathname.endsWith('/alerts')
        ? { alerts }
        : { business: {}, whatsappAccount: { status: 'error', error } },
    ),
  );
const seen = { acknowledgedAt: '2026-11-27T09:00:00Z' };

it('says that no messages leave, whatever was seen', async () => {
  inError({ code: 190, message: 'x' })([
    alert({ kind: 'token_invalid', level: 'critical', ...seen }),
  ]);
  const { unmount } = show(<AlertStrip />, hebrew);
  const strip = await screen.findByRole('alert');
  expect(strip.textContent).toContain('הודעות לא יוצאות בוואטסאפ. הזמנות ממשיכות להיכנס.');
  expect(screen.getByRole('link', { name: 'חיבור מחדש' }).getAttribute('href')).toContain(
    'again=1',
  );
  expect(await faults(strip)).toEqual([]);
  unmount();
  show(<SendingStopped />, english);
  expect((await screen.findByRole('status')).textContent).toMatch(/No messages leave on WhatsApp/);
});

it('says it above the composer', async () => {
  stubFetch(({ url }) => {
    if (url.pathname.endsWith('/messages')) {
      return answerJson({ messages: [], pagination: { hasMore: false, nextCursor: null } });
    }
    return answerJson(
      url.pathname.startsWith('/api/businesses')
        ? { business: {}, alerts: [], whatsappAccount: { status: 'error', error: null } }
        : { conversations: [] },
    );
  });
  show(<ChatPane conversationId="k1" customerId="c1" name="Dana" />);
  const line = await screen.findByText(/No messages leave on WhatsApp/);
  const box = screen.getByRole('textbox', { name: 'Message' });
  expect(line.compareDocumentPosition(box)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});

it('says it once while its alert is new, and other urgent ones beside it', async () => {
  inError({ code: 131042, message: 'x' })([
    alert({ kind: 'payments_missing', level: 'critical' }),
    alert({ id: 'x2', kind: 'number_restricted', level: 'critical' }),
  ]);
  show(<AlertStrip />);
  await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2));
  const [line, other] = screen.getAllByRole('alert');
  expect(line?.textContent).toMatch(/To WhatsApp Manager/);
  expect(other?.textContent).toMatch(/restricted the number/);
  expect(other?.textContent).not.toMatch(/more/);
});

it('does not promise orders where none may come', async () => {
  for (const kind of ['account_removed', 'number_unregistered']) {
    inError({ code: null, message: 'x', kind })([]);
    const { unmount } = show(<SendingStopped />);
    expect((await screen.findByRole('status')).textContent).toMatch(/New orders do not arrive/);
    expect(screen.getByRole('link').getAttribute('href')).toContain('again=1');
    unmount();
  }
  inError({ code: null, message: 'x' })([]);
  show(<SendingStopped />);
  expect((await screen.findByRole('status')).textContent).not.toMatch(/orders/i);
});

it('says nothing while messages leave', async () => {
  const calls = stubFetch(() =>
    answerJson({ business: {}, whatsappAccount: { status: 'active', error: null } }),
  );
  show(<SendingStopped />);
  await waitFor(() => expect(calls).toHaveLength(1));
  expect(screen.queryByRole('status')).toBeNull();
});

it('reads the kind of an error from the server, else from the code', () => {
  const of = (code: number | null, kind?: string) =>
    troubleOf({ code, message: '', kind: kind ?? null });
  expect([of(0), of(190), of(131042), of(368), of(null)]).toEqual([
    'token_invalid',
    'token_invalid',
    'payments_missing',
    undefined,
    undefined,
  ]);
  expect([131037, 131045, 133000, 133010].map((code) => of(code))).toEqual([
    'name_not_approved',
    'number_unregistered',
    'number_unregistered',
    'number_unregistered',
  ]);
  expect(of(190, 'account_blocked')).toBe('account_blocked');
  expect(of(190, 'news')).toBe('token_invalid');
});

it('counts the days from now', () => {
  const expires = alert({ detail: { daysLeft: 14, expiresAt: '2026-12-04T10:00:00Z' } });
  const title = (now: string) => alertTitle(expires, english, Date.parse(now));
  expect(title('2026-11-27T09:00:00Z')).toMatch(/8 days left/);
  expect(title('2026-12-04T09:00:00Z')).toMatch(/1 day left/);
  expect(title('2026-12-05T09:00:00Z')).toBe('Access to WhatsApp has ended');
});

it('leads where something can be done', () => {
  const kinds = [
    'account_blocked',
    'name_not_approved',
    'account_warned',
    'account_violation',
    'review_rejected',
    'payments_missing',
    'name_rejected',
    'security_pin',
    'account_notice',
  ];
  for (const kind of kinds) expect(placeOf(kind), kind).toBe('manager');
  expect(placeOf('number_unregistered')).toBe('connect');
  expect(placeOf('dead_letters')).toBe('chats');
  expect(placeOf('template_disabled')).toBe('templates');
});

it('says the day of a ban in the language of the reader', () => {
  const warned = (date?: string) =>
    alertAdvice(alert({ kind: 'account_warned', detail: date ? { date } : {} }), hebrew);
  expect(warned('November 30, 2026')).toContain('ב־30 בנובמבר');
  expect(warned('2026-11-30')).toContain('ב־30 בנובמבר');
  expect(warned()).toMatch(/החשבון עוד פועל/);
});

it('shows sentences of Meta, not its codes', () => {
  const reason = (text: unknown) => alertReason(alert({ detail: { reason: text } }), english);
  expect(reason('Your account was locked')).toBe('Your account was locked');
  expect(['TAG_CONTENT_MISMATCH', 'SCAM', 'sealed_secret', '', 7].map(reason)).toEqual(
    Array(5).fill(''),
  );
});
