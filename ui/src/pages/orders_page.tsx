import { useNavigate, useSearch } from '@tanstack/react-router';
import { CircleAlert, WifiOff } from 'lucide-react';
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { AlertStrip } from '../alerts/alert_strip';
import { isOffice } from '../alerts/use_alerts';
import { BoardSkeleton, NarrowBoard, WideBoard } from '../board/board';
import { Strips } from '../board/strips';
import { TopBar } from '../board/top_bar';
import { useI18n } from '../i18n';
import { connectHref } from '../lib/connect_href';
import { useMedia, wide } from '../lib/media';
import { chime, ring, useSound } from '../lib/sound';
import { useDesk, useDeskState, useLanes } from '../live/desk_context';
import { useBusiness } from '../live/use_business';
import { useConversations } from '../live/use_conversations';
import {
  type Lane,
  type LaneMap,
  lanes as laneNames,
  matches,
  openLanes,
} from '../store/order_store';
import { LoadError } from '../ui/states';
import { undoLatest } from '../ui/toasts';

const loadDrawer = () => import('../order/order_drawer');
const OrderDrawer = lazy(loadDrawer);
const ringEvery = 4000;

/** Filters each lane; a lane that keeps all its orders keeps its identity. */
function useFiltered(lanes: LaneMap, query: string): LaneMap {
  return useMemo(() => {
    if (!query) return lanes;
    const filtered = { ...lanes };
    for (const lane of laneNames)
      filtered[lane] = lanes[lane].filter((order) => matches(order, query));
    return filtered;
  }, [lanes, query]);
}

// Rings every few seconds for what waits to be accepted; "silence" holds until something new comes.
function useRinging(lanes: LaneMap, needPerson: number) {
  const sound = useSound();
  const [silenced, setSilenced] = useState<ReadonlySet<string>>(new Set());
  const loud = lanes.new.some((order) => !silenced.has(order.id));
  useEffect(() => {
    if (!loud || sound !== 'on') return;
    ring();
    const timer = setInterval(ring, ringEvery);
    return () => clearInterval(timer);
  }, [loud, sound]);
  const [known, setKnown] = useState(needPerson);
  useEffect(() => {
    if (needPerson > known) chime();
    setKnown(needPerson);
  }, [needPerson, known]);
  const silence = useCallback(() => {
    setSilenced(new Set(lanes.new.map((order) => order.id)));
  }, [lanes.new]);
  return { ringing: loud && sound === 'on', silence };
}

function useShortcuts(silence: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if ((event.target as HTMLElement).matches('input, textarea, select')) return;
      if (event.code === 'KeyZ') undoLatest();
      if (event.code === 'KeyM') silence();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [silence]);
}

function useTitle(waiting: number) {
  const { t } = useI18n();
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${t('orders')} · ${t('appName')}`;
  }, [waiting, t]);
}

export function OrdersPage() {
  const search = useSearch({ from: '/b/$businessId/orders' });
  const navigate = useNavigate({ from: '/b/$businessId/orders' });
  const { t } = useI18n();
  const { desk, business } = useDesk();
  const state = useDeskState();
  const lanes = useLanes();
  const isWide = useMedia(wide);
  const conversations = useConversations();
  const needPerson = conversations.filter((one) => one.needsPerson).length;
  const { ringing, silence } = useRinging(lanes, needPerson);
  useShortcuts(silence);
  useTitle(lanes.new.length);

  const [query, setQuery] = useState(search.q ?? '');
  const deferred = useDeferredValue(query.trim());
  const filtered = useFiltered(lanes, deferred);
  useEffect(() => {
    void navigate({ search: (old) => ({ ...old, q: deferred || undefined }), replace: true });
  }, [deferred, navigate]);
  const onOpen = useCallback(
    (order: string) => void navigate({ search: (old) => ({ ...old, order, chat: undefined }) }),
    [navigate],
  );
  const onChat = (chat: string) =>
    void navigate({ search: (old) => ({ ...old, chat, order: undefined }) });
  const onLane = (lane: Lane) =>
    void navigate({
      search: (old) => ({ ...old, lane: lane === 'new' ? undefined : lane }),
      replace: true,
    });
  const open = openLanes.reduce((sum, lane) => sum + lanes[lane].length, 0);
  // The drawer is wanted soon, but not before the board stands.
  useEffect(() => {
    if (state.load === 'ready') void loadDrawer();
  }, [state.load]);

  const board = { lanes: filtered, query: deferred, onOpen };
  return (
    <>
      <TopBar
        query={query}
        onQuery={setQuery}
        open={open}
        stats={state.stats}
        currency={business.currency}
        link={state.link}
        ringing={ringing}
        onSilence={silence}
      />
      <main id="content" className="flex min-h-0 grow flex-col">
        <h1 className="sr-only">{t('orders')}</h1>
        <Banners />
        <Strips conversations={conversations} onChat={onChat} />
        {state.load === 'loading' ? <BoardSkeleton wide={isWide} /> : null}
        {state.load === 'error' ? (
          <LoadError error={state.error} onRetry={() => desk.resync()} />
        ) : null}
        {state.load === 'ready' && isWide ? <WideBoard {...board} /> : null}
        {state.load === 'ready' && !isWide ? (
          <NarrowBoard {...board} lane={search.lane ?? 'new'} onLane={onLane} />
        ) : null}
      </main>
      {search.order || search.chat ? (
        <Suspense>
          <OrderDrawer
            orderId={search.order}
            conversationId={search.chat}
            onClose={() =>
              void navigate({ search: (old) => ({ ...old, order: undefined, chat: undefined }) })
            }
          />
        </Suspense>
      ) : null}
    </>
  );
}

function Banners() {
  const { t } = useI18n();
  const { desk, business: shop } = useDesk();
  const { link, everLive, load } = useDeskState();
  const business = useBusiness(desk.businessId);
  const account = business.data?.whatsappAccount;
  const disconnected = business.isSuccess && (!account || account.status === 'disconnected');
  const down = link === 'down' && (everLive || load !== 'loading');
  return (
    <>
      {down ? (
        <p
          role="alert"
          className="flex shrink-0 items-center gap-2 bg-soon px-4 py-2 text-meta text-on-soon"
        >
          <WifiOff size={18} aria-hidden className="shrink-0" />
          {t(navigator.onLine ? 'reconnectingBanner' : 'offlineBanner')}
        </p>
      ) : null}
      {disconnected ? (
        <p
          role="status"
          className="flex shrink-0 items-center gap-2 bg-late px-4 py-2 text-meta text-on-late"
        >
          <CircleAlert size={18} aria-hidden className="shrink-0" />
          <span className="min-w-0 grow">{t('whatsappMissing')}</span>
          {isOffice(shop) ? (
            <a
              href={connectHref(shop.id)}
              className="inline-flex min-h-11 shrink-0 items-center rounded-button border border-current px-3 font-semibold focus-visible:outline-current"
            >
              {t('waConnect')}
            </a>
          ) : null}
        </p>
      ) : (
        <AlertStrip />
      )}
    </>
  );
}
