import type { QueryClient } from '@tanstack/react-query';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { configureApi, get } from './api/client';
import type { BusinessSummary, Session } from './api/types';
import { rememberedBusiness } from './lib/preferences';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await get<Session>('/api/session');
    configureApi({ csrf: session.csrf });
    return session;
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

/** Only below a route that has loaded the session. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('no session');
  return data;
}

export function homeBusiness(session: Session): BusinessSummary | undefined {
  const last = rememberedBusiness();
  return session.businesses.find((one) => one.id === last) ?? session.businesses[0];
}

export const hasSession = (queries: QueryClient): boolean =>
  queries.getQueryData(sessionQuery.queryKey) !== undefined;

/** A path of this site to come back to, or the board: never an address elsewhere. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || next.startsWith('/login'))
    return '/';
  return next;
}
