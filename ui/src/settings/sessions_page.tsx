// Where one is signed in, and the way to end it elsewhere.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Laptop, Smartphone } from 'lucide-react';
import { get, request } from '../api/client';
import type { SessionRow } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay } from '../lib/format';
import { why } from '../lib/why';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { Badge } from '../ui/notice';
import { LoadError, Loading } from '../ui/states';
import { showToast } from '../ui/toasts';
import { deviceName, isPhone } from './device_name';
import { SettingsPage } from './settings_page';

const sessionsKey = ['sessions'] as const;

export default function SessionsPage() {
  return (
    <SettingsPage name="sessions">
      <Content />
    </SettingsPage>
  );
}

/** Ends the session of that id, or all others. */
function useEnd() {
  const i18n = useI18n();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) =>
      request<void>('DELETE', id ? `/api/sessions/${id}` : '/api/sessions'),
    onSuccess: (_, id) => showToast({ text: i18n.t(id ? 'sessionEnded' : 'sessionOthersEnded') }),
    onError: (error) =>
      showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' }),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
}

function Content() {
  const { t } = useI18n();
  const end = useEnd();
  const query = useQuery({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => get<{ sessions: SessionRow[] }>('/api/sessions', {}, signal),
  });
  if (query.isPending) return <Loading />;
  if (query.isError) return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  const rows = [...query.data.sessions].sort(
    (a, b) =>
      Number(b.isCurrent) - Number(a.isCurrent) ||
      Date.parse(b.lastSeenAt) - Date.parse(a.lastSeenAt),
  );
  const others = rows.some((one) => !one.isCurrent);
  return (
    <>
      <p className="text-mute">{t('sessionsLead')}</p>
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface">
        {rows.map((one) => (
          <Row key={one.id} one={one} onEnd={() => end.mutate(one.id)} busy={end.isPending} />
        ))}
      </ul>
      {others ? (
        <Button
          look="dangerOutline"
          className="self-start"
          disabled={end.isPending}
          onClick={() => end.mutate(null)}
        >
          {t('sessionEndOthers')}
        </Button>
      ) : (
        <p className="text-meta text-mute">{t('sessionOnlyThis')}</p>
      )}
    </>
  );
}

function Row(props: { one: SessionRow; busy: boolean; onEnd: () => void }) {
  const { t, locale } = useI18n();
  const { business } = useDesk();
  const now = useNow(60_000);
  const { one } = props;
  const device = deviceName(one.userAgent) || t('sessionUnknown');
  const Icon = isPhone(one.userAgent) ? Smartphone : Laptop;
  const at = (instant: string) => clockOrDay(instant, now, business.timezone, locale);
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <Icon size={24} aria-hidden className="shrink-0 text-mute" />
      <div className="min-w-0 grow basis-48">
        <p className="font-medium">
          <bdi>{device}</bdi>
        </p>
        <p className="tabular text-meta text-mute">
          {t('sessionSeen', { time: at(one.lastSeenAt) })} ·{' '}
          {t('sessionSince', { time: at(one.createdAt) })}
          {one.remoteAddress ? (
            <>
              {' '}
              · <bdi dir="ltr">{one.remoteAddress}</bdi>
            </>
          ) : null}
        </p>
      </div>
      {one.isCurrent ? (
        <Badge tone="good">{t('sessionCurrent')}</Badge>
      ) : (
        <Button
          aria-label={t('sessionEndOf', { device })}
          disabled={props.busy}
          onClick={props.onEnd}
        >
          {t('sessionEnd')}
        </Button>
      )}
    </li>
  );
}
