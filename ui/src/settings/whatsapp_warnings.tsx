// What keeps a number from working, the gravest first, each with its way out.
import {
  placeOfTrouble,
  type Trouble,
  troubleOf,
  troubleOfNumber,
} from '../alerts/account_trouble';
import { isSentence } from '../alerts/alert_text';
import type { WhatsappAccount, WhatsappView } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay } from '../lib/format';
import { useDesk } from '../live/desk_context';
import { MetaWords } from '../ui/meta_words';
import { Notice } from '../ui/notice';
import { ManagerLink, ReconnectLink } from './reconnect_link';

export function Warnings({ view, account }: { view: WhatsappView; account: WhatsappAccount }) {
  const { t } = useI18n();
  const days = view.token?.daysLeft ?? null;
  const ended = days !== null && days <= 0;
  const unpaid = view.facts?.isFunded === false;
  return (
    <>
      <AccountTrouble
        account={account}
        ended={ended}
        found={troubleOfNumber(view.facts?.numberStatus)}
      />
      {account.isSubscribed ? null : (
        <Notice tone="bad" role="alert" action={<ReconnectLink />}>
          {t('waSubscriptionLost')}
        </Notice>
      )}
      {account.isSubscribed && account.missingFields.length ? (
        <Notice tone="warning">
          {t('waMissingFields', { fields: `\u2066${account.missingFields.join(', ')}\u2069` })}
        </Notice>
      ) : null}
      {view.restrictions.map((one) => (
        <Restriction key={one.type} one={one} />
      ))}
      {unpaid && troubleOf(account.error) !== 'payments_missing' ? (
        <Notice
          tone="warning"
          action={<ManagerLink account={account} href={view.facts?.fundingUrl ?? null} />}
        >
          {t('waFunding')}
        </Notice>
      ) : null}
    </>
  );
}

function AccountTrouble({
  account,
  ended,
  found,
}: {
  account: WhatsappAccount;
  ended: boolean;
  found: Trouble | undefined;
}) {
  const { t } = useI18n();
  const { error } = account;
  const isFound = account.status === 'active' && found !== undefined;
  const trouble = isFound ? found : troubleOf(error);
  if (ended || trouble === 'token_invalid') {
    return (
      <Notice tone="bad" role="alert" action={<ReconnectLink />}>
        <p>
          <b className="font-semibold">{t('alert_token_invalid')}.</b> {t('waTokenEndedHint')}
        </p>
        {error ? <Words error={error} /> : null}
      </Notice>
    );
  }
  if (account.status !== 'error' && !isFound) return null;
  const again = placeOfTrouble(trouble) === 'connect';
  return (
    <Notice
      tone="bad"
      role="alert"
      action={again ? <ReconnectLink /> : <ManagerLink account={account} />}
    >
      <p>
        <b className="font-semibold">{t(trouble ? `alert_${trouble}` : 'alert_other')}.</b>{' '}
        {t(trouble ? `alertDo_${trouble}` : 'alertDo_account_notice')}
      </p>
      {error ? <Words error={error} /> : null}
    </Notice>
  );
}

const Words = ({ error }: { error: NonNullable<WhatsappAccount['error']> }) => (
  <MetaWords error={{ slug: 'account', detail: error.message, code: Number(error.code) || null }} />
);

function Restriction({ one }: { one: WhatsappView['restrictions'][number] }) {
  const { t, maybe, locale } = useI18n();
  const { business } = useDesk();
  const now = useNow(60_000);
  const known = maybe(`waRestriction_${one.type}`);
  const remedy = one.remediation ?? '';
  return (
    <Notice tone="bad" role="alert" action={known ? null : <ManagerLink />}>
      <p className="font-semibold">
        {known ?? t('waRestriction_other')}
        {one.expiration
          ? ` ${t('waRestrictionUntil', { time: clockOrDay(one.expiration, now, business.timezone, locale) })}`
          : ''}
      </p>
      {isSentence(remedy) ? (
        <>
          <p className="text-caption">{t('metaWrites')}</p>
          <p dir="auto">{remedy}</p>
        </>
      ) : null}
      {known ? null : <MetaWords error={{ slug: 'restriction', detail: one.type }} />}
    </Notice>
  );
}
