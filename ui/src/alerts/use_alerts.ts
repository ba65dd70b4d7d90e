// What is open and needs attention, for those who can do something about it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, isApiError, request } from '../api/client';
import type { BusinessSummary } from '../api/types';
import type { Alert } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { alertsKey } from '../live/desk';
import { showToast } from '../ui/toasts';

const none: readonly Alert[] = [];
const weight = { critical: 2, warning: 1, info: 0 } as const;

export const readsAlerts = ({ role }: BusinessSummary): boolean =>
  role === 'owner' || role === 'manager' || role === 'cashier';
export const isOffice = ({ role }: BusinessSummary): boolean =>
  role === 'owner' || role === 'manager';

const isOpen = (alert: Alert): boolean => alert.resolvedAt === null;
export const isNews = (alert: Alert): boolean => isOpen(alert) && alert.acknowledgedAt === null;

export function useAlertsQuery(business: BusinessSummary) {
  return useQuery({
    queryKey: alertsKey(business.id),
    queryFn: ({ signal }) =>
      get<{ alerts: Alert[] }>(`/api/businesses/${business.id}/alerts`, {}, signal),
    enabled: readsAlerts(business),
  });
}

/** Open ones, the most urgent and the newest first; those nobody has seen before the others. */
export function openAlerts(alerts: readonly Alert[]): readonly Alert[] {
  return alerts
    .filter(isOpen)
    .sort(
      (a, b) =>
        Number(isNews(b)) - Number(isNews(a)) ||
        weight[b.level] - weight[a.level] ||
        Date.parse(b.raisedAt) - Date.parse(a.raisedAt),
    );
}

export function useOpenAlerts(business: BusinessSummary): readonly Alert[] {
  const { data } = useAlertsQuery(business);
  return data ? openAlerts(data.alerts) : none;
}

export function useAcknowledge(business: BusinessSummary) {
  const i18n = useI18n();
  const queries = useQueryClient();
  const key = alertsKey(business.id);
  return useMutation({
    mutationFn: (alert: Alert) =>
      request('POST', `/api/businesses/${business.id}/alerts/${alert.id}/acknowledge`, {
        body: {},
      }),
    onMutate: (alert) => {
      const acknowledgedAt = new Date().toISOString();
      queries.setQueryData<{ alerts: Alert[] }>(key, (known) =>
        known
          ? {
              alerts: known.alerts.map((one) =>
                one.id === alert.id ? { ...one, acknowledgedAt } : one,
              ),
            }
          : known,
      );
    },
    onError: (error) => {
      if (isApiError(error) && error.status === 404) return;
      showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}
