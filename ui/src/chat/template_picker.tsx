// Outside the 24 hours: approved templates are what may still be sent.
import { ChevronDown } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { request } from '../api/client';
import type { MessageStatus } from '../api/types';
import type { Template } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import {
  bodyOf,
  filled,
  isPlain,
  languageTag,
  templateTitle,
  valueLabel,
  variablesOf,
} from '../lib/template_text';
import { why } from '../lib/why';
import { useDesk } from '../live/desk_context';
import { useTemplates } from '../settings/templates_query';
import { Button } from '../ui/button';
import { Field, fieldLook } from '../ui/field';
import { showToast } from '../ui/toasts';

function useSendTemplate(conversationId: string, customerId: string) {
  const i18n = useI18n();
  const { desk } = useDesk();
  const [busy, setBusy] = useState(false);
  const send = async (template: Template, values: Readonly<Record<string, string>>) => {
    setBusy(true);
    const named = template.parameterFormat === 'NAMED';
    try {
      const answer = await request<{ messageId: string; status: MessageStatus }>(
        'POST',
        `/api/businesses/${desk.businessId}/messages`,
        {
          body: {
            customerId,
            type: 'template',
            template: {
              name: template.name,
              language: template.language,
              parameters: variablesOf(template).map((one) => ({
                part: 'body',
                type: 'text',
                ...(named ? { name: one } : {}),
                value: (values[one] ?? '').trim(),
              })),
            },
          },
        },
      );
      desk.messages.apply([
        {
          id: answer.messageId,
          conversationId,
          customerId,
          direction: 'outbound',
          author: 'person',
          type: 'template',
          content: { text: filled(bodyOf(template), values) },
          status: answer.status,
          timestamp: new Date().toISOString(),
        },
      ]);
      return true;
    } catch (error) {
      showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, send };
}

export default function TemplatePicker(props: { conversationId: string; customerId: string }) {
  const i18n = useI18n();
  const { t, maybe } = i18n;
  const { desk } = useDesk();
  const query = useTemplates(desk.businessId);
  const [chosen, setChosen] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const { busy, send } = useSendTemplate(props.conversationId, props.customerId);
  if (!query.data) return null;
  const usable = query.data.templates.filter((one) => one.status === 'APPROVED' && isPlain(one));
  if (usable.length === 0) {
    return <p className="text-meta text-mute">{t('composerNoTemplates')}</p>;
  }
  const template = usable.find((one) => one.id === chosen);
  const asked = template ? variablesOf(template) : [];
  // What is not filled yet is named, not shown as {{1}}.
  const shown = Object.fromEntries(
    asked.map((one) => [one, values[one] || `[${valueLabel(one, i18n)}]`]),
  );
  const complete = asked.every((one) => (values[one] ?? '').trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!template || !complete) return;
    void send(template, values).then((sent) => {
      if (!sent) return;
      setChosen('');
      setValues({});
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="relative">
        <select
          aria-label={t('composerTemplates')}
          value={chosen}
          onChange={(event) => {
            setChosen(event.target.value);
            setValues({});
          }}
          className={`${fieldLook} appearance-none pe-10`}
        >
          <option value="">{t('composerTemplates')}</option>
          {usable.map((one) => (
            <option key={one.id} value={one.id}>
              {`\u2068${templateTitle(one, i18n)}\u2069 · ${maybe(`languageName_${one.language.slice(0, 2)}`) ?? one.language}`}
            </option>
          ))}
        </select>
        <ChevronDown
          size={18}
          aria-hidden
          className="pointer-events-none absolute end-3 top-3.5 text-mute"
        />
      </div>
      {template ? (
        <>
          {asked.length ? (
            <fieldset className="grid grid-cols-2 gap-2">
              <legend className="sr-only">{t('composerTemplateValues')}</legend>
              {asked.map((one) => (
                <Field
                  key={one}
                  label={valueLabel(one, i18n)}
                  name={one}
                  dir="auto"
                  autoComplete="off"
                  value={values[one] ?? ''}
                  onChange={(event) => setValues({ ...values, [one]: event.target.value })}
                />
              ))}
            </fieldset>
          ) : null}
          <p
            dir="auto"
            lang={languageTag(template.language)}
            className="ms-auto w-fit max-w-full rounded-card rounded-ee-sm bg-brand-soft px-3 py-2 text-meta break-words whitespace-pre-wrap"
          >
            {filled(bodyOf(template), shown)}
          </p>
          <Button type="submit" look="primary" disabled={busy || !complete}>
            {t('composerTemplateSend')}
          </Button>
        </>
      ) : null}
    </form>
  );
}
