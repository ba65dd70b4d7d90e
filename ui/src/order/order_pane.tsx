import { Ban, MapPin, Phone, Printer } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Order, OrderDetail, OrderStatus } from '../api/types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay, money, percent } from '../lib/format';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { AcceptChips } from './accept_chips';
import { Lines, NoteBar } from './lines';
import { Ticket } from './ticket';
import { Timeline } from './timeline';
import { useMoves } from './use_moves';
import {
  addressText,
  adjustmentName,
  mapLink,
  moveKey,
  nextStep,
  notificationReason,
} from './words';

const CancelSheet = lazy(() => import('./cancel_sheet'));

export function OrderPane({ order, detail }: { order: Order; detail: OrderDetail | undefined }) {
  const { t } = useI18n();
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex min-h-0 grow flex-col gap-5 overflow-y-auto p-4">
        <CustomerBlock order={order} />
        {order.deliveryAddress ? <AddressBlock order={order} /> : null}
        <section className="flex flex-col gap-3">
          <h3 className="sr-only">{t('lines')}</h3>
          <Lines order={order} prices />
          {order.customerNotes ? <NoteBar text={order.customerNotes} /> : null}
          {order.notes ? (
            <p className="text-meta text-mute">
              {t('internalNote')}: <bdi>{order.notes}</bdi>
            </p>
          ) : null}
        </section>
        <Totals order={order} />
        <Notice order={order} />
        <Timeline entries={detail?.timeline} />
      </div>
      <Actions order={order} detail={detail} />
      <Ticket order={order} />
    </div>
  );
}

function CustomerBlock({ order }: { order: Order }) {
  const { t, locale } = useI18n();
  const { business } = useDesk();
  const now = useNow(60_000);
  const at = (instant: string) => clockOrDay(instant, now, business.timezone, locale);
  const phone = order.customer.phoneDisplay ?? order.customer.phone;
  const facts = [
    t(order.deliveryType),
    t(`source_${order.source}`),
    t('orderedAt', { time: at(order.orderedAt) }),
    order.requestedFor ? t('requestedFor', { time: at(order.requestedFor) }) : '',
    order.promisedAt ? t('promisedFor', { time: at(order.promisedAt) }) : '',
  ];
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-[1.125rem] font-semibold">
          <bdi>{order.customer.name}</bdi>
        </h3>
        {order.customer.phone ? (
          <a
            href={`tel:${order.customer.phone}`}
            aria-label={t('call', { phone: phone ?? '' })}
            className="flex min-h-11 items-center gap-2 rounded-button border border-field bg-surface px-3 text-meta font-medium hover:bg-sunken"
          >
            <Phone size={17} aria-hidden />
            <bdi dir="ltr" className="tabular">
              {phone}
            </bdi>
          </a>
        ) : phone ? (
          <bdi dir="ltr" className="tabular text-meta text-mute">
            {phone}
          </bdi>
        ) : null}
      </div>
      <p className="text-meta text-mute">{facts.filter(Boolean).join(' · ')}</p>
      {order.cancelReason ? (
        <p className="text-meta font-medium text-late">
          {t('cancelledBecause', { reason: order.cancelReason })}
        </p>
      ) : null}
    </section>
  );
}

function AddressBlock({ order }: { order: Order }) {
  const i18n = useI18n();
  const { t } = i18n;
  const address = order.deliveryAddress;
  if (!address) return null;
  return (
    <section className="flex items-start justify-between gap-3">
      <div className="min-w-0">
        <h3 className="text-caption text-mute">{t('address')}</h3>
        <p>
          <bdi>{addressText(address, i18n)}</bdi>
        </p>
        {address.doorCode ? (
          <p className="text-meta">{t('doorCode', { code: `\u2066${address.doorCode}\u2069` })}</p>
        ) : null}
        {address.notes ? (
          <p className="text-meta text-mute">
            <bdi>{address.notes}</bdi>
          </p>
        ) : null}
      </div>
      <a
        href={mapLink(address)}
        target="_blank"
        rel="noreferrer"
        className="flex min-h-11 shrink-0 items-center gap-2 rounded-button border border-field bg-surface px-3 text-meta font-medium hover:bg-sunken"
      >
        <MapPin size={17} aria-hidden />
        {t('openMap')}
      </a>
    </section>
  );
}

function Row(props: { name: ReactNode; value: ReactNode; strong?: boolean }) {
  return (
    <div
      className={`flex justify-between gap-4 ${props.strong ? 'text-[1.125rem] font-bold' : 'text-meta'}`}
    >
      <dt>{props.name}</dt>
      <dd className="tabular">{props.value}</dd>
    </div>
  );
}

