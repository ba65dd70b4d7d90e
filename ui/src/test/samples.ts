// Values for unit tests only.
import type { Message, Order } from '../api/types';

export const businessId = 'b0000000-0000-4000-8000-000000000001';

export function order(change: Partial<Order> = {}): Order {
  return {
    id: 'o1',
    businessId,
    version: 1,
    orderNumber: 'ORD-20261123-0047',
    number: 47,
    status: 'pending',
    source: 'whatsapp',
    deliveryType: 'pickup',
    customer: {
      id: 'c1',
      name: 'דנה לוי',
      phone: '+972501234567',
      phoneDisplay: '+972 50-123-4567',
    },
    items: [
      {
        id: 'i1',
        name: 'Family pizza',
        nameHe: 'פיצה משפחתית',
        quantity: 2,
        price: 6200,
        subtotal: 12400,
        variants: [
          {
            group: 't',
            option: 'm',
            name: 'mushrooms',
            nameHe: 'פטריות',
            part: 'h2',
            negated: false,
          },
          { group: 't', option: 'o', name: 'olives', nameHe: 'זיתים', part: 'h1', negated: false },
        ],
      },
    ],
    subtotal: 12400,
    total: 12400,
    currency: 'ILS',
    allowed: ['confirmed', 'cancelled'],
    orderedAt: '2026-11-23T10:00:00Z',
    createdAt: '2026-11-23T10:00:00Z',
    updatedAt: '2026-11-23T10:00:00Z',
    ...change,
  };
}

export function message(change: Partial<Message> = {}): Message {
  return {
    id: 'm1',
    conversationId: 'k1',
    customerId: 'c1',
    direction: 'outbound',
    author: 'bot',
    type: 'text',
    content: { text: 'שלום' },
    status: 'sent',
    timestamp: '2026-11-23T10:00:00Z',
    ...change,
  };
}
