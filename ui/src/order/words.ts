// Orders in words: statuses, lines, options, addresses.
import type {
  Address,
  Adjustment,
  Order,
  OrderItem,
  OrderStatus,
  OrderVariant,
} from '../api/types';
import { metaErrorWords } from '../chat/failure_words';
import type { I18n, Key } from '../i18n';

export function statusWord(order: Pick<Order, 'status' | 'deliveryType'>, { t }: I18n): string {
  const pickedUp = order.status === 'delivered' && order.deliveryType === 'pickup';
  return t(pickedUp ? 'status_picked_up' : `status_${order.status}`);
}

/** The word on the button that brings an order to `status`. */
export function moveKey(order: Order, status: OrderStatus): Key {
  switch (status) {
    case 'confirmed':
      return 'accept';
    case 'preparing':
      return order.status === 'ready' ? 'recall' : 'startPreparing';
    case 'ready':
      return 'markReady';
    case 'out_for_delivery':
      return 'handToCourier';
    case 'delivered':
      return order.deliveryType === 'pickup' ? 'markPickedUp' : 'markDelivered';
    default:
      return 'cancelOrder';
  }
}

const forward: Record<OrderStatus, readonly OrderStatus[]> = {
  pending: ['confirmed'],
  confirmed: ['preparing', 'ready'],
  preparing: ['ready'],
  ready: ['out_for_delivery', 'delivered'],
  out_for_delivery: ['delivered'],
  delivered: [],
  cancelled: [],
};

/** The one next step for a card's button, of those the person may make. */
export const nextStep = (order: Order): OrderStatus | undefined =>
  forward[order.status].find((status) => order.allowed.includes(status));

const localName = (thing: { name: string; nameHe?: string | null }, language: string): string =>
  (language === 'he' ? thing.nameHe : null) || thing.name || thing.nameHe || '';

/** "Deal · Couple deal". */
export function adjustmentName(adjustment: Adjustment, { maybe, language }: I18n): string {
  const kind = maybe(`adjustment_${adjustment.kind}`) ?? adjustment.kind;
  const reason = localName(
    { name: adjustment.reason ?? '', nameHe: adjustment.reasonHe ?? null },
    language,
  );
  return [kind, reason].filter(Boolean).join(' · ');
}

export const itemName = (item: OrderItem, i18n: I18n): string => localName(item, i18n.language);

function optionText(variant: OrderVariant, i18n: I18n): string {
  const name = localName(variant, i18n.language);
  const bare = variant.negated ? i18n.t('without', { option: name }) : name;
  const words = variant.qualifier ? `${bare} (${variant.qualifier})` : bare;
  if (variant.part === 'h1') return `${i18n.t('halfFirst')} ${words}`;
  if (variant.part === 'h2') return `${i18n.t('halfSecond')} ${words}`;
  return words;
}

const partOrder = { whole: 0, h1: 1, h2: 2 };

/** "large, half olives, half mushrooms": the whole first, then the first-named half. */
export function optionsText(item: OrderItem, i18n: I18n): string {
  const sorted = [...item.variants].sort((a, b) => partOrder[a.part] - partOrder[b.part]);
  return sorted.map((variant) => optionText(variant, i18n)).join(', ');
}

export function addressText(address: Address, { t }: I18n): string {
  const street = [address.street, address.building].filter(Boolean).join(' ');
  return [
    street,
    address.city,
    address.floor ? t('floor', { n: address.floor }) : '',
    address.apartment ? t('apartment', { n: address.apartment }) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

export function mapLink(address: Address): string {
  const where = address.location
    ? `${address.location.latitude},${address.location.longitude}`
    : [[address.street, address.building].filter(Boolean).join(' '), address.city]
        .filter(Boolean)
        .join(', ');
  return `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(where)}`;
}

/** Why the customer was not told; `error_131026` is what Meta answered. */
export function notificationReason(reason: string | null | undefined, i18n: I18n): string {
  const code = /^error_(\d+)$/.exec(reason ?? '')?.[1];
  if (code) return metaErrorWords(Number(code), i18n);
  return (reason ? i18n.maybe(`reason_${reason}`) : undefined) ?? reason ?? i18n.t('why_other');
}
