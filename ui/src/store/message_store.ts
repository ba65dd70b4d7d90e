// Messages by conversation and id. Delivery only moves forward, whichever way the news comes; from a
// failure it may begin anew.
import type { Message, MessageStatus } from '../api/types';

const rank: Record<MessageStatus, number> = {
  draft: -1,
  queued: 0,
  accepted: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  played: 5,
  failed: 6,
  not_notified: 6,
  received: 7,
  withdrawn: 8,
};

const none: readonly Message[] = [];

export class MessageStore {
  private readonly byConversation = new Map<string, Map<string, Message>>();
  private readonly sorted = new Map<string, readonly Message[]>();
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Oldest first. */
  list = (conversationId: string): readonly Message[] => {
    const known = this.sorted.get(conversationId);
    if (known) return known;
    const messages = this.byConversation.get(conversationId);
    if (!messages) return none;
    const made = [...messages.values()].sort(
      (a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp) || (a.id < b.id ? -1 : 1),
    );
    this.sorted.set(conversationId, made);
    return made;
  };

  apply(messages: readonly Message[]): void {
    for (const message of messages) {
      let known = this.byConversation.get(message.conversationId);
      if (!known) {
        known = new Map();
        this.byConversation.set(message.conversationId, known);
      }
      const before = known.get(message.id);
      const failed = before?.status === 'failed' || before?.status === 'not_notified';
      const older = before && !failed && rank[before.status] > rank[message.status];
      known.set(message.id, older ? { ...message, status: before.status } : message);
      this.sorted.delete(message.conversationId);
    }
    this.tell();
  }

  /** Our own message has its real id now; the event may have brought it first. */
  rename(conversationId: string, from: string, to: string, status: MessageStatus): void {
    const known = this.byConversation.get(conversationId);
    const message = known?.get(from);
    if (!known || !message) return;
    known.delete(from);
    if (!known.has(to)) known.set(to, { ...message, id: to, status });
    this.sorted.delete(conversationId);
    this.tell();
  }

  drop(conversationId: string, id: string): void {
    this.byConversation.get(conversationId)?.delete(id);
    this.sorted.delete(conversationId);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
