import { Bike, ShoppingBag } from 'lucide-react';
import { memo } from 'react';
import type { Order } from '../api/types';
import { useI18n } from '../i18n';
import { money } from '../lib/format';
import { AcceptChips } from '../order/accept_chips';
import { Lines, NoteBar } from '../order/lines';
import { StatusBadge } from '../order/status_badge';
import { TimePill } from '../order/time_pill';
import type { Moves } from '../order/use_moves';
import { moveKey, nextStep } from '../order/words';
import { Button } from '../ui/button';

interface OrderCardProps {
  order: Order;
  timezone: string;
  waiting: boolean; // a tap is on its way to the server
  moves: Moves;
  onOpen: (id: string) => void;
}

const mostLines = 6;

export const OrderCard = memo(function OrderCard(props: OrderCardProps) {
  const { order, moves } = props;
  const { t, locale } = useI18n();
  const isNew = order.status === 'pending';
  const next = nextStep(order);
  const note = order.customerNotes || order.notes;
  const edge = isNew ? 'border-2 border-pending pulse-edge' : 'border border-line';
  return (
    <article
      data-card={order.id}
      aria-busy={props.waiting}
      className={`relative flex flex-col gap-2 rounded-card bg-surface p-3 shadow-card transition-opacity has-[[data-open]:hover]:border-field ${edge} ${props.waiting ? 'border-dashed opacity-75' : ''}`}
    >
      <header className="flex items-center gap-2">
        <h3 className="text-[1.125rem] leading-tight font-bold">
          {/* The whole card opens the order; its other buttons lie above. */}
          <button
            type="button"
            data-open
            aria-label={t('openOrder', { number: `#${order.number}`, name: order.customer.name })}
            onClick={() => props.onOpen(order.id)}
            className="flex min-h-11 min-w-11 items-center rounded-button after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-offset-2 focus-visible:after:outline-[var(--focus)]"
          >
            <bdi dir="ltr" className="tabular">
              #{order.number}
            </bdi>
          </button>
        </h3>
        <DeliveryMark order={order} />
        <span className="grow" />
        <TimePill order={order} timezone={props.timezone} />
      </header>
      <CardCustomer order={order} />
      <Lines order={order} most={mostLines} />
      {note ? <NoteBar text={note} /> : null}
      {order.total !== undefined || !isNew ? (
        <footer className="flex min-h-7 items-center justify-between gap-3">
          <span className="tabular font-semibold">
            {order.total === undefined ? '' : money(order.total, order.currency, locale)}
          </span>
          {isNew ? null : next ? (
            <Button
              look="primary"
              className="relative z-[1]"
              onClick={() => moves.move(order, next)}
            >
              {t(moveKey(order, next))}
            </Button>
          ) : (
            <StatusBadge order={order} />
          )}
        </footer>
      ) : null}
      {isNew && next ? (
        <div className="relative z-[1]">
          <AcceptChips
            order={order}
            onAccept={(minutes) => void moves.move(order, 'confirmed', minutes)}
          />
        </div>
      ) : null}
    </article>
  );
});

function DeliveryMark({ order }: { order: Order }) {
  const { t } = useI18n();
  const Icon = order.deliveryType === 'delivery' ? Bike : ShoppingBag;
  return (
    <span className="flex min-w-0 items-center gap-1.5 truncate text-meta text-mute">
      <Icon size={16} className="shrink-0" aria-hidden />
      {t(order.deliveryType)}
    </span>
  );
}

function CardCustomer({ order }: { order: Order }) {
  const phone = order.customer.phoneDisplay ?? order.customer.phone;
  return (
    <div className="-mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-meta">
      <bdi className="font-medium">{order.customer.name}</bdi>
      {phone ? (
        <bdi dir="ltr" className="tabular text-mute">
          {phone}
        </bdi>
      ) : null}
    </div>
  );
}

/** A finished order in one row. */
export const DoneRow = memo(function DoneRow(props: Pick<OrderCardProps, 'order' | 'onOpen'>) {
  const { order } = props;
  const { t, locale } = useI18n();
  return (
    <button
      type="button"
      data-open
      data-card={order.id}
      aria-label={t('openOrder', { number: `#${order.number}`, name: order.customer.name })}
      onClick={() => props.onOpen(order.id)}
      className="flex min-h-14 w-full flex-wrap items-center gap-x-2 gap-y-1 rounded-card border border-line bg-surface px-3 py-2 text-start hover:border-field"
    >
      <bdi
        dir="ltr"
        className={`tabular font-semibold ${order.status === 'cancelled' ? 'line-through' : ''}`}
      >
        #{order.number}
      </bdi>
      <StatusBadge order={order} />
      <span className="min-w-0 grow truncate text-meta text-mute">
        <bdi>{order.customer.name}</bdi>
      </span>
      {order.total === undefined ? null : (
        <span className="tabular text-meta">{money(order.total, order.currency, locale)}</span>
      )}
    </button>
  );
});