function Totals({ order }: { order: Order }) {
  const i18n = useI18n();
  const { t, maybe, locale } = i18n;
  if (order.total === undefined) return null;
  const show = (minor: number) => money(minor, order.currency, locale);
  const adjustments = order.adjustments ?? [];
  // The fee and the discount may come as adjustments too: each is shown once.
  const listed = new Set(adjustments.map((one) => one.kind));
  const paid = [
    maybe(`payment_${order.paymentStatus}`) ?? order.paymentStatus,
    order.paymentMethod ? (maybe(`method_${order.paymentMethod}`) ?? order.paymentMethod) : '',
  ];
  return (
    <dl className="flex flex-col gap-1.5 rounded-card border border-line bg-surface p-3">
      {order.subtotal !== undefined ? (
        <Row name={t('subtotal')} value={show(order.subtotal)} />
      ) : null}
      {adjustments.map((one) => (
        <Row
          key={`${one.kind}${one.reason}${one.amount}`}
          name={adjustmentName(one, i18n)}
          value={show(one.amount)}
        />
      ))}
      {order.deliveryFee && !listed.has('delivery_fee') ? (
        <Row name={t('deliveryFee')} value={show(order.deliveryFee)} />
      ) : null}
      {order.discount && !listed.has('discount') ? (
        <Row name={t('discount')} value={show(-Math.abs(order.discount))} />
      ) : null}
      <Row strong name={t('total')} value={show(order.total)} />
      {order.tax && order.taxRateBp ? (
        <Row
          name={
            <span className="text-mute">
              {t('vatIncluded', { rate: percent(order.taxRateBp, locale) })}
            </span>
          }
          value={<span className="text-mute">{show(order.tax)}</span>}
        />
      ) : null}
      {order.paymentStatus ? (
        <Row name={t('payment')} value={paid.filter(Boolean).join(' · ')} />
      ) : null}
    </dl>
  );
}

function Notice({ order }: { order: Order }) {
  const i18n = useI18n();
  const notice = order.notification;
  if (!notice || notice.state === 'off') return null;
  const bad = notice.state === 'not_notified';
  return (
    <p
      className={`rounded-input px-3 py-2 text-meta ${bad ? 'bg-soon text-on-soon' : 'bg-brand-soft text-ink'}`}
    >
      {i18n.t('notification')}: <b className="font-semibold">{i18n.t(`notify_${notice.state}`)}</b>
      {bad && notice.reason ? ` (${notificationReason(notice.reason, i18n)})` : ''}
    </p>
  );
}

function Actions({ order, detail }: { order: Order; detail: OrderDetail | undefined }) {
  const { t } = useI18n();
  const moves = useMoves();
  const [cancelling, setCancelling] = useState(false);
  const next = nextStep(order);
  const others = order.allowed.filter(
    (one) => one !== next && one !== 'cancelled' && one !== 'confirmed',
  );
  const go = (status: OrderStatus) => void moves.move(order, status);
  return (
    <footer className="safe-block-end shrink-0 border-t border-line bg-surface">
      <div className="flex flex-col gap-2 p-3">
        {order.status === 'pending' && next ? (
          <AcceptChips
            order={order}
            onAccept={(minutes) => void moves.move(order, 'confirmed', minutes)}
          />
        ) : next ? (
          <Button look="primary" className="min-h-13 text-base" onClick={() => go(next)}>
            {t(moveKey(order, next))}
          </Button>
        ) : null}
        <div className="flex flex-wrap gap-2">
          {others.map((status) => (
            <Button key={status} onClick={() => go(status)}>
              {t(moveKey(order, status))}
            </Button>
          ))}
          <Button onClick={() => print()}>
            <Printer size={18} aria-hidden />
            {t('printTicket')}
          </Button>
          {order.allowed.includes('cancelled') ? (
            <Button look="dangerOutline" className="ms-auto" onClick={() => setCancelling(true)}>
              <Ban size={18} aria-hidden />
              {t(order.status === 'pending' ? 'rejectOrder' : 'cancelOrder')}
            </Button>
          ) : null}
        </div>
      </div>
      {cancelling ? (
        <Suspense>
          <CancelSheet
            order={order}
            preferredLanguage={detail?.customer?.preferredLanguage ?? null}
            onClose={() => setCancelling(false)}
          />
        </Suspense>
      ) : null}
    </footer>
  );
}
