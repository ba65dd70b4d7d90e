import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import '../connect/texts';
import '../settings/texts';
import type { ReactNode } from 'react';
import type { BusinessSummary } from '../api/types';
import { type I18n, I18nContext, makeI18n } from '../i18n';
import { en } from '../i18n/en';
import { he } from '../i18n/he';
import { Desk } from '../live/desk';
import { DeskContext } from '../live/desk_context';
import { Toasts } from '../ui/toasts';
import { businessId } from './samples';

export const business: BusinessSummary = {
  id: businessId,
  name: 'Nona',
  type: 'pizzeria',
  role: 'owner',
  status: 'active',
  timezone: 'Asia/Jerusalem',
  currency: 'ILS',
  language: 'he',
};

export const english: I18n = makeI18n('en', en);
export const hebrew: I18n = makeI18n('he', he);

/** A desk that was never started: it has no stream and asks for nothing by itself. */
export function makeDesk() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return { queries, desk: new Desk(businessId, business.timezone, '05:00', queries) };
}

export function show(children: ReactNode, i18n: I18n = english, made = makeDesk()) {
  const view = render(
    <QueryClientProvider client={made.queries}>
      <I18nContext value={i18n}>
        <DeskContext value={{ desk: made.desk, business }}>
          {children}
          <Toasts />
        </DeskContext>
      </I18nContext>
    </QueryClientProvider>,
  );
  return { ...made, ...view };
}

export interface Call {
  method: string;
  url: URL;
  headers: Headers;
  body: unknown;
}

/** Stands in for the network in one test; each call is kept. */
export function stubFetch(answer: (call: Call) => Response | Promise<Response>): Call[] {
  const calls: Call[] = [];
  globalThis.fetch = (async (input: string, init: RequestInit = {}) => {
    const call = {
      method: init.method ?? 'GET',
      url: new URL(input, 'http://shop.test'),
      headers: new Headers(init.headers),
      body: init.body ? JSON.parse(String(init.body)) : undefined,
    };
    calls.push(call);
    return answer(call);
  }) as typeof fetch;
  return calls;
}

export const answerJson = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

export const answerProblem = (status: number, slug: string): Response =>
  answerJson({ type: `https://croozer.dev/problems/${slug}`, title: slug, status }, status);
