import type { TimelineEntry } from '../api/types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay } from '../lib/format';
import { useDesk } from '../live/desk_context';
import { Skeleton } from '../ui/states';
import { notificationReason } from './words';

export function Timeline({ entries }: { entries: readonly TimelineEntry[] | undefined }) {
  const { t } = useI18n();
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-caption font-medium text-mute">{t('timeline')}</h3>
      {entries === undefined ? (
        <Skeleton className="h-16" />
      ) : entries.length === 0 ? (
        <p className="text-meta text-mute">{t('timelineEmpty')}</p>
      ) : (
        <ol className="flex flex-col gap-3 border-s-2 border-line ps-4">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const i18n = useI18n();
  const { t, maybe, locale } = i18n;
  const { business } = useDesk();
  const now = useNow(60_000);
  const at = (instant: string) => clockOrDay(instant, now, business.timezone, locale);
  const who =
    entry.actor.name || (entry.actor.kind === 'member' ? '' : t(`by_${entry.actor.kind}`));
  const notice = entry.notification;
  const reason = notice?.reason ? ` (${notificationReason(notice.reason, i18n)})` : '';
  const small = [
    entry.promisedAt ? t('promisedFor', { time: at(entry.promisedAt) }) : '',
    notice && notice.state !== 'off' ? `${t(`notify_${notice.state}`)}${reason}` : '',
    entry.notes ?? '',
  ].filter(Boolean);
  return (
    <li className="relative text-meta before:absolute before:-start-[1.3125rem] before:top-1.5 before:size-2 before:rounded-full before:bg-brand">
      <p className="flex flex-wrap justify-between gap-x-3">
        <span>
          <b className="font-semibold">{maybe(`status_${entry.status}`) ?? entry.status}</b>
          {who ? (
            <span className="text-mute">
              {' · '}
              <bdi>{who}</bdi>
            </span>
          ) : null}
        </span>
        <time dateTime={entry.at} className="tabular text-mute">
          {at(entry.at)}
        </time>
      </p>
      {small.length > 0 ? <p className="text-caption text-mute">{small.join(' · ')}</p> : null}
    </li>
  );
}
