// The views of the API (api/openapi.yaml). Amounts are integer minor units, instants RFC 3339 UTC.
// Fields that some roles do not get are optional: the kitchen sees no prices and no phone numbers.

export type OrderStatus =
  | 'pending'
  | 'confirmed'
  | 'preparing'
  | 'ready'
  | 'out_for_delivery'
  | 'delivered'
  | 'cancelled';

export const openStatuses = [
  'pending',
  'confirmed',
  'preparing',
  'ready',
  'out_for_delivery',
] as const satisfies readonly OrderStatus[];

export type DeliveryType = 'pickup' | 'delivery';
export type OrderSource = 'whatsapp' | 'manual' | 'web' | 'phone';
export type Role = 'owner' | 'manager' | 'cashier' | 'kitchen' | 'courier' | 'viewer';
export type Language = 'he' | 'en';

/** Who answers customers: the bot, the bot after staff has looked, or staff alone. */
export const botModes = ['auto', 'assist', 'off'] as const;
export type BotMode = (typeof botModes)[number];

export interface BusinessSummary {
  id: string;
  name: string;
  type: string;
  role: Role;
  status: string;
  timezone: string;
  currency: string;
  language: string;
}

export interface Session {
  user: { id: string; name: string; email?: string | null; locale?: string | null };
  csrf: string;
  businesses: BusinessSummary[];
}

export interface Config {
  defaultLanguage: string;
  demo: { active: boolean; phoneUrl: string } | null;
  version: string;
}

/** Why a number's status is "error". */
export interface AccountError {
  code: number | string | null;
  message: string;
  /** The kind of the alert that tells of it. */
  kind?: string | null;
}

export interface BusinessDetail {
  business: {
    id: string;
    version: number;
    name: string;
    settings: {
      businessDayStartsAt?: string;
      pickupMinutes?: number;
      deliveryMinutes?: number;
      language?: string;
      botMode?: BotMode;
    };
  };
  whatsappAccount: {
    phoneNumber: string;
    displayName: string;
    status: string;
    error?: AccountError | null;
  } | null;
}

export interface NotificationView {
  state: 'queued' | 'held' | 'sent' | 'not_notified' | 'off';
  reason?: string | null;
}

export interface OrderVariant {
  group: string;
  option: string;
  name: string;
  nameHe?: string | null;
  part: 'whole' | 'h1' | 'h2';
  qualifier?: string | null;
  negated: boolean;
  price?: number;
}

export interface OrderItem {
  id: string;
  productId?: string | null;
  name: string;
  nameHe?: string | null;
  kitchenName?: string | null;
  quantity: number;
  price?: number;
  subtotal?: number;
  variants: OrderVariant[];
  notes?: string | null;
}

export interface Address {
  street?: string | null;
  city?: string | null;
  building?: string | null;
  floor?: string | null;
  apartment?: string | null;
  notes?: string | null;
  doorCode?: string | null;
  location?: { latitude: number; longitude: number } | null;
}

export interface Adjustment {
  kind: string;
  amount: number;
  /** The name of a deal. */
  reason?: string | null;
  reasonHe?: string | null;
}

export interface Order {
  id: string;
  businessId: string;
  version: number;
  orderNumber: string;
  number: number;
  status: OrderStatus;
  source: OrderSource;
  deliveryType: DeliveryType;
  customer: { id?: string; name: string; phone?: string | null; phoneDisplay?: string | null };
  items: OrderItem[];
  subtotal?: number;
  adjustments?: Adjustment[];
  deliveryFee?: number;
  discount?: number;
  tax?: number;
  taxRateBp?: number;
  total?: number;
  currency: string;
  paymentStatus?: string;
  paymentMethod?: string | null;
  deliveryAddress?: Address | null;
  quotedMinutes?: number | null;
  requestedFor?: string | null;
  promisedAt?: string | null;
  allowed: OrderStatus[];
  notes?: string | null;
  customerNotes?: string | null;
  conversationId?: string | null;
  notification?: NotificationView | null;
  orderedAt: string;
  confirmedAt?: string | null;
  readyAt?: string | null;
  completedAt?: string | null;
  cancelledAt?: string | null;
  cancelReason?: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface TimelineEntry {
  id: string;
  status: string;
  at: string;
  actor: { kind: 'customer' | 'member' | 'system'; name?: string | null };
  notes?: string | null;
  promisedAt?: string | null;
  notification?: NotificationView | null;
}

export interface OrderStats {
  byStatus: Partial<Record<OrderStatus, number>>;
  openOrders: number;
  revenueToday?: number | null;
  averagePrepMinutes: number | null;
}

export interface Pagination {
  nextCursor: string | null;
  hasMore: boolean;
}

export interface OrderPage {
  orders: Order[];
  pagination: Pagination;
  stats: OrderStats;
}

export interface OrderDetail {
  order: Order;
  customer: {
    id?: string;
    name?: string;
    preferredLanguage?: string | null;
    totalOrders?: number;
  } | null;
  timeline: TimelineEntry[];
}

export interface MoveResult {
  order: Order;
  notificationSent: boolean;
  notification: NotificationView;
  undo: { token: string; until: string } | null;
  refundInitiated?: boolean;
}

export interface Conversation {
  id: string;
  customer: { id: string; name: string; phoneDisplay?: string | null };
  lastMessageAt: string | null;
  lastText: string | null;
  /** null: as the business has it. */
  botMode: BotMode | null;
  pausedUntil: string | null;
  needsPerson: boolean;
  handoverReason: string | null;
  waitingForCustomer: boolean;
  /** Whether free text may be sent now, and until when. */
  window?: { closesAt: string | null; isOpen: boolean } | null;
}

export type MessageStatus =
  | 'queued'
  | 'draft'
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'played'
  | 'failed'
  | 'not_notified'
  | 'withdrawn'
  | 'received';

export interface MessageContent {
  text?: string | null;
  buttons?: { id: string; title: string }[];
  rows?: { id: string; title: string; description?: string | null }[];
  location?: { latitude: number; longitude: number; name?: string | null; address?: string | null };
}

/** A file that came with a message; its bytes are fetched by id once they are stored. */
export interface MessageMedia {
  id: string;
  kind: string;
  mimeType: string;
  fileName: string | null;
  size: number | null;
  state: 'waiting' | 'stored' | 'failed' | 'revoked';
  reason?: string | null;
}

export interface Message {
  id: string;
  conversationId: string;
  customerId: string;
  orderId?: string | null;
  direction: 'inbound' | 'outbound';
  author: 'customer' | 'bot' | 'person' | 'phone_app';
  authorName?: string | null;
  type: string;
  content: MessageContent;
  media?: MessageMedia | null;
  status: MessageStatus;
  errorCode?: string | number | null;
  errorMessage?: string | null;
  replayable?: boolean;
  timestamp: string;
}

export interface MessagePage {
  messages: Message[];
  pagination: Pagination;
}
