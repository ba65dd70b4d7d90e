// A number that is connected: what happens with a message to it, and where to go from here.
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { get } from '../api/client';
import type { BotMode, BusinessDetail, BusinessSummary } from '../api/types';
import type { WhatsappView } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { asPhone } from '../lib/phone';
import { Button } from '../ui/button';
import { outlineLink, primaryLink } from '../ui/link_look';

export const accountHref = (businessId: string): string => `/b/${businessId}/settings/whatsapp`;

/** Unknown until the server has said it: a promise that does not hold is worse than none. */
function useBotMode(businessId: string): BotMode | undefined {
  const [mode, setMode] = useState<BotMode>();
  useEffect(() => {
    const asked = new AbortController();
    get<BusinessDetail>(`/api/businesses/${businessId}`, {}, asked.signal).then(
      ({ business }) => {
        if (!asked.signal.aborted) setMode(business.settings.botMode);
      },
      () => {},
    );
    return () => asked.abort();
  }, [businessId]);
  return mode;
}

/** What keeps a number from working that still counts as connected. */
function ailment(view: WhatsappView | null): 'webhook_unsubscribed' | 'token_invalid' | null {
  const { account, token } = view ?? {};
  if (account && !account.isSubscribed) return 'webhook_unsubscribed';
  const days = token?.daysLeft ?? null;
  return days !== null && days <= 0 ? 'token_invalid' : null;
}

/** Without `onAgain` it was connected just now. */
export function Connected(props: {
  business: BusinessSummary;
  view: WhatsappView | null;
  onAgain?: () => void;
}) {
  const { t } = useI18n();
  const mode = useBotMode(props.business.id);
  const fresh = props.onAgain === undefined;
  const account = props.view?.account;
  const number = account ? asPhone(account.phoneNumber) : '…';
  const ill = ailment(props.view);
  const Icon = ill ? CircleAlert : CircleCheck;
  return (
    <div className="flex flex-col gap-4">
      <div
        role="status"
        className={`flex items-center gap-3 rounded-card p-4 ${ill ? 'bg-soon text-on-soon' : 'bg-ready text-on-ready'}`}
      >
        <Icon size={32} aria-hidden className="shrink-0" />
        <div>
          <h2 className="text-[1.125rem] font-bold">
            {fresh ? t('connectDoneTitle') : t('connectAlready', { number })}
          </h2>
          {ill ? (
            <p>
              {t(`alert_${ill}`)}. {t(`alertDo_${ill}`)}
            </p>
          ) : mode && account ? (
            <p>{t(`connectDoneLead_${mode}`, { number })}</p>
          ) : null}
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <a
          href={`/b/${props.business.id}/orders`}
          className={`min-h-13 grow ${ill ? outlineLink : primaryLink}`}
        >
          {t('connectToBoard')}
        </a>
        <a
          href={`${accountHref(props.business.id)}${fresh ? '#test' : ''}`}
          className={`${outlineLink} grow`}
        >
          {t(fresh ? 'connectSendTest' : 'connectToAccount')}
        </a>
        {props.onAgain ? (
          <Button
            look={ill ? 'primary' : 'outline'}
            className="min-h-13 grow"
            onClick={props.onAgain}
          >
            {t('connectAgain')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
