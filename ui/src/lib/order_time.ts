// What the pill on a card says: how long until the customer was promised the order.
import type { Order } from '../api/types';

export const soonMinutes = 5;
const clockFromMinutes = 90;

export type OrderTime =
  | { tone: 'none' }
  | { tone: 'waiting'; minutes: number } // nothing was promised: since when it waits
  | { tone: 'scheduled'; at: string } // far away: a time of day says more
  | { tone: 'left' | 'soon' | 'late'; minutes: number };

/** Milliseconds since the epoch: the promise, else the wish, else the estimate; null without any. */
export function deadline(order: Order): number | null {
  if (order.promisedAt) return Date.parse(order.promisedAt);
  if (order.requestedFor) return Date.parse(order.requestedFor);
  if (order.quotedMinutes) return Date.parse(order.orderedAt) + order.quotedMinutes * 60_000;
  return null;
}

export function orderTime(order: Order, now: number): OrderTime {
  if (order.status === 'delivered' || order.status === 'cancelled') return { tone: 'none' };
  const due = deadline(order);
  if (due === null) {
    return {
      tone: 'waiting',
      minutes: Math.max(0, Math.floor((now - Date.parse(order.orderedAt)) / 60_000)),
    };
  }
  const left = due - now;
  if (left < 0) return { tone: 'late', minutes: Math.max(1, Math.floor(-left / 60_000)) };
  const minutes = Math.ceil(left / 60_000);
  if (minutes > clockFromMinutes) return { tone: 'scheduled', at: new Date(due).toISOString() };
  return { tone: minutes <= soonMinutes ? 'soon' : 'left', minutes };
}

export function timeKey(time: OrderTime): string {
  if (time.tone === 'none') return '';
  return time.tone === 'scheduled' ? time.at : `${time.tone}${time.minutes}`;
}
