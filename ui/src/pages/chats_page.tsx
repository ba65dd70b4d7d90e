// All conversations, the ones that need a person first; the thread beside or above.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowLeft, Hand, Hourglass, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Conversation } from '../api/types';
import { ChatPane } from '../chat/chat_pane';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay } from '../lib/format';
import { useMedia, wide } from '../lib/media';
import { useDesk } from '../live/desk_context';
import { useConversationsQuery } from '../live/use_conversations';
import { IconButton } from '../ui/button';
import { Empty, LoadError, Loading } from '../ui/states';

const time = (one: Conversation): number => (one.lastMessageAt ? Date.parse(one.lastMessageAt) : 0);

function found(one: Conversation, query: string): boolean {
  const text = query.trim().toLocaleLowerCase();
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  const phone = (one.customer.phoneDisplay ?? '').replace(/\D/g, '');
  return (
    !text ||
    one.customer.name.toLocaleLowerCase().includes(text) ||
    (digits.length >= 3 && phone.includes(digits))
  );
}

export default function ChatsPage() {
  const { t } = useI18n();
  const { chat } = useSearch({ from: '/b/$businessId/chats' });
  const navigate = useNavigate({ from: '/b/$businessId/chats' });
  const isWide = useMedia(wide);
  const query = useConversationsQuery();
  const current = query.data?.conversations.find((one) => one.id === chat);
  useEffect(() => {
    document.title = `${t('chats')} · ${t('appName')}`;
  }, [t]);
  const choose = (id: string | undefined) => void navigate({ search: { chat: id } });
  return (
    <main id="content" className="flex min-h-0 grow">
      <h1 className="sr-only">{t('chats')}</h1>
      {isWide || !chat ? (
        <section
          aria-label={t('chatList')}
          className="flex min-h-0 w-full shrink-0 flex-col border-e border-line bg-surface md:w-80"
        >
          {query.isPending ? <Loading /> : null}
          {query.isError ? (
            <LoadError error={query.error} onRetry={() => void query.refetch()} />
          ) : null}
          {query.data ? (
            <ConversationList
              conversations={query.data.conversations}
              chat={chat}
              onChoose={choose}
            />
          ) : null}
        </section>
      ) : null}
      {chat ? (
        <section
          aria-label={t('chatWith', { name: current?.customer.name ?? '' })}
          className="flex min-h-0 min-w-0 grow flex-col"
        >
          <header className="safe-block-start flex min-h-16 shrink-0 items-center gap-2 border-b border-line bg-surface px-3">
            {isWide ? null : (
              <IconButton label={t('back')} look="ghost" onClick={() => choose(undefined)}>
                <ArrowLeft size={22} aria-hidden className="rtl:-scale-x-100" />
              </IconButton>
            )}
            <h2 className="min-w-0 truncate text-[1.125rem] font-semibold">
              <bdi>{current?.customer.name ?? ''}</bdi>
            </h2>
            <bdi dir="ltr" className="tabular ms-auto shrink-0 text-meta text-mute">
              {current?.customer.phoneDisplay}
            </bdi>
          </header>
          <ChatPane
            conversationId={chat}
            customerId={current?.customer.id}
            name={current?.customer.name ?? ''}
          />
        </section>
      ) : isWide ? (
        <Empty title={t('chatPick')} />
      ) : null}
    </main>
  );
}

function ConversationList(props: {
  conversations: readonly Conversation[];
  chat: string | undefined;
  onChoose: (id: string) => void;
}) {
  const { t } = useI18n();
  const [query, setQuery] = useState('');
  const shown = props.conversations
    .filter((one) => found(one, query))
    .sort((a, b) => Number(b.needsPerson) - Number(a.needsPerson) || time(b) - time(a));
  return (
    <>
      <search className="relative flex items-center border-b border-line p-2.5 pt-[calc(0.625rem+env(safe-area-inset-top))]">
        <Search
          size={18}
          aria-hidden
          className="pointer-events-none absolute start-5.5 text-mute"
        />
        <input
          type="search"
          dir="auto"
          aria-label={t('searchChats')}
          placeholder={t('searchChats')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="h-11 w-full rounded-button border border-field bg-canvas ps-10 pe-3 rtl:placeholder-shown:[direction:rtl]"
        />
      </search>
      {shown.length === 0 ? (
        <Empty title={query ? t('chatListNoResults', { q: query }) : t('chatListEmpty')} />
      ) : (
        <ul className="min-h-0 grow overflow-y-auto p-2">
          {shown.map((one) => (
            <Row key={one.id} one={one} current={one.id === props.chat} onChoose={props.onChoose} />
          ))}
        </ul>
      )}
    </>
  );
}

function Row(props: { one: Conversation; current: boolean; onChoose: (id: string) => void }) {
  const { one } = props;
  const { t, maybe, locale } = useI18n();
  const { business } = useDesk();
  const now = useNow(60_000);
  const reason = one.handoverReason ? maybe(`handover_${one.handoverReason}`) : undefined;
  return (
    <li className="[contain-intrinsic-size:auto_4.5rem] [content-visibility:auto]">
      <button
        type="button"
        aria-current={props.current}
        onClick={() => props.onChoose(one.id)}
        className={`flex min-h-16 w-full flex-col justify-center gap-0.5 rounded-button px-3 py-2 text-start -outline-offset-3 ${props.current ? 'bg-brand-soft' : 'hover:bg-sunken'}`}
      >
        <span className="flex w-full items-baseline gap-2">
          <span className="min-w-0 grow truncate font-medium">
            <bdi>{one.customer.name}</bdi>
          </span>
          {one.lastMessageAt ? (
            <time dateTime={one.lastMessageAt} className="tabular text-caption text-mute">
              {clockOrDay(one.lastMessageAt, now, business.timezone, locale)}
            </time>
          ) : null}
        </span>
        <span className="w-full truncate text-meta text-mute">
          <bdi>{one.lastText}</bdi>
        </span>
        {one.needsPerson ? (
          <span className="flex w-fit items-center gap-1.5 rounded-full bg-soon px-2 text-caption font-medium text-on-soon">
            <Hand size={14} aria-hidden />
            {reason ?? t('stripPerson')}
          </span>
        ) : one.waitingForCustomer ? (
          <span className="flex items-center gap-1.5 text-caption text-mute">
            <Hourglass size={14} aria-hidden />
            {t('stripWaiting')}
          </span>
        ) : null}
      </button>
    </li>
  );
}
