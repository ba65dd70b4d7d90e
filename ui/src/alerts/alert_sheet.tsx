// All open alerts, at the inline end.
import { Dialog } from '@base-ui/react/dialog';
import { CircleCheck, X } from 'lucide-react';
import { useState } from 'react';
import type { BusinessSummary } from '../api/types';
import type { Alert } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay } from '../lib/format';
import { Button, IconButton } from '../ui/button';
import { outlineLink } from '../ui/link_look';
import { Badge, type Tone } from '../ui/notice';
import { Empty, LoadError, Loading } from '../ui/states';
import { alertAdvice, alertReason, alertTitle, placeOf } from './alert_text';
import { PlaceLink } from './place_link';
import { isNews, isOffice, openAlerts, useAcknowledge, useAlertsQuery } from './use_alerts';

const tones: Record<Alert['level'], Tone> = { critical: 'bad', warning: 'warning', info: 'plain' };

export default function AlertSheet(props: { business: BusinessSummary; onClose: () => void }) {
  const { t } = useI18n();
  const query = useAlertsQuery(props.business);
  const [open, setOpen] = useState(true);
  const shown = query.data ? openAlerts(query.data.alerts) : [];
  return (
    <Dialog.Root
      open={open}
      onOpenChange={setOpen}
      onOpenChangeComplete={(now) => {
        if (!now) props.onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop fixed inset-0 z-40 bg-black/45" />
        <Dialog.Popup className="drawer fixed inset-y-0 end-0 z-50 flex w-full flex-col bg-canvas shadow-drawer outline-none md:max-w-[27rem]">
          <header className="safe-block-start shrink-0 border-b border-line bg-surface">
            <div className="flex min-h-16 items-center gap-3 ps-4 pe-2">
              <Dialog.Title className="grow text-[1.25rem] font-bold">{t('alerts')}</Dialog.Title>
              <Dialog.Close render={<IconButton label={t('close')} look="ghost" />}>
                <X size={22} aria-hidden />
              </Dialog.Close>
            </div>
          </header>
          {query.isPending ? <Loading /> : null}
          {query.isError ? (
            <LoadError error={query.error} onRetry={() => void query.refetch()} />
          ) : null}
          {query.data && shown.length === 0 ? (
            <Empty
              title={t('alertsEmpty')}
              hint={t('alertsEmptyHint')}
              icon={<CircleCheck size={32} aria-hidden className="text-on-ready" />}
            />
          ) : null}
          {shown.length ? (
            <ul className="safe-block-end flex min-h-0 grow flex-col gap-3 overflow-y-auto p-3">
              {shown.map((alert) => (
                <Row
                  key={alert.id}
                  alert={alert}
                  business={props.business}
                  onFollow={() => setOpen(false)}
                />
              ))}
            </ul>
          ) : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Row(props: { alert: Alert; business: BusinessSummary; onFollow: () => void }) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { alert, business } = props;
  const now = useNow(60_000);
  const acknowledge = useAcknowledge(business);
  const reason = alertReason(alert, i18n);
  return (
    <li
      className={`flex flex-col gap-2 rounded-card border border-line bg-surface p-4 ${isNews(alert) ? 'shadow-card' : ''}`}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Badge tone={tones[alert.level]}>{t(`alertLevel_${alert.level}`)}</Badge>
        <time dateTime={alert.raisedAt} className="tabular text-caption text-mute">
          {clockOrDay(alert.raisedAt, now, business.timezone, locale)}
        </time>
      </div>
      <h3 className="font-semibold">{alertTitle(alert, i18n, now)}</h3>
      <p className="text-meta">{alertAdvice(alert, i18n)}</p>
      {reason ? (
        <div className="text-caption text-mute [overflow-wrap:anywhere]">
          <p>{t('metaWrites')}</p>
          <p dir="auto">{reason}</p>
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        {isOffice(business) ? (
          <PlaceLink
            place={placeOf(alert.kind)}
            businessId={business.id}
            className={outlineLink}
            onFollow={props.onFollow}
          />
        ) : null}
        {isNews(alert) && isOffice(business) ? (
          <Button look="ghost" onClick={() => acknowledge.mutate(alert)}>
            {t('alertAcknowledge')}
          </Button>
        ) : isNews(alert) ? null : (
          <span className="text-caption text-mute">{t('alertSeen')}</span>
        )}
      </div>
    </li>
  );
}
