import { MapPin, PencilLine } from 'lucide-react';
import type { Message } from '../api/types';
import { useI18n } from '../i18n';
import { clock } from '../lib/format';
import { asPhone } from '../lib/phone';
import { useDesk } from '../live/desk_context';
import { DraftActions } from './draft_actions';
import { Media } from './media';
import { NotSent } from './not_sent';
import { Ticks } from './ticks';

const look = {
  theirs: 'self-start rounded-es-sm border border-line bg-surface',
  ours: 'self-end rounded-ee-sm bg-brand-soft',
  // Nobody but us sees it yet: it must not look like something that was said.
  draft: 'self-end rounded-ee-sm border-2 border-dashed border-brand bg-surface',
} as const;

export function Bubble(props: { message: Message; onEdit?: (text: string) => void }) {
  const { message } = props;
  const { t, locale } = useI18n();
  const { business } = useDesk();
  if (message.status === 'withdrawn') return null;
  const ours = message.direction === 'outbound';
  const draft = message.status === 'draft';
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
        look[draft ? 'draft' : ours ? 'ours' : 'theirs']
      }`}
    >
      {draft ? (
        <p className="flex items-start gap-2 text-caption font-semibold text-brand">
          <PencilLine size={15} aria-hidden className="mt-0.5 shrink-0" />
          {t('draftLabel')}
        </p>
      ) : author ? (
        <bdi className="text-caption font-medium text-mute">{author}</bdi>
      ) : null}
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
      {draft ? <DraftActions message={message} onEdit={props.onEdit} /> : null}
    </div>
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
          {message.type === 'contacts'
            ? `${t('kind_contacts')}: ${asPhone(content.text)}`
            : content.text}
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
