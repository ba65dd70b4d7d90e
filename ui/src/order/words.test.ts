import { expect, it } from 'vitest';
import { english, hebrew } from '../test/harness';
import { adjustmentName } from './words';

it('names a deal in the language of whoever reads', () => {
  const deal = { kind: 'deal', amount: -1000, reason: 'Couple deal', reasonHe: 'דיל זוגי' };
  expect(adjustmentName(deal, hebrew)).toBe('מבצע · דיל זוגי');
  expect(adjustmentName(deal, english)).toBe('Deal · Couple deal');
  const fee = { kind: 'delivery_fee', amount: 1500, reason: '', reasonHe: '' };
  expect(adjustmentName(fee, english)).toBe('Delivery fee');
});
