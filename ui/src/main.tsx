import './styles.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { configureApi, isApiError } from './api/client';
import { I18nProvider } from './i18n';
import { openInLanguage } from './i18n/first';
import { makeRouter } from './router';
import { hasSession, sessionQuery } from './session';
import { Toasts } from './ui/toasts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal does not get better by asking again; the network may.
      retry: (failures, error) => failures < 2 && (!isApiError(error) || error.status >= 500),
      // Live events say when something changed.
      staleTime: 30_000,
      refetchOnWindowFocus: false,
    },
  },
});
// Facebook leaves it behind the address it sends people back to.
if (window.location.hash === '#_=_') {
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
}
const router = makeRouter(queries);

configureApi({
  onUnauthorised: () => {
    const { pathname, href } = router.state.location;
    if (!hasSession(queries) || pathname === '/login') return;
    // The session is forgotten only once no screen needs it.
    void router
      .navigate({ to: '/login', search: { error: 'session', next: href } })
      .then(() => queries.removeQueries({ queryKey: sessionQuery.queryKey }));
  },
});

async function start(): Promise<void> {
  const { language, catalogue } = await openInLanguage();
  const element = document.getElementById('root');
  if (!element) throw new Error('#root is missing');
  createRoot(element).render(
    <QueryClientProvider client={queries}>
      <I18nProvider language={language} catalogue={catalogue}>
        <RouterProvider router={router} />
        <Toasts />
      </I18nProvider>
    </QueryClientProvider>,
  );
}

void start();
