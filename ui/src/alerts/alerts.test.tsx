import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { Alert } from '../api/whatsapp_types';
import { faults } from '../test/axe';
import { answerJson, business, english, hebrew, show, stubFetch } from '../test/harness';
import { alert } from '../test/whatsapp_samples';
import { AlertStrip } from './alert_strip';
import { alertReason, alertTitle } from './alert_text';
import { AlertBell } from './bell';
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
    `/connect?business=${business.id}`,
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
    ['payments_missing', {}],
    ['name_rejected', { reason: 'x' }],
    ['template_rejected', { name: 'a', language: 'he', reason: 'x' }],
    ['template_paused', { name: 'a', language: 'he' }],
    ['no_status', { count: 2, oldest: '2026-11-27T09:00:00Z' }],
    ['security_pin', { event: 'PIN_CHANGED' }],
    ['account_removed', { event: 'PARTNER_REMOVED', reason: 'x' }],
    ['media_failed', { count: 1 }],
    ['webhook_unsubscribed', {}],
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
  expect(alertReason(alert({ detail: { reason: 'FIRST_PAUSE' } }), english)).toBe('FIRST_PAUSE');
});
