import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { type I18n, I18nContext } from '../i18n';
import { english, hebrew } from '../test/harness';
import LoginPage from './login_page';

afterEach(cleanup);

// As src/api/routes/sign_in_routes.cpp sends people back.
const slugs = [
  'access_denied',
  'oauth_expired',
  'oauth_state',
  'oauth_code',
  'oauth_token',
  'upstream',
  'too_many_requests',
  'user_disabled',
] as const;

async function open(search: string, i18n: I18n) {
  const root = createRootRoute();
  const login = createRoute({
    getParentRoute: () => root,
    path: '/login',
    validateSearch: (given: Record<string, unknown>) => given,
    component: LoginPage,
  });
  const router = createRouter({
    routeTree: root.addChildren([login]),
    history: createMemoryHistory({ initialEntries: [`/login${search}`] }),
  });
  render(
    <I18nContext value={i18n}>
      <RouterProvider router={router as never} />
    </I18nContext>,
  );
  return screen.findByRole('link');
}

it('tells every failure of a sign-in apart, in both languages', async () => {
  for (const i18n of [english, hebrew]) {
    const told = new Set<string>();
    for (const slug of slugs) {
      await open(`?error=${slug}`, i18n);
      const words = screen.getByRole('alert').textContent;
      expect(words).not.toBe(i18n.t('loginError_other'));
      told.add(words);
      cleanup();
    }
    expect(told.size).toBe(slugs.length);
  }
});

it('asks Facebook again for what was refused, and only then', async () => {
  const link = await open('?error=access_denied&next=%2Fb%2F1%2Forders', english);
  expect(link.getAttribute('href')).toBe('/api/auth/facebook/start?next=%2Fb%2F1%2Forders&again=1');
  expect(link.textContent).toBe('Ask Facebook again');
  cleanup();
  const usual = await open('?error=upstream', english);
  expect(usual.getAttribute('href')).toBe('/api/auth/facebook/start?next=%2F');
});

it('has words for what it does not know', async () => {
  await open('?error=%3Cscript%3E', english);
  expect(screen.getByRole('alert').textContent).toBe(english.t('loginError_other'));
});
