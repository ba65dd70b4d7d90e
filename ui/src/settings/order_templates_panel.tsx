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
import { useOrderTemplates } from './templates_query';

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
  const missing = rows.some((row) => !row.status && row.templateName !== null);
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
      <ul>
        {rows.map((row) => (
          <Row key={row.event + row.language} row={row} />
        ))}
      </ul>
    </Panel>
  );
}

function Refused({ failed }: { failed: NonNullable<Defaults['failed']> }) {
  const i18n = useI18n();
  if (failed.length === 0) return null;
  const first = refusalOf(failed[0]?.error, i18n);
  const text = fill(i18n.plural('orderTemplatesFailed', failed.length), {
    why: `\u2068${first}\u2069`,
  });
  const line = ({ name, language, error }: (typeof failed)[number]) => {
    const reason = refusalOf(error, i18n);
    return `\u2066${name} (${language})\u2069${reason === first ? '' : `: ${reason}`}`;
  };
  return (
    <Notice tone="warning" role="alert">
      <p className="font-medium">{text}</p>
      <RawWords
        lines={[failed[0]?.error?.userTitle, failed[0]?.error?.detail, ...failed.map(line)]}
      />
    </Notice>
  );
}

function Row({ row }: { row: OrderTemplate }) {
  const { t, maybe } = useI18n();
  const [editing, setEditing] = useState(false);
  const step = t(`orderTemplateEvent_${row.event}`);
  const language = t(`languageName_${row.language}`);
  const none = row.templateName === null;
  return (
    // On a phone the name has a line of its own: it is one long word.
    <li className="grid grid-cols-[1fr_auto_auto] items-center gap-x-3 border-t border-line py-1.5 text-meta first:border-t-0 sm:grid-cols-[11rem_1fr_auto_auto]">
      <p className="font-medium">
        {step}
        <span className="block text-caption font-normal text-mute">{language}</span>
      </p>
      <p className="min-w-0 max-sm:order-last max-sm:col-span-full max-sm:pb-1.5 max-sm:text-caption">
        {none ? (
          <span className="text-mute">{t('orderTemplatesNone')}</span>
        ) : (
          <bdi dir="ltr" className="break-all">
            {row.templateName}
          </bdi>
        )}
      </p>
      {none ? (
        <span />
      ) : (
        <Badge tone={row.status ? statusTone(row.status) : 'warning'}>
          {row.status
            ? (maybe(`templateStatus_${row.status}`) ?? row.status)
            : t('templateStatus_missing')}
        </Badge>
      )}
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
    </li>
  );
}
