// What the bot proposes and nobody has sent: staff sends it, writes it anew or drops it.
import { useQueryClient } from '@tanstack/react-query';
import { PencilLine, SendHorizontal, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { isApiError, request } from '../api/client';
import type { Message } from '../api/types';
import { type I18n, useI18n } from '../i18n';
import { why } from '../lib/why';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { showToast } from '../ui/toasts';
import { mayWrite } from './may_write';
import { useServiceWindow } from './service_window';

const refusal = (error: unknown, i18n: I18n): string =>
  (isApiError(error) ? i18n.maybe(`reason_${error.slug}`) : undefined) ?? why(error, i18n);

function useDraft(message: Message, onGone: () => void) {
  const i18n = useI18n();
  const { desk } = useDesk();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const path = `/api/businesses/${desk.businessId}/messages/${message.id}`;
  const act = async (send: boolean) => {
    setBusy(true);
    try {
      if (send) await request('POST', `${path}/send`, { body: {} });
      else await request('DELETE', path);
      onGone();
      desk.messages.apply([{ ...message, status: send ? 'queued' : 'withdrawn' }]);
    } catch (error) {
      showToast({
        text: i18n.t(send ? 'messageFailed' : 'notSaved', { why: refusal(error, i18n) }),
        tone: 'bad',
      });
      // Somebody was faster: what became of it is on the server.
      if (isApiError(error, 'not_draft') || isApiError(error, 'not_found')) {
        void queries.invalidateQueries({ queryKey: ['messages', desk.businessId] });
      }
    } finally {
      setBusy(false);
    }
  };
  return { busy, act };
}

export function DraftActions(props: {
  message: Message;
  onEdit: ((text: string) => void) | undefined;
}) {
  const { message, onEdit } = props;
  const { t } = useI18n();
  const { business } = useDesk();
  const row = useRef<HTMLDivElement>(null);
  const { closed } = useServiceWindow(message.conversationId);
  // The buttons go with the draft; whoever pressed one by keyboard stays in the chat.
  const { busy, act } = useDraft(message, () => {
    if (row.current?.contains(document.activeElement)) {
      row.current.closest<HTMLElement>('[role="log"]')?.focus();
    }
  });
  const { text } = message.content;
  if (!mayWrite(business)) return null;
  return (
    <>
      {closed ? <p className="text-caption text-late">{t('reason_window_closed')}</p> : null}
      <div ref={row} aria-busy={busy} className="flex flex-wrap gap-1.5 pt-1">
        <Button
          look="primary"
          className="!px-3"
          disabled={busy || closed}
          onClick={() => void act(true)}
        >
          <SendHorizontal size={17} aria-hidden className="rtl:-scale-x-100" />
          {t('draftSend')}
        </Button>
        {text && onEdit ? (
          <Button className="!px-3" disabled={busy || closed} onClick={() => onEdit(text)}>
            <PencilLine size={17} aria-hidden />
            {t('draftEdit')}
          </Button>
        ) : null}
        <Button look="ghost" className="!px-3" disabled={busy} onClick={() => void act(false)}>
          <Trash2 size={17} aria-hidden />
          {t('draftDrop')}
        </Button>
      </div>
    </>
  );
}
