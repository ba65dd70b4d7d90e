// What is known of a number, part by part. Colour never stands alone: each state has its word.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { request } from '../api/client';
import type { HealthEntity, TokenView, WhatsappView } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { clockOrDay, integer } from '../lib/format';
import { why } from '../lib/why';
import { whatsappKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { Badge, Notice, type Tone } from '../ui/notice';
import { showToast } from '../ui/toasts';
import { Facts, Panel } from './settings_page';

interface PanelProps {
  view: WhatsappView;
}

const healthTones: Record<string, Tone> = {
  AVAILABLE: 'good',
  LIMITED: 'warning',
  BLOCKED: 'bad',
};
const qualityTones: Record<string, Tone> = { GREEN: 'good', YELLOW: 'warning', RED: 'bad' };

function useWhen() {
  const { locale, t } = useI18n();
  const { business } = useDesk();
  const now = useNow(60_000);
  return (instant: string | null | undefined): string =>
    instant ? clockOrDay(instant, now, business.timezone, locale) : t('waNever');
}

function SendBadge({ canSend }: { canSend: string }) {
  const { t, maybe } = useI18n();
  return (
    <Badge tone={healthTones[canSend] ?? 'plain'}>
      {maybe(`waHealth_${canSend}`) ?? t('waHealth_UNKNOWN')}
    </Badge>
  );
}

export function HealthPanel({ view }: PanelProps) {
  const { t, maybe } = useI18n();
  const when = useWhen();
  const { health } = view;
  const quality = view.limits?.quality || 'UNKNOWN';
  const hint = maybe(`waQualityHint_${quality}`);
  return (
    <Panel title={t('waHealth')} action={<SendBadge canSend={health?.canSend ?? 'UNKNOWN'} />}>
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-meta text-mute">{t('waQuality')}</span>
        <Badge tone={qualityTones[quality] ?? 'plain'}>
          {maybe(`waQuality_${quality}`) ?? t('waQuality_UNKNOWN')}
        </Badge>
      </div>
      {hint ? <p className="text-meta">{hint}</p> : null}
      {health ? (
        <>
          <ul className="flex flex-col divide-y divide-line">
            {health.entities.map((entity) => (
              <Entity key={`${entity.type}${entity.id}`} entity={entity} />
            ))}
          </ul>
          <p className="text-caption text-mute">
            {t('waCheckedAt', { time: when(health.checkedAt) })}
          </p>
        </>
      ) : null}
    </Panel>
  );
}

function Entity({ entity }: { entity: HealthEntity }) {
  const { maybe } = useI18n();
  return (
    <li className="flex flex-col gap-1 py-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium">{maybe(`waEntity_${entity.type}`) ?? entity.type}</span>
        <SendBadge canSend={entity.canSend} />
      </div>
      {entity.errors.map((error) => (
        <div key={`${error.code}${error.description}`} dir="auto" className="text-meta">
          <p>
            {error.description} <span className="tabular text-mute">({error.code})</span>
          </p>
          {error.possibleSolution ? <p className="font-medium">{error.possibleSolution}</p> : null}
        </div>
      ))}
      {entity.information.map((text) => (
        <p key={text} dir="auto" className="text-meta text-mute">
          {text}
        </p>
      ))}
    </li>
  );
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

function useRefresh() {
  const i18n = useI18n();
  const { desk } = useDesk();
  const queries = useQueryClient();
  const key = whatsappKey(desk.businessId);
  return useMutation({
    mutationFn: () =>
      request<{ success: boolean; token?: TokenView }>(
        'POST',
        `/api/businesses/${desk.businessId}/whatsapp/refresh`,
        { body: {} },
      ),
    onSuccess: ({ token }) => {
      showToast({ text: i18n.t('waRefreshed') });
      if (token) {
        queries.setQueryData<WhatsappView>(key, (known) => (known ? { ...known, token } : known));
      }
    },
    onError: (error) =>
      showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' }),
    // A refusal, too, may have told the server something new about the number.
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}

function daysTone(days: number | null): Tone {
  if (days === null || days > 20) return 'good';
  return days > 3 ? 'warning' : 'bad';
}

export function TokenPanel({ view }: PanelProps) {
  const { t, plural } = useI18n();
  const when = useWhen();
  const refresh = useRefresh();
  const { token } = view;
  if (!token) return null;
  const days = token.daysLeft;
  const word =
    days === null
      ? t('waTokenForever')
      : days <= 0
        ? t('waTokenEnded')
        : plural('waTokenDays', days);
  return (
    <Panel title={t('waToken')} action={<Badge tone={daysTone(days)}>{word}</Badge>}>
      {token.missingScopes.length ? (
        <Notice tone="warning">
          {t('waTokenScopes', { scopes: `\u2066${token.missingScopes.join(', ')}\u2069` })}
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-caption text-mute">
          {t('waCheckedAt', { time: when(token.checkedAt) })}
        </p>
        <Button disabled={refresh.isPending} onClick={() => refresh.mutate()}>
          <RefreshCw size={17} aria-hidden />
          {t('waRefresh')}
        </Button>
      </div>
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
