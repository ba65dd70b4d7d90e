// Message templates: what Meta approved, new ones, and which tells a customer of an order's step.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MessageSquareText, Plus, RefreshCw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { request } from '../api/client';
import type { Template } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { useNow } from '../lib/clock';
import { connectHref } from '../lib/connect_href';
import { clockOrDay } from '../lib/format';
import { bodyOf, languageTag, refusalWords } from '../lib/template_text';
import { why } from '../lib/why';
import { templatesKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { useBusiness } from '../live/use_business';
import { Button } from '../ui/button';
import { primaryLink } from '../ui/link_look';
import { Badge, Notice } from '../ui/notice';
import { Empty, LoadError, Loading } from '../ui/states';
import { showToast } from '../ui/toasts';
import { OrderTemplatesPanel } from './order_templates_panel';
import { SettingsPage } from './settings_page';
import { statusTone } from './template_tone';
import { useOrderTemplates, useTemplates } from './templates_query';

const TemplateForm = lazy(() => import('./template_form'));
const Confirm = lazy(() => import('../ui/confirm').then((all) => ({ default: all.Confirm })));

export default function TemplatesPage() {
  return (
    <SettingsPage name="templates">
      <Content />
    </SettingsPage>
  );
}

function Content() {
  const { t } = useI18n();
  const { desk } = useDesk();
  const query = useTemplates(desk.businessId);
  const business = useBusiness(desk.businessId);
  const [writing, setWriting] = useState(false);
  if (query.isPending) return <Loading />;
  if (query.isError) return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (business.isSuccess && !business.data.whatsappAccount) return <NoNumber />;
  const { templates } = query.data;
  return (
    <>
      <p className="text-mute">{t('templatesLead')}</p>
      <Tools syncedAt={query.data.syncedAt} onNew={() => setWriting(true)} />
      {templates.length === 0 ? (
        <Empty
          title={t('templatesEmpty')}
          hint={t('templatesEmptyHint')}
          icon={<MessageSquareText size={32} aria-hidden />}
        />
      ) : (
        <ul className="grid gap-3 md:grid-cols-2">
          {templates.map((one) => (
            <Card key={one.id} template={one} />
          ))}
        </ul>
      )}
      <OrderTemplatesPanel />
      {writing ? (
        <Suspense>
          <TemplateForm onClose={() => setWriting(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function NoNumber() {
  const { t } = useI18n();
  const { desk } = useDesk();
  return (
    <div className="flex flex-col items-center rounded-card border border-line bg-surface pb-8">
      <Empty title={t('templatesNoNumber')} />
      <a href={connectHref(desk.businessId)} className={primaryLink}>
        {t('waConnect')}
      </a>
    </div>
  );
}

function Tools(props: { syncedAt: string | null; onNew: () => void }) {
  const i18n = useI18n();
  const { t, plural, locale } = i18n;
  const { desk, business } = useDesk();
  const now = useNow(60_000);
  const queries = useQueryClient();
  const sync = useMutation({
    mutationFn: () =>
      request<{ templates: number }>('POST', `/api/businesses/${desk.businessId}/templates/sync`, {
        body: {},
      }),
    onSuccess: ({ templates }) => {
      showToast({ text: plural('templatesSynced', templates) });
      return queries.invalidateQueries({ queryKey: templatesKey(desk.businessId) });
    },
    onError: (error) => showToast({ text: t('notSaved', { why: why(error, i18n) }), tone: 'bad' }),
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button look="primary" onClick={props.onNew}>
        <Plus size={18} aria-hidden />
        {t('templateNew')}
      </Button>
      <Button disabled={sync.isPending} onClick={() => sync.mutate()}>
        <RefreshCw size={17} aria-hidden />
        {t('templatesSync')}
      </Button>
      {props.syncedAt ? (
        <span className="text-caption text-mute">
          {t('templatesSyncedAt', {
            time: clockOrDay(props.syncedAt, now, business.timezone, locale),
          })}
        </span>
      ) : null}
    </div>
  );
}

function Card({ template }: { template: Template }) {
  const { t, maybe } = useI18n();
  const category = (value: string) => maybe(`waCategory_${value.toLowerCase()}`) ?? value;
  const facts = [
    maybe(`languageName_${template.language.slice(0, 2)}`) ?? template.language,
    category(template.category),
    template.quality && template.quality !== 'UNKNOWN'
      ? t('templateQuality', {
          quality: maybe(`waQuality_${template.quality}`) ?? template.quality,
        })
      : '',
  ];
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 dir="ltr" className="min-w-0 font-semibold break-all">
          {template.name}
        </h2>
        <Badge tone={statusTone(template.status)}>
          {maybe(`templateStatus_${template.status}`) ?? template.status}
        </Badge>
      </div>
      <p className="text-meta text-mute">{facts.filter(Boolean).join(' · ')}</p>
      <p
        dir="auto"
        lang={languageTag(template.language)}
        className="rounded-card rounded-ee-sm bg-brand-soft px-3 py-2 text-meta break-words whitespace-pre-wrap"
      >
        {bodyOf(template)}
      </p>
      {template.reason && template.reason !== 'NONE' ? (
        <p className="text-meta font-medium text-late">
          {t('templateReason', {
            reason: `\u2068${refusalWords(template.reason, { maybe })}\u2069`,
          })}
        </p>
      ) : null}
      {template.announcedCategory ? (
        <p className="text-meta">
          {t('templateCategoryChange', { category: category(template.announcedCategory) })}
        </p>
      ) : null}
      <DeleteButton template={template} />
    </li>
  );
}

/** The steps of an order that this template tells of. */
function useStepsOf(template: Template): readonly string[] {
  const { t } = useI18n();
  const { desk } = useDesk();
  const rows = useOrderTemplates(desk.businessId).data?.orderTemplates ?? [];
  return rows
    .filter(
      (row) => row.templateName === template.name && row.templateLanguage === template.language,
    )
    .map((row) => t(`orderTemplateEvent_${row.event}`));
}

function DeleteButton({ template }: { template: Template }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useDesk();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      request('DELETE', `/api/businesses/${desk.businessId}/templates/${template.id}`),
    onSuccess: () => {
      showToast({ text: t('templateDeleted') });
      return queries.invalidateQueries({ queryKey: templatesKey(desk.businessId) });
    },
    onError: (error) => showToast({ text: t('notSaved', { why: why(error, i18n) }), tone: 'bad' }),
  });
  const name = `\u2066${template.name}\u2069`;
  const steps = useStepsOf(template);
  return (
    <>
      <Button
        look="ghost"
        className="mt-auto self-end !text-late"
        aria-label={t('templateDeleteOf', { name })}
        disabled={remove.isPending}
        onClick={() => setAsking(true)}
      >
        {t('templateDelete')}
      </Button>
      {asking ? (
        <Suspense>
          <Confirm
            title={t('templateDeleteTitle', { name })}
            confirm={t('templateDelete')}
            onConfirm={() => remove.mutate()}
            onClose={() => setAsking(false)}
          >
            <p>{t('templateDeleteLead')}</p>
            {steps.length ? (
              <div className="pt-3">
                <Notice tone="warning">
                  {t('templateDeleteUsed', { step: steps.join(t('listJoint')) })}
                </Notice>
              </div>
            ) : null}
          </Confirm>
        </Suspense>
      ) : null}
    </>
  );
}
