import { SendHorizontal } from 'lucide-react';
import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import { isApiError, newKey, request } from '../api/client';
import type { MessageStatus } from '../api/types';
import { useI18n } from '../i18n';
import { clockOrDay } from '../lib/format';
import { why } from '../lib/why';
import { useDesk } from '../live/desk_context';
import { IconButton } from '../ui/button';
import { showToast } from '../ui/toasts';
import { mayWrite } from './may_write';
import { useServiceWindow, windowMilliseconds } from './service_window';

const TemplatePicker = lazy(() => import('./template_picker'));

const sayWhenLeft = 3 * 3_600_000;
const longestText = 4096; // WhatsApp's limit for a text body

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

/** What a draft said, to be written anew; each a new object. */
export interface Proposal {
  text: string;
}

const joined = (typed: string, text: string): string =>
  typed.trim() && !typed.includes(text) ? `${typed.trimEnd()}\n${text}` : text;

export function Composer(props: {
  conversationId: string;
  customerId: string;
  proposal?: Proposal | undefined;
}) {
  const { t, locale } = useI18n();
  const { business } = useDesk();
  const [text, setText] = useState('');
  const [refusedAt, setRefusedAt] = useState<number | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const { now, closes, closed: isOver } = useServiceWindow(props.conversationId);
  // The server's no holds until the customer writes again.
  const refused = refusedAt !== null && (closes ?? 0) - windowMilliseconds < refusedAt;
  const closed = refused || isOver;
  const send = useSend(props.conversationId, props.customerId, () => setRefusedAt(Date.now()));
  const { proposal } = props;
  useEffect(() => {
    if (!proposal) return;
    setText((typed) => joined(typed, proposal.text));
    box.current?.focus();
  }, [proposal]);
  if (!mayWrite(business)) return null;

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
          ref={box}
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
