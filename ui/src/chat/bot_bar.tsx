// Who answers in this chat: the bot, the bot with staff before it, or staff; and taking it over.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Bot, Hand, PencilLine } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { request } from '../api/client';
import type { BotMode, Conversation } from '../api/types';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { conversationsKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { useBusiness } from '../live/use_business';
import { useConversations } from '../live/use_conversations';
import { Button } from '../ui/button';
import { showToast } from '../ui/toasts';
import { mayWrite } from './may_write';

const ModeMenu = lazy(() => import('./mode_menu'));

interface Change {
  paused?: boolean;
  botMode?: BotMode | null;
}

function useChange(conversationId: string) {
  const i18n = useI18n();
  const { desk } = useDesk();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      request<{ conversation: Conversation }>('PATCH', `/api/conversations/${conversationId}`, {
        query: { businessId: desk.businessId },
        body: change,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: conversationsKey(desk.businessId) }),
    onError: (error) =>
      showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' }),
  });
}

export function BotBar({ conversationId }: { conversationId: string }) {
  const { t, maybe } = useI18n();
  const { desk, business } = useDesk();
  const conversation = useConversations().find((one) => one.id === conversationId);
  const shop = useBusiness(desk.businessId).data?.business?.settings?.botMode;
  const change = useChange(conversationId);
  if (!conversation) return null;
  const mode = conversation.botMode ?? shop;
  // A draft is the bot at work, not a chat that it has left.
  const drafted = conversation.needsPerson && conversation.handoverReason === 'draft';
  const paused =
    (conversation.needsPerson && !drafted) ||
    (conversation.pausedUntil !== null && Date.parse(conversation.pausedUntil) > Date.now());
  const reason =
    conversation.needsPerson && conversation.handoverReason
      ? maybe(`handover_${conversation.handoverReason}`)
      : undefined;
  const attention = paused || drafted;
  const text =
    (attention ? reason : undefined) ??
    t(
      mode === 'off'
        ? 'botOff'
        : paused
          ? 'botPaused'
          : mode === 'assist'
            ? 'botAssists'
            : 'botActive',
    );
  const Icon = drafted ? PencilLine : paused || mode === 'off' ? Hand : Bot;
  return (
    <div
      className={`flex shrink-0 flex-wrap items-center gap-2 px-3 py-1.5 text-caption ${attention ? 'bg-soon text-on-soon' : 'bg-brand-soft'}`}
    >
      <Icon size={17} aria-hidden className="shrink-0" />
      <p className="grow basis-32">{text}</p>
      {mayWrite(business) ? (
        <div className="flex gap-2">
          <Suspense fallback={<span className="min-h-11" />}>
            <ModeMenu
              own={conversation.botMode}
              shop={shop}
              busy={change.isPending}
              onChoose={(botMode) => change.mutate({ botMode })}
            />
          </Suspense>
          {mode === 'off' ? null : (
            <Button
              disabled={change.isPending}
              onClick={() => change.mutate({ paused: !paused })}
              className="!px-3"
            >
              {t(paused ? 'botGiveBack' : 'botTakeOver')}
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}
