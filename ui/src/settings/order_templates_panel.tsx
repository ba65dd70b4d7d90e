// Which template tells of which step, and whether Meta has approved it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PencilLine } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { request } from '../api/client';
import type { OrderTemplate, StepError, Template } from '../api/whatsapp_types';
import { fill, useI18n } from '../i18n';
import { why } from '../lib/why';
import { orderTemplatesKey, templatesKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { Button, IconButton } from '../ui/button';
import { Badge, Notice } from '../ui/notice';
import { RawWords } from '../ui/raw_words';
import { LoadError, Loading } from '../ui/states';
import { showToast } from '../ui/toasts';
import { Panel } from './settings_page';
import { refusalOf } from './template_refusal';
import { statusTone } from './template_tone';
import { noTemplate, useOrderTemplates } from './templates_query';

const Editor = lazy(() => import('./order_template_editor'));

interface Defaults {
  created?: Template[];
  failed?: { name: string; language: string; error?: StepError | null }[];
}

function useCreateDefaults() {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useDesk();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      request<Defaults>(
        'POST',
        `/api/businesses/${desk.businessId}/order-templates/create-defaults`,
        {
          body: {},
        },
      ),
    onSuccess: ({ created, failed }) => {
      // Those that failed are spoken of where they stand.
      if (created?.length || !failed?.length) showToast({ text: t('orderTemplatesCreated') });
    },
    onError: (error) => showToast({ text: t('notSaved', { why: why(error, i18n) }), tone: 'bad' }),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: templatesKey(desk.businessId) });
      await queries.invalidateQueries({ queryKey: orderTemplatesKey(desk.businessId) });
    },
  });
}

export function OrderTemplatesPanel() {
  const { t } = useI18n();
  const { desk } = useDesk();
  const query = useOrderTemplates(desk.businessId);
  const create = useCreateDefaults();
  const rows = query.data?.orderTemplates ?? [];
  const missing = rows.some((row) => !row.status && row.templateName !== noTemplate);
  return (
    <Panel
      title={t('orderTemplates')}
      action={
        missing ? (
          <Button disabled={create.isPending} onClick={() => create.mutate()}>
            {t('orderTemplatesCreate')}
          </Button>
        ) : null
      }
    >
      <p className="text-meta text-mute">{t('orderTemplatesLead')}</p>
      <Refused failed={create.data?.failed ?? []} />
      {query.isPending ? <Loading /> : null}
      {query.isError ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data ? <Table rows={rows} /> : null}
    </Panel>
  );
}

function Refused({ failed }: { failed: NonNullable<Defaults['failed']> }) {
  const i18n = useI18n();
  if (failed.length === 0) return null;
  const first = failed[0]?.error;
  const text = fill(i18n.plural('orderTemplatesFailed', failed.length), {
    why: `\u2068${refusalOf(first, i18n)}\u2069`,
  });
  return (
    <Notice tone="warning" role="alert">
      <p className="font-medium">{text}</p>
      <RawWords
        lines={failed.map(({ name, language, error }) =>
          [`\u2066${name} (${language})\u2069`, error?.userMessage || error?.detail]
            .filter(Boolean)
            .join(': '),
        )}
      />
    </Notice>
  );
}

function Table({ rows }: { rows: readonly OrderTemplate[] }) {
  const { t } = useI18n();
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
            <th className="w-11">
              <span className="sr-only">{t('orderTemplatesChange')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.event + row.language} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: OrderTemplate }) {
  const { t, maybe } = useI18n();
  const [editing, setEditing] = useState(false);
  const step = t(`orderTemplateEvent_${row.event}`);
  const language = t(`languageName_${row.language}`);
  const none = row.templateName === noTemplate;
  return (
    <tr className="border-t border-line">
      <td className="py-2.5 pe-3 font-medium">
        {step}
        <span className="block text-caption font-normal text-mute">{language}</span>
      </td>
      <td className="py-2.5 pe-3">
        {none ? (
          <span className="text-mute">{t('orderTemplatesNone')}</span>
        ) : (
          <bdi dir="ltr" className="break-all">
            {row.templateName}
          </bdi>
        )}
      </td>
      <td className="py-2.5 pe-1">
        {none ? null : (
          <Badge tone={row.status ? statusTone(row.status) : 'warning'}>
            {row.status
              ? (maybe(`templateStatus_${row.status}`) ?? row.status)
              : t('templateStatus_missing')}
          </Badge>
        )}
      </td>
      <td className="py-1">
        <IconButton
          look="ghost"
          label={t('orderTemplatesChangeOf', { step, language })}
          onClick={() => setEditing(true)}
        >
          <PencilLine size={18} aria-hidden />
        </IconButton>
        {editing ? (
          <Suspense>
            <Editor row={row} onClose={() => setEditing(false)} />
          </Suspense>
        ) : null}
      </td>
    </tr>
  );
}
