// Replies are free text only within 24 hours of the customer's last message; WhatsApp refuses later
// ones (developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages, "customer service window").
import { SendHorizontal } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, lazy, Suspense, useState } from 'react';
import { isApiError, newKey, request } from '../api/client';
import type { Message, MessageStatus } from '../api/types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay } from '../lib/format';
import { why } from '../lib/why';
import { useDesk, useMessages } from '../live/desk_context';
import { useConversations } from '../live/use_conversations';
import { IconButton } from '../ui/button';
import { showToast } from '../ui/toasts';

const TemplatePicker = lazy(() => import('./template_picker'));

export const windowMilliseconds = 24 * 3_600_000;
const sayWhenLeft = 3 * 3_600_000;
const longestText = 4096; // WhatsApp's limit for a text body

/** When the window closes, by the messages at hand; null if no inbound message is among them. */
export function windowCloses(messages: readonly Message[]): number | null {
  const last = messages.findLast((message) => message.direction === 'inbound');
  return last ? Date.parse(last.timestamp) + windowMilliseconds : null;
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

function useSend(conversationId: string, customerId: string, onWindowClosed: () => void) {
  const i18n = useI18n();
  const { desk } = useDesk();
  return async (text: string): Promise<boolean> => {
    const id = `local-${newKey()}`;
    desk.messages.apply([
      {
        id,
        conversationId,
        customerId,
        direction: 'outbound',
        author: 'person',
        type: 'text',
        content: { text },
        status: 'queued',
        timestamp: new Date().toISOString(),
      },
    ]);
    try {
      const answer = await request<{ messageId: string; status: MessageStatus }>(
        'POST',
        `/api/businesses/${desk.businessId}/messages`,
        { body: { customerId, message: text, type: 'text' } },
      );
      desk.messages.rename(conversationId, id, answer.messageId, answer.status);
      return true;
    } catch (error) {
      desk.messages.drop(conversationId, id);
      if (isApiError(error, 'window_closed')) onWindowClosed();
      else showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' });
      return false;
    }
  };
}

export function Composer(props: { conversationId: string; customerId: string }) {
  const { t, locale } = useI18n();
  const { business } = useDesk();
  const [text, setText] = useState('');
  const [refusedAt, setRefusedAt] = useState<number | null>(null);
  const now = useNow(30_000);
  const seen = windowCloses(useMessages(props.conversationId));
  const told = useConversations().find((one) => one.id === props.conversationId)?.window;
  // A message may be here before the server's word about its window, or the other way round.
  const closes = latest(seen, told?.closesAt ? Date.parse(told.closesAt) : null);
  // The server's no holds until the customer writes again.
  const refused = refusedAt !== null && (closes ?? 0) - windowMilliseconds < refusedAt;
  const closed = refused || (closes === null ? told?.isOpen === false : closes <= now);
  const send = useSend(props.conversationId, props.customerId, () => setRefusedAt(Date.now()));
  if (business.role === 'viewer' || business.role === 'kitchen') return null;

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const message = text.trim();
    if (!message || closed) return;
    setText('');
    // A refused message must not be lost.
    void send(message).then((sent) => {
      if (!sent) setText((typed) => typed || message);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
  };
  const hint = closed
    ? t('windowClosed')
    : closes !== null && closes - now < sayWhenLeft
      ? t('windowCloses', {
          time: clockOrDay(new Date(closes).toISOString(), now, business.timezone, locale),
        })
      : '';
  return (
    <div className="shrink-0 border-t border-line bg-surface p-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))]">
      {hint ? (
        <p
          role={closed ? 'alert' : undefined}
          className={`mb-2 rounded-input px-3 py-1.5 text-caption ${closed ? 'bg-soon text-on-soon' : 'text-mute'}`}
        >
          {hint}
        </p>
      ) : null}
      {closed ? (
        <div className="mb-2">
          <Suspense>
            <TemplatePicker conversationId={props.conversationId} customerId={props.customerId} />
          </Suspense>
        </div>
      ) : null}
      <form onSubmit={submit} className="flex items-end gap-2">
        <textarea
          dir="auto"
          rows={1}
          maxLength={longestText}
          aria-label={t('composerLabel')}
          placeholder={t('composerPlaceholder')}
          disabled={closed}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-36 min-h-11 w-full resize-none rounded-button border border-field bg-canvas px-3 py-2.5 disabled:opacity-60"
        />
        <IconButton
          type="submit"
          look="primary"
          label={t('send')}
          disabled={closed || !text.trim()}
          className="shrink-0"
        >
          <SendHorizontal size={19} aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
      </form>
    </div>
  );
}
