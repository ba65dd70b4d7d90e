import { expect, it } from 'vitest';
import { asPhone } from './phone';

it('writes numbers as people do, left to right, never over two lines', () => {
  const nona = '\u2066+972\u00a03\u2011555\u20110211\u2069';
  expect(asPhone('97235550211')).toBe(nona);
  expect(asPhone('+972541234567')).toBe('\u2066+972\u00a054\u2011123\u20114567\u2069');
  expect(asPhone('+972 3-555-0211')).toBe(nona);
  expect(asPhone('14155550123')).toBe('\u2066+14155550123\u2069');
});
