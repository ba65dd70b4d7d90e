// Chats that wait: for the customer's yes, or for one of us.
import { Hand, Hourglass, type LucideIcon } from 'lucide-react';
import type { Conversation } from '../api/types';
import { useI18n } from '../i18n';

interface StripsProps {
  conversations: readonly Conversation[];
  onChat: (conversationId: string) => void;
}

export function Strips({ conversations, onChat }: StripsProps) {
  const { t, maybe } = useI18n();
  const person = conversations.filter((one) => one.needsPerson);
  const waiting = conversations.filter((one) => one.waitingForCustomer && !one.needsPerson);
  if (person.length === 0 && waiting.length === 0) return null;
  return (
    <div className="flex shrink-0 flex-col gap-1.5 px-3 pt-3 lg:flex-row lg:gap-3">
      <Strip
        title={t('stripPerson')}
        icon={Hand}
        look="bg-soon text-on-soon"
        conversations={person}
        text={(one) =>
          (one.handoverReason ? maybe(`handover_${one.handoverReason}`) : undefined) ?? one.lastText
        }
        onChat={onChat}
      />
      <Strip
        title={t('stripWaiting')}
        icon={Hourglass}
        look="bg-done text-on-done"
        conversations={waiting}
        text={(one) => one.lastText}
        onChat={onChat}
      />
    </div>
  );
}

function Strip(props: {
  title: string;
  icon: LucideIcon;
  look: string;
  conversations: readonly Conversation[];
  text: (conversation: Conversation) => string | null;
  onChat: (conversationId: string) => void;
}) {
  const { t } = useI18n();
  if (props.conversations.length === 0) return null;
  return (
    <section
      aria-label={props.title}
      className={`flex min-w-0 items-center gap-3 rounded-button ps-3 lg:grow lg:basis-0 pe-1 ${props.look}`}
    >
      <h2 className="flex shrink-0 items-center gap-2 text-caption font-semibold">
        <props.icon size={17} aria-hidden />
        <span className="max-xl:sr-only">{props.title}</span>
        <span className="tabular">{props.conversations.length}</span>
      </h2>
      <ul className="flex min-w-0 gap-1.5 overflow-x-auto p-1 [scrollbar-width:none]">
        {props.conversations.map((one) => (
          <li key={one.id} className="shrink-0">
            <button
              type="button"
              aria-label={t('openChatWith', { name: one.customer.name })}
              onClick={() => props.onChat(one.id)}
              className="flex min-h-11 max-w-72 items-center gap-2 rounded-input bg-surface px-3 text-start text-meta text-ink hover:bg-canvas"
            >
              <bdi className="shrink-0 font-medium">{one.customer.name}</bdi>
              <bdi className="truncate text-caption text-mute">{props.text(one)}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
