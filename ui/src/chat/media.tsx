// What came with a message: shown where the browser can, else offered as a file.
import { CircleAlert, FileText, Hourglass } from 'lucide-react';
import type { MessageMedia } from '../api/types';
import { useI18n } from '../i18n';
import { useDesk } from '../live/desk_context';

const kilobyte = 1024;

function sizeText(bytes: number | null, locale: string): string {
  if (bytes === null) return '';
  const mega = bytes >= kilobyte * kilobyte;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: mega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: mega ? 1 : 0,
  }).format(bytes / (mega ? kilobyte * kilobyte : kilobyte));
}

export function Media({ media }: { media: MessageMedia }) {
  const { t, maybe, locale } = useI18n();
  const { desk } = useDesk();
  const kind = maybe(`kind_${media.kind}`) ?? t('kind_other');
  if (media.state !== 'stored') {
    const failed = media.state !== 'waiting';
    const reason = media.state === 'revoked' ? 'revoked' : media.reason;
    const Icon = failed ? CircleAlert : Hourglass;
    return (
      <p className="flex items-start gap-2 text-meta text-mute">
        <Icon size={17} aria-hidden className={`mt-0.5 shrink-0 ${failed ? 'text-late' : ''}`} />
        <span>
          {kind}:{' '}
          {failed ? (maybe(`mediaReason_${reason}`) ?? t('mediaFailed')) : t('mediaPending')}
        </span>
      </p>
    );
  }
  const source = `/api/businesses/${desk.businessId}/media/${media.id}`;
  if (media.kind === 'image' || media.kind === 'sticker') {
    return (
      <a href={source} target="_blank" rel="noreferrer" aria-label={t('mediaOpen')}>
        {/* The place is kept before the picture comes: nothing may jump. */}
        <img
          src={source}
          alt={kind}
          loading="lazy"
          className={`rounded-button bg-sunken object-cover ${media.kind === 'sticker' ? 'size-32' : 'h-44 w-60 max-w-full'}`}
        />
      </a>
    );
  }
  if (media.kind === 'audio') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a customer's voice note has no captions
      <audio
        controls
        preload="none"
        src={source}
        aria-label={kind}
        className="h-11 w-60 max-w-full"
      />
    );
  }
  if (media.kind === 'video') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a customer's video has no captions
      <video
        controls
        preload="none"
        src={source}
        aria-label={kind}
        className="h-44 w-60 max-w-full rounded-button bg-black"
      />
    );
  }
  const name = media.fileName || kind;
  return (
    <a
      href={source}
      download={media.fileName ?? ''}
      className="flex min-h-11 items-center gap-2 rounded-input border border-field bg-surface px-3 text-meta font-medium hover:bg-sunken"
    >
      <FileText size={19} aria-hidden className="shrink-0" />
      <span className="sr-only">{t('mediaDownload')}</span>
      <bdi className="min-w-0 break-all">{name}</bdi>
      <bdi dir="ltr" className="tabular shrink-0 text-caption text-mute">
        {sizeText(media.size, locale)}
      </bdi>
    </a>
  );
}
