// How far one of our messages came.
import { Check, CheckCheck, CircleAlert, Clock, type LucideIcon, Play } from 'lucide-react';
import type { Message, MessageStatus } from '../api/types';
import { useI18n } from '../i18n';

const icons: Partial<Record<MessageStatus, LucideIcon>> = {
  queued: Clock,
  accepted: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  played: Play,
  failed: CircleAlert,
  not_notified: CircleAlert,
};

export function Ticks({ message }: { message: Message }) {
  const { maybe } = useI18n();
  const { status } = message;
  const Icon = icons[status];
  const word = maybe(`tick_${status}`);
  // A state that this page does not know yet has no sign.
  if (!Icon || !word) return null;
  const look =
    status === 'read' || status === 'played'
      ? 'text-brand'
      : status === 'failed'
        ? 'text-late'
        : '';
  return (
    <span title={word} className={look}>
      <Icon size={15} aria-hidden />
      <span className="sr-only">{word}</span>
    </span>
  );
}
