// The number of a business: how it is, what Meta says of it, and what to do where something is amiss.
import { useQuery } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import { troubleOfNumber } from '../alerts/account_trouble';
import { get } from '../api/client';
import type { WhatsappAccount, WhatsappView } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { connectHref } from '../lib/connect_href';
import { clockOrDay } from '../lib/format';
import { asPhone } from '../lib/phone';
import { whatsappKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { primaryLink } from '../ui/link_look';
import { Badge, type Tone } from '../ui/notice';
import { Empty, LoadError, Loading } from '../ui/states';
import { DisconnectButton } from './disconnect_button';
import { HealthPanel } from './health_panel';
import { ReconnectLink } from './reconnect_link';
import { SettingsPage } from './settings_page';
import { TestPanel } from './test_panel';
import { TokenPanel } from './token_panel';
import { ActivityPanel, CostsPanel, FactsPanel, LimitsPanel } from './whatsapp_panels';
import { Warnings } from './whatsapp_warnings';

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
      <Head view={view} account={account} />
      {account.status === 'disconnected' ? null : (
        <>
          <Warnings view={view} account={account} />
          <HealthPanel view={view} />
          <TestPanel account={account} />
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

function Head({ view, account }: { view: WhatsappView; account: WhatsappAccount }) {
  const { t, locale } = useI18n();
  const { business } = useDesk();
  const now = useNow(60_000);
  const gone = account.status === 'disconnected';
  // Meta may hold back what we have not tried to send yet.
  const blocked =
    account.status === 'active' &&
    (view.health?.canSend === 'BLOCKED' || troubleOfNumber(view.facts?.numberStatus));
  const status = blocked ? 'error' : account.status;
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
        <Badge tone={tones[status]}>{t(`waStatus_${status}`)}</Badge>
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
        {gone ? <ReconnectLink look={primaryLink} /> : null}
        {gone || business.role !== 'owner' ? null : <DisconnectButton account={account} />}
      </div>
    </section>
  );
}
