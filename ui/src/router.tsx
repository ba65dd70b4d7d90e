import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { isApiError } from './api/client';
import type { Session } from './api/types';
import { rememberBusiness } from './lib/preferences';
import { Fault, NotFound } from './pages/fault';
import { OrdersPage } from './pages/orders_page';
import { homeBusiness, safeNext, sessionQuery } from './session';
import { Shell } from './shell/shell';
import { type Lane, lanes } from './store/order_store';

interface RouterContext {
  queries: QueryClient;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number'
      ? String(value)
      : undefined;

async function needSession(queries: QueryClient, href: string): Promise<Session> {
  try {
    return await queries.ensureQueryData(sessionQuery);
  } catch (error) {
    if (!isApiError(error) || error.status !== 401) throw error;
    throw redirect({ to: '/login', search: href === '/' ? {} : { next: href } });
  }
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  errorComponent: Fault,
  notFoundComponent: NotFound,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context, location }) => {
    const business = homeBusiness(await needSession(context.queries, location.href));
    if (!business) throw redirect({ to: '/welcome' });
    throw redirect({ to: '/b/$businessId/orders', params: { businessId: business.id } });
  },
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search): { next?: string | undefined; error?: string | undefined } => ({
    next: search.next === undefined ? undefined : safeNext(search.next),
    error: text(search.error),
  }),
  component: lazyRouteComponent(() => import('./pages/login_page')),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: async ({ context, location }) => {
    await needSession(context.queries, location.href);
  },
  component: lazyRouteComponent(() => import('./pages/welcome_page')),
});

const business = createRoute({
  getParentRoute: () => root,
  path: '/b/$businessId',
  beforeLoad: async ({ context, location, params }) => {
    const session = await needSession(context.queries, location.href);
    if (!session.businesses.some((one) => one.id === params.businessId))
      throw redirect({ to: '/' });
    rememberBusiness(params.businessId);
  },
  component: Shell,
});

const orders = createRoute({
  getParentRoute: () => business,
  path: '/orders',
  validateSearch: (
    search,
  ): {
    q?: string | undefined;
    order?: string | undefined;
    chat?: string | undefined;
    lane?: Lane | undefined;
  } => ({
    q: text(search.q),
    order: text(search.order),
    chat: text(search.chat),
    lane: lanes.find((lane) => lane === search.lane),
  }),
  component: OrdersPage,
});

const chats = createRoute({
  getParentRoute: () => business,
  path: '/chats',
  validateSearch: (search): { chat?: string | undefined } => ({ chat: text(search.chat) }),
  component: lazyRouteComponent(() => import('./pages/chats_page')),
});

const whatsapp = createRoute({
  getParentRoute: () => business,
  path: '/settings/whatsapp',
  component: lazyRouteComponent(() => import('./settings/whatsapp_page')),
});

const bot = createRoute({
  getParentRoute: () => business,
  path: '/settings/bot',
  component: lazyRouteComponent(() => import('./settings/bot_page')),
});

const templates = createRoute({
  getParentRoute: () => business,
  path: '/settings/templates',
  component: lazyRouteComponent(() => import('./settings/templates_page')),
});

const words = createRoute({
  getParentRoute: () => business,
  path: '/settings/words',
  component: lazyRouteComponent(() => import('./settings/words_page')),
});

const sessions = createRoute({
  getParentRoute: () => business,
  path: '/settings/sessions',
  component: lazyRouteComponent(() => import('./settings/sessions_page')),
});

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      home,
      login,
      welcome,
      business.addChildren([orders, chats, whatsapp, bot, templates, words, sessions]),
    ]),
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
