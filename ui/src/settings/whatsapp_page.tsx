// The number of a business: how it is, what Meta says of it, and what to do where something is amiss.
import { useQuery } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import { get } from '../api/client';
import type { WhatsappAccount, WhatsappView } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { connectHref } from '../lib/connect_href';
import { clockOrDay } from '../lib/format';
import { asPhone } from '../lib/phone';
import { whatsappKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { outlineLink, primaryLink } from '../ui/link_look';
import { Badge, Notice, type Tone } from '../ui/notice';
import { Empty, LoadError, Loading } from '../ui/states';
import { DisconnectButton } from './disconnect_button';
import { SettingsPage } from './settings_page';
import { TestPanel } from './test_panel';
import {
  ActivityPanel,
  CostsPanel,
  FactsPanel,
  HealthPanel,
  LimitsPanel,
  TokenPanel,
} from './whatsapp_panels';

export default function WhatsappPage() {
  return (
    <SettingsPage name="whatsapp">
      <Content />
    </SettingsPage>
  );
}

function Content() {
  const { desk } = useDesk();
  const query = useQuery({
    queryKey: whatsappKey(desk.businessId),
    queryFn: ({ signal }) =>
      get<WhatsappView>(`/api/businesses/${desk.businessId}/whatsapp`, {}, signal),
  });
  if (query.isPending) return <Loading />;
  if (query.isError) return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  return <View view={query.data} />;
}

function View({ view }: { view: WhatsappView }) {
  const { t } = useI18n();
  const { desk } = useDesk();
  const { account, attempt } = view;
  const open = attempt !== null && attempt.state !== 'done';
  if (!account) {
    return (
      <div className="flex flex-col items-center rounded-card border border-line bg-surface pb-8">
        <Empty
          title={t('waNone')}
          hint={t('waNoneHint')}
          icon={<PlugZap size={36} aria-hidden className="text-brand" />}
        />
        <a href={connectHref(desk.businessId)} className={`${primaryLink} min-h-13 px-6`}>
          {t(open ? 'waContinue' : 'waConnect')}
        </a>
      </div>
    );
  }
  return (
    <>
      <Head account={account} />
      {account.status === 'disconnected' ? null : (
        <>
          <Warnings view={view} account={account} />
          <HealthPanel view={view} />
          <TestPanel />
          <LimitsPanel view={view} />
          <TokenPanel view={view} />
          <ActivityPanel view={view} />
          <FactsPanel view={view} />
        </>
      )}
      <CostsPanel view={view} />
    </>
  );
}

const tones: Record<WhatsappAccount['status'], Tone> = {
  active: 'good',
  error: 'bad',
  disconnected: 'plain',
};

function Head({ account }: { account: WhatsappAccount }) {
  const { t, locale } = useI18n();
  const { desk, business } = useDesk();
  const now = useNow(60_000);
  const gone = account.status === 'disconnected';
  const reconnect = (
    <a
      href={connectHref(desk.businessId)}
      className={account.status === 'active' ? outlineLink : primaryLink}
    >
      {t('waReconnect')}
    </a>
  );
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 grow">
          <h2 className="truncate text-[1.25rem] font-bold">
            <bdi>{account.displayName || asPhone(account.phoneNumber)}</bdi>
          </h2>
          <p className="tabular text-mute">
            <bdi dir="ltr">{asPhone(account.phoneNumber)}</bdi>
          </p>
        </div>
        <Badge tone={tones[account.status]}>{t(`waStatus_${account.status}`)}</Badge>
      </div>
      {account.isCoexistence && !gone ? (
        <p className="text-meta text-mute">{t('waCoexistence')}</p>
      ) : null}
      {gone && account.disconnectedAt ? (
        <p className="text-meta text-mute">
          {t('waDisconnectedAt', {
            time: clockOrDay(account.disconnectedAt, now, business.timezone, locale),
          })}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {account.status === 'active' ? null : reconnect}
        {gone || business.role !== 'owner' ? null : <DisconnectButton account={account} />}
      </div>
    </section>
  );
}

// What keeps the number from working, the gravest first.
function Warnings({ view, account }: { view: WhatsappView; account: WhatsappAccount }) {
  const { t, locale } = useI18n();
  const { desk, business } = useDesk();
  const now = useNow(60_000);
  const again = (
    <a href={connectHref(desk.businessId)} className={outlineLink}>
      {t('waReconnect')}
    </a>
  );
  const ended = view.token?.daysLeft !== null && (view.token?.daysLeft ?? 1) <= 0;
  return (
    <>
      {ended ? (
        <Notice tone="bad" role="alert" action={again}>
          <b className="font-semibold">{t('waTokenEnded')}</b> {t('waTokenEndedHint')}
        </Notice>
      ) : null}
      {account.error && !ended ? (
        <Notice tone="bad" role="alert" action={again}>
          {t('waError', { message: `\u2068${account.error.message}\u2069` })}
        </Notice>
      ) : null}
      {account.isSubscribed ? null : (
        <Notice tone="bad" role="alert" action={again}>
          {t('waSubscriptionLost')}
        </Notice>
      )}
      {account.isSubscribed && account.missingFields.length ? (
        <Notice tone="warning" action={again}>
          {t('waMissingFields', { fields: `\u2066${account.missingFields.join(', ')}\u2069` })}
        </Notice>
      ) : null}
      {view.restrictions.map((one) => (
        <Notice key={one.type} tone="bad" role="alert">
          <p className="font-semibold">
            {t('waRestriction', { type: `\u2066${one.type}\u2069` })}
            {one.expiration
              ? ` ${t('waRestrictionUntil', { time: clockOrDay(one.expiration, now, business.timezone, locale) })}`
              : ''}
          </p>
          {one.remediation ? <p dir="auto">{one.remediation}</p> : null}
        </Notice>
      ))}
      {view.facts?.isFunded === false ? (
        <Notice
          tone="warning"
          action={
            view.facts.fundingUrl ? (
              <a
                href={view.facts.fundingUrl}
                target="_blank"
                rel="noreferrer"
                className={outlineLink}
              >
                {t('waFundingLink')}
              </a>
            ) : null
          }
        >
          {t('waFunding')}
        </Notice>
      ) : null}
    </>
  );
}
