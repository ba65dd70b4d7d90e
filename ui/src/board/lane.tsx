// A lane holds what the eye can see and a little more, however many orders there are.
import { useVirtualizer } from '@tanstack/react-virtual';
import { BellRing, Bike, CheckCheck, ChefHat, type LucideIcon, PackageCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Order } from '../api/types';
import { useI18n } from '../i18n';
import { useDesk } from '../live/desk_context';
import { useMoves } from '../order/use_moves';
import type { Lane as LaneName } from '../store/order_store';
import { DoneRow, OrderCard } from './order_card';

export const laneIcon: Record<LaneName, LucideIcon> = {
  new: BellRing,
  preparing: ChefHat,
  ready: PackageCheck,
  out: Bike,
  done: CheckCheck,
};

export const laneLook: Record<LaneName, string> = {
  new: 'bg-pending text-on-pending',
  preparing: 'bg-preparing text-on-preparing',
  ready: 'bg-ready text-on-ready',
  out: 'bg-out text-on-out',
  done: 'bg-done text-on-done',
};

export type FocusCard = (index: number) => boolean;

interface LaneProps {
  lane: LaneName;
  orders: readonly Order[];
  query: string;
  quietDay: boolean; // not one order yet today
  header: boolean; // phones show the switch instead
  onOpen: (id: string) => void;
  register: (lane: LaneName, focus: FocusCard | null) => void;
}

export function Lane(props: LaneProps) {
  const { lane, orders, query } = props;
  const { t, plural } = useI18n();
  const Icon = laneIcon[lane];
  const emptyText = query
    ? t('laneNoResults', { q: query })
    : t(lane === 'done' ? 'doneEmpty' : 'laneEmpty');
  return (
    <section aria-labelledby={`lane-${lane}`} className="flex min-h-0 min-w-0 flex-col gap-2">
      <h2
        id={`lane-${lane}`}
        className={
          props.header
            ? `flex h-10 shrink-0 scroll-me-16 items-center gap-2 rounded-button px-3 text-meta font-semibold ${laneLook[lane]}`
            : 'sr-only'
        }
      >
        <Icon size={19} aria-hidden />
        {t(`lane_${lane}`)}
        <span className="sr-only">: {plural('orders', orders.length)}</span>
        <span
          aria-hidden
          className="tabular ms-auto min-w-8 rounded-full bg-surface px-2 py-0.5 text-center text-caption font-semibold text-ink"
        >
          {orders.length}
        </span>
      </h2>
      {orders.length === 0 ? (
        <div className="rounded-card border border-dashed border-field px-4 py-6 text-center text-meta text-mute">
          {props.quietDay && lane === 'new' ? (
            <>
              <p className="font-medium text-ink">{t('boardEmpty')}</p>
              <p>{t('boardEmptyHint')}</p>
            </>
          ) : (
            <p>{emptyText}</p>
          )}
        </div>
      ) : (
        <LaneList {...props} />
      )}
    </section>
  );
}

const cardEstimate = 230; // pixels, until a card is measured
const rowEstimate = 64;
const gap = 10;

function LaneList({ lane, orders, onOpen, register }: LaneProps) {
  const { t } = useI18n();
  const { desk, business } = useDesk();
  const moves = useMoves();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: orders.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (lane === 'done' ? rowEstimate : cardEstimate),
    getItemKey: (index) => orders[index]?.id ?? index,
    gap,
    overscan: 3,
    paddingStart: 4,
    paddingEnd: 16,
  });
  useEffect(() => {
    register(lane, (index) => {
      if (index < 0 || index >= orders.length) return false;
      list.scrollToIndex(index);
      requestAnimationFrame(() => {
        const item = scroller.current?.querySelector(`[data-index="${index}"] [data-open]`);
        (item as HTMLElement | null)?.focus();
      });
      return true;
    });
    return () => register(lane, null);
  }, [lane, list, orders, register]);
  return (
    <div ref={scroller} className="-mx-1 min-h-0 grow overflow-y-auto px-1 [scrollbar-width:thin]">
      <ul
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of an unmarked list
        role="list"
        aria-label={t(`lane_${lane}`)}
        className="relative"
        style={{ height: list.getTotalSize() }}
      >
        {list.getVirtualItems().map((item) => {
          const order = orders[item.index];
          if (!order) return null;
          return (
            <li
              key={item.key}
              aria-setsize={orders.length}
              aria-posinset={item.index + 1}
              data-index={item.index}
              data-lane={lane}
              ref={list.measureElement}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {lane === 'done' ? (
                <DoneRow order={order} onOpen={onOpen} />
              ) : (
                <OrderCard
                  order={order}
                  timezone={business.timezone}
                  waiting={desk.orders.isPending(order.id)}
                  moves={moves}
                  onOpen={onOpen}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
