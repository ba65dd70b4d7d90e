import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { SendingStopped } from '../alerts/sending_stopped';
import { get } from '../api/client';
import type { MessagePage } from '../api/types';
import { useI18n } from '../i18n';
import { dayKey, dayName } from '../lib/format';
import { useDesk, useMessages } from '../live/desk_context';
import { Button } from '../ui/button';
import { LoadError, Loading } from '../ui/states';
import { BotBar } from './bot_bar';
import { Bubble } from './bubble';
import { Composer, type Proposal } from './composer';

const pageSize = 50;

interface ChatPaneProps {
  conversationId: string;
  customerId: string | undefined;
  name: string;
}

function useThread(conversationId: string) {
  const { desk } = useDesk();
  const [earlier, setEarlier] = useState<string | null>(null);
  const path = `/api/businesses/${desk.businessId}/messages`;
  const first = useQuery({
    queryKey: ['messages', desk.businessId, conversationId],
    queryFn: async ({ signal }) => {
      const page = await get<MessagePage>(path, { conversationId, limit: pageSize }, signal);
      desk.messages.apply(page.messages);
      setEarlier((known) => known ?? page.pagination.nextCursor);
      return true;
    },
  });
  const more = useMutation({
    mutationFn: () => get<MessagePage>(path, { conversationId, limit: pageSize, cursor: earlier }),
    onSuccess: (page) => {
      desk.messages.apply(page.messages);
      setEarlier(page.pagination.hasMore ? page.pagination.nextCursor : '');
    },
  });
  return { first, more, hasEarlier: Boolean(earlier) };
}

export function ChatPane(props: ChatPaneProps) {
  return <Thread key={props.conversationId} {...props} />;
}

function Thread({ conversationId, customerId, name }: ChatPaneProps) {
  const { t } = useI18n();
  const { first, more, hasEarlier } = useThread(conversationId);
  const messages = useMessages(conversationId);
  const [proposal, setProposal] = useState<Proposal>();
  if (first.isError && messages.length === 0) {
    return <LoadError error={first.error} onRetry={() => void first.refetch()} />;
  }
  return (
    <div className="flex min-h-0 grow flex-col">
      <BotBar conversationId={conversationId} />
      {first.isPending && messages.length === 0 ? (
        <div className="grow">
          <Loading />
        </div>
      ) : (
        <MessageList
          conversationId={conversationId}
          name={name}
          onEdit={(text) => setProposal({ text })}
          earlier={
            hasEarlier ? (
              <Button
                className="self-center"
                disabled={more.isPending}
                onClick={() => more.mutate()}
              >
                {t('loadEarlier')}
              </Button>
            ) : null
          }
        />
      )}
      <SendingStopped />
      {customerId ? (
        <Composer conversationId={conversationId} customerId={customerId} proposal={proposal} />
      ) : null}
    </div>
  );
}

function MessageList(props: {
  conversationId: string;
  name: string;
  onEdit: (text: string) => void;
  earlier: React.ReactNode;
}) {
  const { t, locale } = useI18n();
  const { business } = useDesk();
  // What was taken back was never said.
  const messages = useMessages(props.conversationId).filter((one) => one.status !== 'withdrawn');
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const newest = messages.at(-1)?.id;
  // New messages are followed only if the reader is at the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the newest message
  useEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest]);
  // So does the end when the composer below takes or gives room.
  useEffect(() => {
    const list = box.current;
    if (!list) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) list.scrollTop = list.scrollHeight;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, []);
  const today = dayKey(Date.now(), business.timezone);
  const yesterday = dayKey(Date.now() - 86_400_000, business.timezone);
  let previous = '';
  return (
    <div
      ref={box}
      role="log"
      aria-label={t('chatWith', { name: props.name })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
      tabIndex={0}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < 60;
      }}
      className="flex min-h-0 grow flex-col gap-2 overflow-y-auto p-3 focus-visible:-outline-offset-3"
    >
      {props.earlier}
      {messages.length === 0 ? <p className="m-auto text-mute">{t('chatEmpty')}</p> : null}
      {messages.map((message) => {
        const day = dayKey(message.timestamp, business.timezone);
        const mark = day !== previous;
        previous = day;
        return (
          <div key={message.id} className="flex flex-col gap-2">
            {mark ? (
              <p className="self-center rounded-full bg-done px-3 py-0.5 text-caption text-on-done">
                {day === today
                  ? t('today')
                  : day === yesterday
                    ? t('yesterday')
                    : dayName(message.timestamp, business.timezone, locale)}
              </p>
            ) : null}
            <Bubble message={message} onEdit={props.onEdit} />
          </div>
        );
      })}
    </div>
  );
}
