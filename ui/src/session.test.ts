import { expect, it } from 'vitest';
import { safeNext } from './session';

it('comes back only to this site', () => {
  expect(safeNext('/b/1/orders?order=2')).toBe('/b/1/orders?order=2');
  for (const bad of [
    '//evil.test',
    '/\\evil.test',
    'https://evil.test',
    '',
    undefined,
    '/login?next=/login',
  ]) {
    expect(safeNext(bad)).toBe('/');
  }
});
