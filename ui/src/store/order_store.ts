// The orders of one business, by id, and the lanes made of them. Written by the REST snapshot, by
// server events and by our own taps alike; a version never goes backwards. Taps lie as an overlay
// above the server's truth until the server has answered.
import type { Order, OrderStatus } from '../api/types';
import { deadline } from '../lib/order_time';

export const lanes = ['new', 'preparing', 'ready', 'out', 'done'] as const;
export type Lane = (typeof lanes)[number];
export const openLanes = ['new', 'preparing', 'ready', 'out'] as const satisfies readonly Lane[];

const laneOfStatus: Record<OrderStatus, Lane> = {
  pending: 'new',
  confirmed: 'preparing',
  preparing: 'preparing',
  ready: 'ready',
  out_for_delivery: 'out',
  delivered: 'done',
  cancelled: 'done',
};
export const laneOf = (order: Order): Lane => laneOfStatus[order.status];

type Overlay = Pick<Order, 'status'> & Partial<Pick<Order, 'promisedAt'>>;
export type LaneMap = Record<Lane, readonly Order[]>;

const emptyLanes = (): LaneMap => ({ new: [], preparing: [], ready: [], out: [], done: [] });

function finishedAt(order: Order): number {
  return Date.parse(order.completedAt ?? order.cancelledAt ?? order.updatedAt);
}

function compareOpen(left: Order, right: Order): number {
  const a = deadline(left) ?? Date.parse(left.orderedAt);
  const b = deadline(right) ?? Date.parse(right.orderedAt);
  return a - b || left.number - right.number;
}

const compareDone = (left: Order, right: Order): number =>
  finishedAt(right) - finishedAt(left) || right.number - left.number;

function sameArray(left: readonly Order[], right: readonly Order[]): boolean {
  return left.length === right.length && left.every((order, index) => order === right[index]);
}

export class OrderStore {
  private readonly base = new Map<string, Order>();
  private readonly shown = new Map<string, Order>();
  private readonly overlays = new Map<string, Overlay>();
  private readonly touchedAt = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private laneMap: LaneMap = emptyLanes();
  private dirty = false;
  private writes = 0;
  private flushing: ReturnType<typeof setTimeout> | null = null;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get = (id: string): Order | undefined => this.shown.get(id);
  getLanes = (): LaneMap => this.laneMap;
  /** Without any overlay: what the server last said. */
  truth = (id: string): Order | undefined => this.base.get(id);
  /** A mark to give to `reconcile`, taken before its snapshot is asked for. */
  mark = (): number => this.writes;

  /** False if what we have is as new or newer. */
  apply(order: Order): boolean {
    const known = this.base.get(order.id);
    if (known && known.version >= order.version) return false;
    this.base.set(order.id, order);
    this.touch(order.id);
    return true;
  }

  /** Takes a complete snapshot of the open orders: what it lacks, and nobody touched since `mark`, is gone. */
  reconcile(orders: readonly Order[], mark: number): void {
    const present = new Set(orders.map((order) => order.id));
    for (const order of orders) this.apply(order);
    for (const [id, order] of this.base) {
      if (laneOf(order) === 'done' || present.has(id)) continue;
      if ((this.touchedAt.get(id) ?? 0) <= mark) this.remove(id);
    }
    this.flush();
  }

  remove(id: string): void {
    this.base.delete(id);
    this.overlays.delete(id);
    this.touchedAt.delete(id);
    this.shown.delete(id);
    this.dirty = true;
    this.schedule();
  }

  /** Shows a tap at once, before the server has said yes. */
  overlay(id: string, change: Overlay): void {
    this.overlays.set(id, change);
    this.touch(id);
    this.flush();
  }

  /** The server has answered: its order, if any, is the truth. */
  settle(id: string, order?: Order): void {
    this.overlays.delete(id);
    if (order) this.apply(order);
    this.touch(id);
    this.flush();
  }

  isPending = (id: string): boolean => this.overlays.has(id);

  private touch(id: string): void {
    const order = this.base.get(id);
    if (!order) return;
    const overlay = this.overlays.get(id);
    // While the server has not answered, no further step is offered.
    this.shown.set(id, overlay ? { ...order, ...overlay, allowed: [] } : order);
    this.touchedAt.set(id, ++this.writes);
    this.dirty = true;
    this.schedule();
  }

  // Events come in bursts; the eye needs no more than about eight commits a second.
  private schedule(): void {
    this.flushing ??= setTimeout(() => this.flush(), 120);
  }

  flush(): void {
    if (this.flushing !== null) {
      clearTimeout(this.flushing);
      this.flushing = null;
    }
    if (!this.dirty) return;
    this.dirty = false;
    const next: Record<Lane, Order[]> = { new: [], preparing: [], ready: [], out: [], done: [] };
    for (const order of this.shown.values()) next[laneOf(order)].push(order);
    const previous = this.laneMap;
    const kept = emptyLanes();
    for (const lane of lanes) {
      const sorted = next[lane].sort(lane === 'done' ? compareDone : compareOpen);
      // An unchanged lane keeps its identity, so its list does not render again.
      kept[lane] = sameArray(sorted, previous[lane]) ? previous[lane] : sorted;
    }
    this.laneMap = kept;
    for (const listener of this.listeners) listener();
  }
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** By number, phone (with or without dashes, local or international), name, or item. */
export function matches(order: Order, query: string): boolean {
  const text = query.trim().toLocaleLowerCase().replace(/^#/, '');
  if (!text) return true;
  const digits = digitsOf(text).replace(/^0+/, '');
  if (/^\d+$/.test(text) && String(order.number).includes(text)) return true;
  if (digits.length >= 3 && digitsOf(order.customer.phone ?? '').includes(digits)) return true;
  const words = [order.orderNumber, order.customer.name];
  for (const item of order.items) {
    words.push(item.name, item.nameHe ?? '', item.kitchenName ?? '');
    for (const variant of item.variants) words.push(variant.name, variant.nameHe ?? '');
  }
  return words.some((word) => word.toLocaleLowerCase().includes(text));
}
