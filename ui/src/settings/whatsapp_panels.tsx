import type { WhatsappView } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay, integer } from '../lib/format';
import { useDesk } from '../live/desk_context';
import { Facts, Panel } from './settings_page';

export interface PanelProps {
  view: WhatsappView;
}

export function useWhen() {
  const { locale, t } = useI18n();
  const { business } = useDesk();
  const now = useNow(60_000);
  return (instant: string | null | undefined): string =>
    instant ? clockOrDay(instant, now, business.timezone, locale) : t('waNever');
}

/** "TIER_2K" is 2,000: Meta's word holds the number. */
export function tierNumber(tier: string): number | null {
  const found = /^TIER_(\d+)(K?)$/.exec(tier);
  return found ? Number(found[1]) * (found[2] ? 1000 : 1) : null;
}

export function LimitsPanel({ view }: PanelProps) {
  const { t, maybe, locale } = useI18n();
  const { limits, account } = view;
  if (!limits) return null;
  const tier = limits.messagingLimit ?? '';
  const number = tierNumber(tier);
  const speed = account?.isCoexistence
    ? t('waThroughputApp')
    : (maybe(`waThroughput_${limits.throughputLevel}`) ?? t('unknown'));
  return (
    <Panel title={t('waLimits')}>
      <Facts
        rows={[
          {
            name: t('waLimit'),
            value:
              number === null
                ? (maybe(`waLimit_${tier}`) ?? t('unknown'))
                : integer(number, locale),
          },
          {
            name: t('waUsedToday'),
            value: limits.usedToday === null ? t('unknown') : integer(limits.usedToday, locale),
          },
          { name: t('waThroughput'), value: speed },
        ]}
      />
    </Panel>
  );
}

export function ActivityPanel({ view }: PanelProps) {
  const { t } = useI18n();
  const when = useWhen();
  const { account } = view;
  if (!account) return null;
  return (
    <Panel title={t('waActivity')}>
      <Facts
        rows={[
          { name: t('waLastWebhook'), value: when(account.lastWebhookAt) },
          { name: t('waLastSent'), value: when(account.lastMessageSentAt) },
          { name: t('waConnectedAt'), value: when(account.connectedAt) },
        ]}
      />
    </Panel>
  );
}

export function FactsPanel({ view }: PanelProps) {
  const { t, maybe } = useI18n();
  const { facts } = view;
  if (!facts) return null;
  const word = (value: string | null | undefined) =>
    value ? (maybe(`waMeta_${value.toUpperCase()}`) ?? value) : '';
  const rows = [
    { name: t('waVerifiedName'), value: facts.verifiedName ?? '' },
    { name: t('waNameStatus'), value: word(facts.nameStatus) },
    { name: t('waReview'), value: word(facts.reviewStatus) },
    { name: t('waBusinessVerified'), value: word(facts.verificationStatus) },
    {
      name: t('waHistory'),
      value: facts.history ? (maybe(`waHistory_${facts.history}`) ?? facts.history) : '',
    },
  ].filter((row) => row.value);
  if (rows.length === 0) return null;
  return (
    <Panel title={t('waFacts')}>
      <Facts rows={rows.map((row) => ({ ...row, value: <bdi>{row.value}</bdi> }))} />
    </Panel>
  );
}

export function CostsPanel({ view }: PanelProps) {
  const { t, maybe, locale } = useI18n();
  const rows = view.costs?.rows ?? [];
  return (
    <Panel title={t('waCosts')}>
      {rows.length === 0 ? (
        <p className="text-meta text-mute">{t('waCostsEmpty')}</p>
      ) : (
        <table className="w-full text-start">
          <thead className="text-caption text-mute">
            <tr>
              <th className="py-1 text-start font-medium">{t('waCostCategory')}</th>
              <th className="py-1 text-start font-medium">{t('waCostClass')}</th>
              <th className="py-1 text-end font-medium">{t('waCostCount')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.category}${row.costClass}`} className="border-t border-line">
                <td className="py-2">
                  {maybe(`waCategory_${row.category.toLowerCase()}`) ?? row.category}
                </td>
                <td className="py-2">{maybe(`waCost_${row.costClass}`) ?? row.costClass}</td>
                <td className="tabular py-2 text-end font-medium">{integer(row.count, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
