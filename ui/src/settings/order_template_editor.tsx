// Chooses the template of one step: an approved one, and what stands in its values; or none.
import { Dialog } from '@base-ui/react/dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api/client';
import type { OrderTemplate, Template } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import {
  bodyOf,
  filled,
  languageTag,
  templateTitle,
  valueLabel,
  variablesOf,
} from '../lib/template_text';
import { why } from '../lib/why';
import { orderTemplatesKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { Choice } from '../ui/field';
import { closeToast, showToast } from '../ui/toasts';
import { firstValues, fits, isOpen, valuesAt } from './order_template_choice';
import { type OrderTemplateList, useTemplates } from './templates_query';

type Mapping = Pick<OrderTemplate, 'templateName' | 'templateLanguage' | 'parameters'>;

const undoFor = 8000;

function useSave(row: OrderTemplate, onDone: () => void) {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useDesk();
  const queries = useQueryClient();
  const path = `/api/businesses/${desk.businessId}/order-templates/${row.event}/${row.language}`;
  const put = async ({ templateName, templateLanguage, parameters }: Mapping) => {
    const { orderTemplate } = await request<{ orderTemplate: OrderTemplate }>('PUT', path, {
      body: { templateName, templateLanguage, parameters },
    });
    queries.setQueryData<OrderTemplateList>(orderTemplatesKey(desk.businessId), (known) =>
      known
        ? {
            orderTemplates: known.orderTemplates.map((one) =>
              one.event === row.event && one.language === row.language ? orderTemplate : one,
            ),
          }
        : known,
    );
  };
  const step = t(`orderTemplateEvent_${row.event}`);
  const undo = async () => {
    try {
      await put(row);
      showToast({ text: t('orderTemplatesUndone', { step }) });
    } catch (error) {
      showToast({ text: t('notSaved', { why: why(error, i18n) }), tone: 'bad' });
    }
  };
  return useMutation({
    mutationFn: put,
    onSuccess: () => {
      const toast: number = showToast({
        text: t('orderTemplatesSaved', { step }),
        until: Date.now() + undoFor,
        undo: () => {
          closeToast(toast);
          void undo();
        },
      });
      onDone();
    },
  });
}

export default function OrderTemplateEditor(props: { row: OrderTemplate; onClose: () => void }) {
  const { t } = useI18n();
  const { row } = props;
  const [open, setOpen] = useState(true);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={setOpen}
      onOpenChangeComplete={(now) => (now ? undefined : props.onClose())}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop fixed inset-0 z-50 bg-black/45" />
        <Dialog.Popup className="sheet fixed inset-x-0 bottom-0 z-60 mx-auto flex max-h-[92dvh] w-full max-w-[30rem] flex-col gap-4 overflow-y-auto rounded-t-sheet bg-surface p-5 shadow-drawer outline-none sm:top-[8dvh] sm:bottom-auto sm:rounded-sheet">
          <Dialog.Title className="text-[1.25rem] font-bold">
            {t('orderTemplatesChangeOf', {
              step: t(`orderTemplateEvent_${row.event}`),
              language: t(`languageName_${row.language}`),
            })}
          </Dialog.Title>
          <Form row={row} onDone={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Form({ row, onDone }: { row: OrderTemplate; onDone: () => void }) {
  const i18n = useI18n();
  const { t, maybe } = i18n;
  const { desk } = useDesk();
  const save = useSave(row, onDone);
  const all = useTemplates(desk.businessId).data?.templates ?? [];
  const usable = all.filter((one) => fits(one, row));
  const current = all.find(
    (one) => one.name === row.templateName && one.language === row.templateLanguage,
  );
  const [chosen, setChosen] = useState<Template | null>(current ?? null);
  const [values, setValues] = useState<readonly string[]>(current ? firstValues(current, row) : []);
  const choose = (id: string) => {
    const template = all.find((one) => one.id === id) ?? null;
    setChosen(template);
    setValues(template ? firstValues(template, row) : []);
  };
  // What stands there now is shown, even if it could not be chosen today.
  const options = current && !usable.includes(current) ? [current, ...usable] : usable;
  const submit = () =>
    save.mutate(
      chosen
        ? {
            templateName: chosen.name,
            templateLanguage: chosen.language,
            parameters: [...values],
          }
        : { templateName: null, templateLanguage: row.language, parameters: [] },
    );
  return (
    <>
      <Choice
        label={t('orderTemplatesTemplate')}
        name="template"
        value={chosen?.id ?? ''}
        onChoose={choose}
        options={[
          ...options.map((one) => ({
            value: one.id,
            word: `\u2068${templateTitle(one, i18n)}\u2069${
              one.status === 'APPROVED'
                ? ''
                : ` · ${maybe(`templateStatus_${one.status}`) ?? one.status}`
            }`,
          })),
          { value: '', word: t('orderTemplatesNone') },
        ]}
      />
      {usable.length === 0 ? (
        <p className="text-meta text-mute">{t('orderTemplatesNoChoice')}</p>
      ) : null}
      {chosen ? (
        <Values row={row} template={chosen} values={values} onChange={setValues} />
      ) : (
        <p className="text-meta text-mute">{t('orderTemplatesNoneHint')}</p>
      )}
      {save.isError ? (
        <p role="alert" className="text-meta font-medium text-late">
          {t('notSaved', { why: why(save.error, i18n) })}
        </p>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Dialog.Close render={<Button>{t('keep')}</Button>} />
        <Button look="primary" disabled={save.isPending} onClick={submit}>
          {t('orderTemplatesSave')}
        </Button>
      </div>
    </>
  );
}

function Values(props: {
  row: OrderTemplate;
  template: Template;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
}) {
  const i18n = useI18n();
  const { row, template, values } = props;
  const names = variablesOf(template);
  const shown = Object.fromEntries(
    names.map((name, index) => [name, `[${valueLabel(values[index] ?? name, i18n)}]`]),
  );
  return (
    <>
      {names.map((name, index) =>
        isOpen(name, row) ? (
          <Choice
            key={name}
            label={valueLabel(name, i18n)}
            name={name}
            value={values[index] ?? ''}
            onChoose={(value) =>
              props.onChange(values.map((old, place) => (place === index ? value : old)))
            }
            options={valuesAt(row.event).map((value) => ({
              value,
              word: valueLabel(value, i18n),
            }))}
          />
        ) : null,
      )}
      <p
        dir="auto"
        lang={languageTag(template.language)}
        className="ms-auto w-fit max-w-full rounded-card rounded-ee-sm bg-brand-soft px-3 py-2 text-meta break-words whitespace-pre-wrap"
      >
        {filled(bodyOf(template), shown)}
      </p>
    </>
  );
}
