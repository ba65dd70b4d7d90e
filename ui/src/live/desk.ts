// One business, live: its stores, its stream and the figures above the board. Everything that
// shows orders or messages of a business reads from here.
import type { QueryClient } from '@tanstack/react-query';
import { get } from '../api/client';
import {
  type Conversation,
  type Message,
  type Order,
  type OrderDetail,
  type OrderPage,
  type OrderStats,
  openStatuses,
} from '../api/types';
import { businessDayStart } from '../lib/format';
import { MessageStore } from '../store/message_store';
import { OrderStore } from '../store/order_store';
import { type LinkState, type LiveEvent, LiveStream } from './stream';

export interface DeskState {
  link: LinkState;
  everLive: boolean;
  load: 'loading' | 'ready' | 'error';
  error: unknown;
  stats: OrderStats | null;
}

const pageSize = 200;
const mostPages = 10;
const doneShown = 100;
const statsEvery = 60_000;
const statsAfterEvent = 1500;
const snapshotWithoutStream = 1500;
const conversationsAfterEvent = 500;

export const conversationsKey = (businessId: string) => ['conversations', businessId] as const;
export const businessKey = (businessId: string) => ['business', businessId] as const;
export const whatsappKey = (businessId: string) => ['whatsapp', businessId] as const;
export const alertsKey = (businessId: string) => ['alerts', businessId] as const;
export const templatesKey = (businessId: string) => ['templates', businessId] as const;
export const orderTemplatesKey = (businessId: string) => ['order-templates', businessId] as const;
export const orderKey = (businessId: string, orderId: string) =>
  ['order', businessId, orderId] as const;

export class Desk {
  readonly orders = new OrderStore();
  readonly messages = new MessageStore();
  private state: DeskState = {
    link: 'connecting',
    everLive: false,
    load: 'loading',
    error: null,
    stats: null,
  };
  private readonly listeners = new Set<() => void>();
  private readonly stream: LiveStream;
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private loading: Promise<void> | null = null;
  private again = false;
  private mismatches = 0;
  private stopped = false;

