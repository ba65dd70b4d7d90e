import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { configureApi } from '../api/client';
import { useLanes } from '../live/desk_context';
import { answerJson, answerProblem, hebrew, makeDesk, show, stubFetch } from '../test/harness';
import { businessId, order } from '../test/samples';
import { WideBoard } from './board';

function LiveBoard({
  query = '',
  onOpen = () => {},
}: {
  query?: string;
  onOpen?: (id: string) => void;
}) {
  return <WideBoard lanes={useLanes()} query={query} onOpen={onOpen} />;
}

function boardWith(...orders: ReturnType<typeof order>[]) {
  const made = makeDesk();
  made.desk.orders.reconcile(orders, made.desk.orders.mark());
  return made;
}

const lane = (name: RegExp) => screen.getByRole('region', { name });
const held = {
  notificationSent: true,
  notification: { state: 'held' },
  undo: { token: 'undo-1', until: new Date(Date.now() + 60_000).toISOString() },
};

describe('the board', () => {
  it('shows a card with number, phone, halves, price and times', () => {
    show(<LiveBoard />, hebrew, boardWith(order({ customerNotes: 'אלרגיה לאגוזים' })));
    const card = within(lane(/חדשות/)).getByRole('article');
    expect(within(card).getByText('#47').getAttribute('dir')).toBe('ltr');
    expect(within(card).getByText('+972 50-123-4567').getAttribute('dir')).toBe('ltr');
    expect(card.textContent).toContain('חצי זיתים, חצי פטריות');
    expect(card.textContent).toContain('אלרגיה לאגוזים');
    expect(card.textContent).toContain('124.00');
    expect(within(card).getByRole('button', { name: 'אישור, 25 דק׳' })).toBeTruthy();
  });

  it('shows no prices and no phone where the role gets none', () => {
    const { total: _, subtotal: __, ...kitchen } = order({ customer: { name: 'דנה' } });
    show(<LiveBoard />, hebrew, boardWith(kitchen));
    expect(screen.getByRole('article').textContent).not.toMatch(/₪|\+972/);
  });

  it('tells an empty lane from a search without results', () => {
    const { rerender: _, unmount } = show(<LiveBoard />, undefined, boardWith());
    expect(within(lane(/^Ready/)).getByText('Nothing here right now')).toBeTruthy();
    unmount();
    show(<LiveBoard query="zzz" />, undefined, boardWith());
    expect(within(lane(/^Ready/)).getByText('No results for “zzz”')).toBeTruthy();
  });

  it('marks its items for screen readers and opens an order', () => {
    const onOpen = vi.fn();
    show(
      <LiveBoard onOpen={onOpen} />,
      undefined,
      boardWith(order(), order({ id: 'o2', number: 48 })),
    );
    const items = [...lane(/^New/).querySelectorAll('[data-index]')];
    expect(items.map((item) => item.getAttribute('aria-posinset'))).toEqual(['1', '2']);
    expect(items[0]?.getAttribute('aria-setsize')).toBe('2');
    fireEvent.click(screen.getByRole('button', { name: /^Order #48/ }));
    expect(onOpen).toHaveBeenCalledWith('o2');
  });

  it('offers no button for a step that is not allowed', () => {
    show(<LiveBoard />, undefined, boardWith(order({ status: 'ready', allowed: [] })));
    expect(screen.queryByRole('button', { name: 'Picked up' })).toBeNull();
  });
});

describe('a tap', () => {
  it('moves at once, is sent with version, key and token, and can be undone', async () => {
    configureApi({ csrf: 'csrf-1' });
    const accepted = order({ version: 2, status: 'confirmed', allowed: ['preparing'] });
    const calls = stubFetch(({ url }) =>
      url.pathname.endsWith('/undo')
        ? answerJson({ order: order({ version: 3 }) })
        : answerJson({ order: accepted, ...held }),
    );
    show(<LiveBoard />, undefined, boardWith(order()));
    fireEvent.click(screen.getByRole('button', { name: 'Accept, 25 min' }));
    expect(within(lane(/^In preparation/)).getByRole('article')).toBeTruthy();
    const undo = await screen.findByRole('button', { name: 'Undo' });
    expect(calls[0]).toMatchObject({
      method: 'PATCH',
      body: { status: 'confirmed', promisedMinutes: 25 },
    });
    expect(calls[0]?.url.searchParams.get('businessId')).toBe(businessId);
    expect(calls[0]?.headers.get('If-Match')).toBe('"v1"');
    expect(calls[0]?.headers.get('X-CSRF')).toBe('csrf-1');
    expect(calls[0]?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/);
    fireEvent.click(undo);
    await screen.findByText('Order #47 is back in “New”');
    expect(calls[1]).toMatchObject({ method: 'POST', body: { token: 'undo-1' } });
    expect(calls[1]?.headers.get('If-Match')).toBe('"v2"');
    expect(within(lane(/^New/)).getByRole('article')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('says when the message has already gone', async () => {
    const accepted = order({ version: 2, status: 'confirmed' });
    stubFetch(({ url, method }) => {
      if (url.pathname.endsWith('/undo')) return answerProblem(409, 'already_sent');
      if (method === 'GET') return answerJson({ order: accepted, customer: null, timeline: [] });
      return answerJson({ order: accepted, ...held });
    });
    show(<LiveBoard />, undefined, boardWith(order()));
    fireEvent.click(screen.getByRole('button', { name: 'Accept, 15 min' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText(/Too late to undo/)).toBeTruthy();
    expect(within(lane(/^In preparation/)).getByRole('article')).toBeTruthy();
  });

  it('fetches and says so when somebody else was faster', async () => {
    const theirs = order({ version: 5, status: 'ready', allowed: ['delivered'] });
    stubFetch(({ method }) =>
      method === 'GET'
        ? answerJson({ order: theirs, customer: null, timeline: [] })
        : answerProblem(412, 'stale'),
    );
    show(<LiveBoard />, undefined, boardWith(order()));
    fireEvent.click(screen.getByRole('button', { name: 'Accept, 40 min' }));
    expect(
      await screen.findByText('Order #47 was updated meanwhile. Showing the latest.'),
    ).toBeTruthy();
    await waitFor(() => expect(within(lane(/^Ready/)).getByRole('article')).toBeTruthy());
  });

  it('goes back when the server cannot be reached', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    stubFetch(() => Promise.reject(new TypeError('offline')));
    show(<LiveBoard />, undefined, boardWith(order()));
    fireEvent.click(screen.getByRole('button', { name: 'Accept, 25 min' }));
    await act(() => vi.advanceTimersByTimeAsync(3000));
    expect(screen.getByText(/No connection to the server/)).toBeTruthy();
    expect(within(lane(/^New/)).getByRole('article')).toBeTruthy();
    vi.useRealTimers();
  });
});
