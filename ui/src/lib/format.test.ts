import { describe, expect, it } from 'vitest';
import { order } from '../test/samples';
import { businessDayStart, clock, clockOrDay, money, percent } from './format';
import { orderTime } from './order_time';

// Intl adds direction marks to Hebrew money.
const bare = (text: string) => text.replace(/[\u200e\u200f\u00a0 ]/g, '');
const zone = 'Asia/Jerusalem';

describe('money', () => {
  it('takes minor units', () => {
    expect(bare(money(482350, 'ILS', 'he-IL'))).toBe('4,823.50₪');
    expect(bare(money(5, 'ILS', 'en-IL'))).toBe('₪0.05');
    expect(bare(money(-1500, 'ILS', 'en-IL'))).toBe('-₪15.00');
  });
  it('knows currencies without decimals', () => {
    expect(bare(money(500, 'JPY', 'en-US'))).toBe('¥500');
  });
});

it('shows VAT from basis points', () => expect(bare(percent(1800, 'en-IL'))).toBe('18%'));

describe('times', () => {
  it('are those of the business', () => {
    expect(clock('2026-11-23T10:05:00Z', zone, 'he-IL')).toBe('12:05');
    expect(clock('2026-11-22T22:05:00Z', zone, 'he-IL')).toBe('00:05');
  });
  it('carry the day when it is another', () => {
    const now = Date.parse('2026-11-23T10:00:00Z');
    expect(clockOrDay('2026-11-23T18:30:00Z', now, zone, 'en-IL')).toBe('20:30');
    expect(clockOrDay('2026-11-24T18:30:00Z', now, zone, 'en-IL')).toMatch(/24.*20:30/);
  });
});

describe('businessDayStart', () => {
  const start = (now: string) =>
    new Date(businessDayStart(Date.parse(now), zone, '05:00')).toISOString();
  it('is today at five, or yesterday before five', () => {
    expect(start('2026-11-23T10:00:00Z')).toBe('2026-11-23T03:00:00.000Z');
    expect(start('2026-11-23T02:59:00Z')).toBe('2026-11-22T03:00:00.000Z');
    expect(start('2026-11-23T03:00:00Z')).toBe('2026-11-23T03:00:00.000Z');
  });
  it('holds over a change of clocks', () => {
    // Israel goes to summer time on 2026-03-27 at 02:00.
    expect(start('2026-03-27T01:00:00Z')).toBe('2026-03-26T03:00:00.000Z');
    expect(start('2026-03-27T10:00:00Z')).toBe('2026-03-27T02:00:00.000Z');
  });
});

describe('orderTime', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  const at = (minutes: number) =>
    orderTime(order({ promisedAt: new Date(now + minutes * 60_000).toISOString() }), now);
  it('counts down, warns at five minutes, then counts up', () => {
    expect(at(6)).toEqual({ tone: 'left', minutes: 6 });
    expect(at(5)).toEqual({ tone: 'soon', minutes: 5 });
    expect(at(0)).toEqual({ tone: 'soon', minutes: 0 });
    expect(at(-8)).toEqual({ tone: 'late', minutes: 8 });
    expect(at(-0.1)).toEqual({ tone: 'late', minutes: 1 });
  });
  it('shows a time of day when it is far', () => {
    expect(at(200).tone).toBe('scheduled');
  });
  it('uses the estimate, else how long it waits, and nothing once done', () => {
    expect(orderTime(order({ quotedMinutes: 20 }), now)).toEqual({ tone: 'left', minutes: 20 });
    expect(orderTime(order(), now + 3 * 60_000)).toEqual({ tone: 'waiting', minutes: 3 });
    expect(orderTime(order({ status: 'delivered', quotedMinutes: 5 }), now)).toEqual({
      tone: 'none',
    });
  });
});
