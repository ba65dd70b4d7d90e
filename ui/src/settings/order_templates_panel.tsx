// Which template tells of which step, and whether Meta has approved it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, request } from '../api/client';
import type { OrderTemplate } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { orderTemplatesKey, templatesKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { Badge } from '../ui/notice';
import { LoadError, Loading } from '../ui/states';
import { showToast } from '../ui/toasts';
import { Panel } from './settings_page';
import { statusTone } from './template_tone';

export function OrderTemplatesPanel() {
  const { t } = useI18n();
  const { desk } = useDesk();
  const query = useQuery({
    queryKey: orderTemplatesKey(desk.businessId),
    queryFn: ({ signal }) =>
      get<{ orderTemplates: OrderTemplate[] }>(
        `/api/businesses/${desk.businessId}/order-templates`,
        {},
        signal,
      ),
  });
  const rows = query.data?.orderTemplates ?? [];
  const missing = rows.some((row) => !row.status);
  return (
    <Panel title={t('orderTemplates')} action={missing ? <CreateDefaults /> : null}>
      <p className="text-meta text-mute">{t('orderTemplatesLead')}</p>
      {query.isPending ? <Loading /> : null}
      {query.isError ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data ? <Table rows={rows} /> : null}
    </Panel>
  );
}

function Table({ rows }: { rows: readonly OrderTemplate[] }) {
  const { t, maybe } = useI18n();
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-start text-meta">
        <thead className="text-caption text-mute">
          <tr>
            {(
              ['orderTemplatesStep', 'orderTemplatesTemplate', 'orderTemplatesStatus'] as const
            ).map((key) => (
              <th key={key} className="py-1 pe-3 text-start font-medium">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.event + row.language} className="border-t border-line">
              <td className="py-2.5 pe-3 font-medium">
                {t(`orderTemplateEvent_${row.event}`)}
                <span className="block text-caption font-normal text-mute">
                  {t(`languageName_${row.language}`)}
                </span>
              </td>
              <td className="py-2.5 pe-3">
                <bdi dir="ltr" className="break-all">
                  {row.templateName}
                </bdi>
              </td>
              <td className="py-2.5">
                <Badge tone={row.status ? statusTone(row.status) : 'warning'}>
                  {row.status
                    ? (maybe(`templateStatus_${row.status}`) ?? row.status)
                    : t('templateStatus_missing')}
                </Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CreateDefaults() {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useDesk();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      request('POST', `/api/businesses/${desk.businessId}/order-templates/create-defaults`, {
        body: {},
      }),
    onSuccess: () => showToast({ text: t('orderTemplatesCreated') }),
    onError: (error) => showToast({ text: t('notSaved', { why: why(error, i18n) }), tone: 'bad' }),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: templatesKey(desk.businessId) });
      await queries.invalidateQueries({ queryKey: orderTemplatesKey(desk.businessId) });
    },
  });
  return (
    <Button disabled={create.isPending} onClick={() => create.mutate()}>
      {t('orderTemplatesCreate')}
    </Button>
  );
}
