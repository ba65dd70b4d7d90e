// While Meta takes no messages of the number, every screen that sends some says so, whatever was
// marked as seen.
import { CircleAlert } from 'lucide-react';
import { useI18n } from '../i18n';
import { useDesk } from '../live/desk_context';
import { useBusiness } from '../live/use_business';
import { placeOfTrouble, type Trouble, troubleOf } from './account_trouble';
import { PlaceLink } from './place_link';
import { isOffice } from './use_alerts';

// Only of these it is certain.
const stillReceives = new Set<Trouble | undefined>(['token_invalid', 'payments_missing']);
const noLonger = new Set<Trouble | undefined>(['account_removed', 'number_unregistered']);

export const onStrip =
  'inline-flex min-h-11 items-center rounded-button border border-current px-3 text-meta font-semibold focus-visible:outline-current';

export function useSendingStopped(): { trouble: Trouble | undefined } | null {
  const { business } = useDesk();
  const account = useBusiness(business.id).data?.whatsappAccount;
  return account?.status === 'error' ? { trouble: troubleOf(account.error) } : null;
}

export function SendingStopped({ role = 'status' }: { role?: 'alert' | 'status' }) {
  const { t } = useI18n();
  const { business } = useDesk();
  const stopped = useSendingStopped();
  if (!stopped) return null;
  const { trouble } = stopped;
  const more = noLonger.has(trouble)
    ? t('alertDo_account_removed')
    : stillReceives.has(trouble)
      ? t('sendingStoppedOrders')
      : '';
  return (
    <div
      role={role}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 bg-late px-4 py-1.5 text-meta text-on-late"
    >
      <CircleAlert size={18} aria-hidden className="shrink-0" />
      <p className="min-w-0 grow basis-52 font-medium">
        {t('sendingStopped')} {more}
      </p>
      {isOffice(business) ? (
        <PlaceLink place={placeOfTrouble(trouble)} businessId={business.id} className={onStrip} />
      ) : null}
    </div>
  );
}
