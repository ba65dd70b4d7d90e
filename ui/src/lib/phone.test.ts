import { expect, it } from 'vitest';
import { asPhone } from './phone';

it('writes numbers as people do, left to right', () => {
  expect(asPhone('97235550211')).toBe('\u2066+972 3-555-0211\u2069');
  expect(asPhone('+972541234567')).toBe('\u2066+972 54-123-4567\u2069');
  expect(asPhone('+972 3-555-0211')).toBe('\u2066+972 3-555-0211\u2069');
  expect(asPhone('14155550123')).toBe('\u2066+14155550123\u2069');
});
