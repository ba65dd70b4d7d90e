import { expect, it } from 'vitest';
import { ApiError } from '../api/client';
import { english } from '../test/harness';
import { why } from './why';

it('tells a limit of its own from a busy server', () => {
  const say = (slug: string, title: string) => why(new ApiError(429, slug, title, ''), english);
  expect(say('too_many_requests', 'Too many requests')).toBe(english.t('why_busy'));
  expect(say('test_limit', 'Five tests an hour')).toBe('Five tests an hour');
  expect(say('http_429', '')).toBe(english.t('why_busy'));
});
