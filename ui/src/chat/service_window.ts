// Replies are free text only within 24 hours of the customer's last message; WhatsApp refuses later
// ones (developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages, "customer service window").
import type { Message } from '../api/types';
import { useNow } from '../lib/clock';
import { useMessages } from '../live/desk_context';
import { useConversations } from '../live/use_conversations';

export const windowMilliseconds = 24 * 3_600_000;

/** When the window closes, by the messages at hand; null if no inbound message is among them. */
export function windowCloses(messages: readonly Message[]): number | null {
  const last = messages.findLast((message) => message.direction === 'inbound');
  return last ? Date.parse(last.timestamp) + windowMilliseconds : null;
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

export function useServiceWindow(conversationId: string) {
  const now = useNow(30_000);
  const seen = windowCloses(useMessages(conversationId));
  const told = useConversations().find((one) => one.id === conversationId)?.window;
  // A message may be here before the server's word about its window, or the other way round.
  const closes = latest(seen, told?.closesAt ? Date.parse(told.closesAt) : null);
  return { now, closes, closed: closes === null ? told?.isOpen === false : closes <= now };
}
