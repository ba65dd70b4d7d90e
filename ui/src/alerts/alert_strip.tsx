// On the board: that no messages leave, as long as none do; and what else is urgent, until somebody
// has seen to it.
import { CircleAlert } from 'lucide-react';
import { useI18n } from '../i18n';
import { useDesk } from '../live/desk_context';
import { troubles } from './account_trouble';
import { alertTitle, placeOf } from './alert_text';
import { PlaceLink } from './place_link';
import { onStrip, SendingStopped, useSendingStopped } from './sending_stopped';
import { isNews, isOffice, useAcknowledge, useOpenAlerts } from './use_alerts';

export function AlertStrip() {
  return (
    <>
      <SendingStopped role="alert" />
      <UrgentAlert />
    </>
  );
}

function UrgentAlert() {
  const i18n = useI18n();
  const { business } = useDesk();
  const stopped = useSendingStopped();
  const critical = useOpenAlerts(business).filter(
    (one) => one.level === 'critical' && isNews(one) && !(stopped && troubles.has(one.kind)),
  );
  const acknowledge = useAcknowledge(business);
  const [first] = critical;
  if (!first) return null;
  const others = critical.length - 1;
  return (
    <div
      role="alert"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 bg-late px-4 py-1.5 text-meta text-on-late"
    >
      <CircleAlert size={18} aria-hidden className="shrink-0" />
      <p className="min-w-0 grow basis-52 font-medium">
        {alertTitle(first, i18n)}
        {others > 0 ? ` (${i18n.plural('alertMore', others)})` : ''}
      </p>
      {isOffice(business) ? (
        <>
          <PlaceLink place={placeOf(first.kind)} businessId={business.id} className={onStrip} />
          <button
            type="button"
            className={`${onStrip} !border-transparent underline`}
            onClick={() => acknowledge.mutate(first)}
          >
            {i18n.t('alertAcknowledge')}
          </button>
        </>
      ) : null}
    </div>
  );
}
