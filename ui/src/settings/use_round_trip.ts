// A test message on its way to Meta and its word back: the stream brings the news, and asking brings
// it where a proxy holds the stream back.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { get } from '../api/client';
import type { Conversation, Message, MessagePage, MessageStatus } from '../api/types';
import { useDesk } from '../live/desk_context';
import { useConversations } from '../live/use_conversations';

const longest = 60_000;
const askEvery = 3000;
const second = 1000;

export type RoundTrip =
  | { state: 'waiting' | 'silent' }
  | { state: 'back'; seconds: number }
  | { state: 'failed'; message: Message };

// "accepted" is Graph's answer to the request; from "sent" on, Meta called us.
const back = new Set<MessageStatus>(['sent', 'delivered', 'read']);
const lost = new Set<MessageStatus>(['failed', 'not_notified']);

const tail = (phone: string): string => phone.replace(/\D/g, '').slice(-8);

function useMessage(id: string, conversations: readonly Conversation[]): Message | undefined {
  const { desk } = useDesk();
  return useSyncExternalStore(desk.messages.subscribe, () => {
    for (const one of conversations) {
      const found = desk.messages.list(one.id).find((message) => message.id === id);
      if (found) return found;
    }
    return undefined;
  });
}

export function useRoundTrip(messageId: string, to: string): RoundTrip {
  const { desk } = useDesk();
  const conversations = useConversations();
  const message = useMessage(messageId, conversations);
  const [began] = useState(Date.now);
  const [isLate, setLate] = useState(false);
  const [seconds, setSeconds] = useState<number | null>(null);
  const isBack = message !== undefined && back.has(message.status);
  const settled = isBack || (message !== undefined && lost.has(message.status));
  const conversationId =
    message?.conversationId ??
    conversations.find(({ customer }) => tail(customer.phoneDisplay ?? '') === tail(to))?.id;
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), longest);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (isBack) setSeconds(Math.max(1, Math.round((Date.now() - began) / second)));
  }, [isBack, began]);
  useEffect(() => {
    if (settled || isLate || !conversationId) return;
    const asked = new AbortController();
    const path = `/api/businesses/${desk.businessId}/messages`;
    const timer = setInterval(() => {
      get<MessagePage>(path, { conversationId, limit: 10 }, asked.signal).then(
        (page) => desk.messages.apply(page.messages),
        () => {}, // asked again
      );
    }, askEvery);
    return () => {
      asked.abort();
      clearInterval(timer);
    };
  }, [settled, isLate, conversationId, desk]);
  if (isBack) return { state: 'back', seconds: seconds ?? 1 };
  if (message && settled) return { state: 'failed', message };
  return { state: isLate ? 'silent' : 'waiting' };
}
