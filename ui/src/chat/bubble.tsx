import { Check, CheckCheck, CircleAlert, Clock, MapPin, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { request } from '../api/client';
import type { Message } from '../api/types';
import { useI18n } from '../i18n';
import { clock } from '../lib/format';
import { why } from '../lib/why';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { showToast } from '../ui/toasts';
import { Media } from './media';

export function Bubble({ message }: { message: Message }) {
  const { t, locale } = useI18n();
  const { business } = useDesk();
  const ours = message.direction === 'outbound';
  const author = !ours
    ? ''
    : message.author === 'person'
      ? message.authorName || t('author_person')
      : message.author === 'phone_app'
        ? t('author_phone_app')
        : t('author_bot');
  return (
    <div
      className={`flex w-fit max-w-[85%] flex-col gap-1 rounded-card px-3 py-2 ${
        ours
          ? 'self-end rounded-ee-sm bg-brand-soft'
          : 'self-start rounded-es-sm border border-line bg-surface'
      }`}
    >
      {author ? <bdi className="text-caption font-medium text-mute">{author}</bdi> : null}
      <Content message={message} />
      <p className="flex items-center gap-1.5 self-end text-caption text-mute">
        <time dateTime={message.timestamp} className="tabular">
          {clock(message.timestamp, business.timezone, locale)}
        </time>
        {ours ? <Ticks message={message} /> : null}
      </p>
      {message.status === 'failed' || message.status === 'not_notified' ? (
        <NotSent message={message} />
      ) : null}
    </div>
  );
}

function NotSent({ message }: { message: Message }) {
  const i18n = useI18n();
  const { desk } = useDesk();
  const [asking, setAsking] = useState(false);
  const reason = message.errorMessage ?? '';
  const sendAgain = async () => {
    setAsking(true);
    try {
      await request(
        'POST',
        `/api/businesses/${desk.businessId}/dead-letters/${message.id}/replay`,
        { body: {} },
      );
      desk.messages.apply([{ ...message, status: 'queued', replayable: false }]);
    } catch (error) {
      showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' });
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      <p className="text-caption font-medium text-late">
        {i18n.t('messageFailed', { why: i18n.maybe(`reason_${reason}`) ?? reason })}
      </p>
      {message.replayable ? (
        <Button
          look="outline"
          disabled={asking}
          onClick={() => void sendAgain()}
          className="self-end"
        >
          <RotateCw size={16} aria-hidden />
          {i18n.t('sendAgain')}
        </Button>
      ) : null}
    </>
  );
}

function Content({ message }: { message: Message }) {
  const { t, maybe } = useI18n();
  const { content } = message;
  const place = content.location;
  return (
    <>
      {message.media ? <Media media={message.media} /> : null}
      {content.text ? (
        <p dir="auto" className="text-[0.9375rem] break-words whitespace-pre-wrap">
          {content.text}
        </p>
      ) : null}
      {place ? (
        <a
          href={`https://www.google.com/maps/search/?api=1&query=${place.latitude},${place.longitude}`}
          target="_blank"
          rel="noreferrer"
          className="flex min-h-11 items-center gap-2 font-medium text-brand underline"
        >
          <MapPin size={17} aria-hidden />
          <bdi>{place.name || place.address || t('openMap')}</bdi>
        </a>
      ) : null}
      {!content.text && !place && !message.media ? (
        <p className="text-meta text-mute">{maybe(`kind_${message.type}`) ?? t('kind_other')}</p>
      ) : null}
      {content.buttons || content.rows ? (
        <ul className="flex flex-wrap gap-1.5">
          {[...(content.buttons ?? []), ...(content.rows ?? [])].map((button) => (
            <li
              key={button.id}
              className="rounded-full border border-field px-2.5 py-0.5 text-caption text-mute"
            >
              <bdi>{button.title}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Ticks({ message }: { message: Message }) {
  const { t } = useI18n();
  const { status } = message;
  if (status === 'received') return null;
  const Icon = {
    queued: Clock,
    accepted: Clock,
    sent: Check,
    delivered: CheckCheck,
    read: CheckCheck,
    failed: CircleAlert,
    not_notified: CircleAlert,
  }[status];
  const look = status === 'read' ? 'text-brand' : status === 'failed' ? 'text-late' : '';
  return (
    <span title={t(`tick_${status}`)} className={look}>
      <Icon size={15} aria-hidden />
      <span className="sr-only">{t(`tick_${status}`)}</span>
    </span>
  );
}
