// The access to Meta: how long it lasts, what it allows, and how to renew it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { troubleOf } from '../alerts/account_trouble';
import { isApiError, request } from '../api/client';
import type { TokenView, WhatsappView } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { whatsappKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { Badge, Notice, type Tone } from '../ui/notice';
import { showToast } from '../ui/toasts';
import { ReconnectLink } from './reconnect_link';
import { Panel } from './settings_page';
import { type PanelProps, useWhen } from './whatsapp_panels';

const notRenewed = (error: unknown): boolean =>
  isApiError(error, 'token_not_extended') || isApiError(error, 'upstream');

function useRefresh() {
  const i18n = useI18n();
  const { desk } = useDesk();
  const queries = useQueryClient();
  const key = whatsappKey(desk.businessId);
  return useMutation({
    mutationFn: () =>
      request<{ success: boolean; extended: boolean; token?: TokenView }>(
        'POST',
        `/api/businesses/${desk.businessId}/whatsapp/refresh`,
        { body: {} },
      ),
    onSuccess: ({ extended, token }) => {
      showToast({ text: i18n.t(extended ? 'waRefreshed' : 'waRefreshNoEnd') });
      if (token) {
        queries.setQueryData<WhatsappView>(key, (known) => (known ? { ...known, token } : known));
      }
    },
    onError: (error) => {
      if (notRenewed(error)) return;
      showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' });
    },
    // A refusal, too, may have told the server something new about the number.
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}

function daysTone(days: number | null): Tone {
  if (days === null || days > 20) return 'good';
  return days > 3 ? 'warning' : 'bad';
}

export function TokenPanel({ view }: PanelProps) {
  const { t, plural, maybe } = useI18n();
  const when = useWhen();
  const refresh = useRefresh();
  const { token, account } = view;
  if (!token) return null;
  const days = troubleOf(account?.error) === 'token_invalid' ? 0 : token.daysLeft;
  const ended = days !== null && days <= 0;
  const word =
    days === null ? t('waTokenForever') : ended ? t('waTokenEnded') : plural('waTokenDays', days);
  const scopes = token.missingScopes.map((one) => maybe(`waScope_${one}`) ?? `\u2066${one}\u2069`);
  return (
    <Panel title={t('waToken')} action={<Badge tone={daysTone(days)}>{word}</Badge>}>
      {scopes.length ? (
        <Notice tone="warning" action={<ReconnectLink />}>
          {t('waTokenScopes', { scopes: scopes.join(', ') })}
        </Notice>
      ) : null}
      {notRenewed(refresh.error) && !ended ? (
        <Notice tone="warning" role="alert" action={<ReconnectLink />}>
          {t('waNotRenewed')}
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