  constructor(
    readonly businessId: string,
    readonly timezone: string,
    private readonly dayStartsAt: string,
    private readonly queries: QueryClient,
  ) {
    this.stream = new LiveStream(businessId, {
      onEvent: (event) => this.receive(event),
      onResync: () => this.resync(),
      onState: (link) => this.set({ link, everLive: this.state.everLive || link === 'live' }),
      // A 401 here sends the person to the login page.
      onRefused: () => void this.refreshStats(),
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  getState = (): DeskState => this.state;

  start(): void {
    this.stream.start();
    // The board must not wait for a stream that a proxy holds back.
    this.later('first', snapshotWithoutStream, () => {
      if (this.state.load === 'loading' && !this.loading) this.resync();
    });
    this.later('stats', statsEvery, () => this.poll());
  }

  stop(): void {
    this.stopped = true;
    this.stream.stop();
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  /** Loads everything afresh; a request during a load makes one more load after it. */
  resync(): void {
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = this.snapshot().finally(() => {
      this.loading = null;
      if (this.again && !this.stopped) {
        this.again = false;
        this.resync();
      }
    });
    void this.queries.invalidateQueries({ queryKey: conversationsKey(this.businessId) });
    void this.queries.invalidateQueries({ queryKey: ['messages', this.businessId] });
    void this.queries.invalidateQueries({ queryKey: ['order', this.businessId] });
    this.forget(businessKey, alertsKey, whatsappKey, templatesKey, orderTemplatesKey);
  }

  private forget(...keys: ((businessId: string) => readonly string[])[]): void {
    for (const key of keys) void this.queries.invalidateQueries({ queryKey: key(this.businessId) });
  }

  private async snapshot(): Promise<void> {
    const mark = this.orders.mark();
    try {
      const dayStart = businessDayStart(Date.now(), this.timezone, this.dayStartsAt);
      const [open, done] = await Promise.all([
        this.openOrders(),
        get<OrderPage>('/api/orders', {
          businessId: this.businessId,
          status: 'delivered,cancelled',
          from: new Date(dayStart).toISOString(),
          limit: doneShown,
        }),
      ]);
      if (this.stopped) return;
      for (const order of done.orders) this.orders.apply(order);
      this.orders.reconcile(open.orders, mark);
      this.set({ load: 'ready', error: null, stats: open.stats });
    } catch (error) {
      if (this.stopped) return;
      // A board that was shown once stays; the banner says how old it may be.
      if (this.state.load !== 'ready') this.set({ load: 'error', error });
      else this.later('again', statsEvery / 4, () => this.resync());
    }
  }

  private async openOrders(): Promise<{ orders: Order[]; stats: OrderStats | null }> {
    const orders: Order[] = [];
    let stats: OrderStats | null = null;
    let cursor: string | null = null;
    for (let page = 0; page < mostPages; ++page) {
      const answer: OrderPage = await get<OrderPage>('/api/orders', {
        businessId: this.businessId,
        status: openStatuses.join(','),
        limit: pageSize,
        cursor,
      });
      orders.push(...answer.orders);
      stats ??= answer.stats;
      cursor = answer.pagination.nextCursor;
      if (!answer.pagination.hasMore || !cursor) break;
    }
    return { orders, stats };
  }

  /** Fetches one order; for events without a view and after a refusal. */
  async refreshOrder(orderId: string): Promise<Order> {
    const detail = await get<OrderDetail>(`/api/orders/${orderId}`, {
      businessId: this.businessId,
    });
    this.orders.apply(detail.order);
    this.orders.flush();
    this.queries.setQueryData(orderKey(this.businessId, orderId), detail);
    return detail.order;
  }

  async refreshStats(): Promise<void> {
    try {
      const page = await get<OrderPage>('/api/orders', {
        businessId: this.businessId,
        status: openStatuses.join(','),
        limit: 1,
      });
      this.set({ stats: page.stats });
    } catch {
      // The stream's own state tells of the trouble.
    }
  }

  // A stream can die without a word. Twice in a row another count than the server's: load afresh.
  private async poll(): Promise<void> {
    await this.refreshStats();
    const lanes = this.orders.getLanes();
    const open = lanes.new.length + lanes.preparing.length + lanes.ready.length + lanes.out.length;
    const differs = this.state.stats !== null && this.state.stats.openOrders !== open;
    this.mismatches = differs ? this.mismatches + 1 : 0;
    if (this.mismatches >= 2) {
      this.mismatches = 0;
      this.resync();
    }
    this.later('stats', statsEvery, () => this.poll());
  }

  private receive(event: LiveEvent): void {
    switch (event.kind) {
      case 'order':
        this.receiveOrder(event);
        break;
      case 'message':
        if (event.message) this.messages.apply([event.message as Message]);
        else void this.queries.invalidateQueries({ queryKey: ['messages', this.businessId] });
        this.conversationsSoon();
        break;
      case 'conversation':
        if (event.conversation) this.patchConversation(event.conversation as Conversation);
        else this.conversationsSoon();
        break;
      case 'business':
        this.forget(businessKey);
        break;
      case 'alert':
        this.forget(alertsKey);
        break;
      case 'whatsapp_account':
      case 'connect_attempt':
        this.forget(whatsappKey, businessKey);
        break;
      case 'template':
        this.forget(templatesKey, orderTemplatesKey);
        break;
    }
  }

  private receiveOrder(event: LiveEvent): void {
    if (event.order) this.orders.apply(event.order as Order);
    else if (
      event.id &&
      (this.orders.truth(event.id)?.version ?? 0) < (event.version ?? Infinity)
    ) {
      void this.refreshOrder(event.id).catch(() => this.resync());
    }
    if (event.id) {
      void this.queries.invalidateQueries({ queryKey: orderKey(this.businessId, event.id) });
    }
    this.later('statsSoon', statsAfterEvent, () => void this.refreshStats());
  }

  private patchConversation(conversation: Conversation): void {
    this.queries.setQueryData<{ conversations: Conversation[] }>(
      conversationsKey(this.businessId),
      (known) => {
        if (!known) return known;
        const others = known.conversations.filter((one) => one.id !== conversation.id);
        return { ...known, conversations: [conversation, ...others] };
      },
    );
  }

  private conversationsSoon(): void {
    this.later('conversations', conversationsAfterEvent, () => {
      void this.queries.invalidateQueries({ queryKey: conversationsKey(this.businessId) });
    });
  }

  private later(name: string, milliseconds: number, act: () => void): void {
    const running = this.timers.get(name);
    if (running !== undefined) clearTimeout(running);
    if (this.stopped) return;
    this.timers.set(name, setTimeout(act, milliseconds));
  }

  private set(change: Partial<DeskState>): void {
    if (this.stopped) return;
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
