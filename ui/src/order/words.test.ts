import { expect, it } from 'vitest';
import { english, hebrew } from '../test/harness';
import { adjustmentName, notificationReason } from './words';

it('names a deal in the language of whoever reads', () => {
  const deal = { kind: 'deal', amount: -1000, reason: 'Couple deal', reasonHe: 'דיל זוגי' };
  expect(adjustmentName(deal, hebrew)).toBe('מבצע · דיל זוגי');
  expect(adjustmentName(deal, english)).toBe('Deal · Couple deal');
  const fee = { kind: 'delivery_fee', amount: 1500, reason: '', reasonHe: '' };
  expect(adjustmentName(fee, english)).toBe('Delivery fee');
});

it('says in words why a customer was not told', () => {
  expect(notificationReason('error_131026', hebrew)).toMatch(/כדאי להתקשר/);
  expect(notificationReason('error_132012', english)).toMatch(/its values or its text/);
  expect(notificationReason('error_131047', english)).toMatch(/24 hours/);
  expect(notificationReason('error_999', english)).toBe('Meta did not take the message');
  expect(notificationReason('blocked', english)).toBe('the customer is blocked');
});
