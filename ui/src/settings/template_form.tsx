// Writes a new template: what Meta would refuse is said while it is being written.
import { Dialog } from '@base-ui/react/dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { isApiError, request } from '../api/client';
import type { Language } from '../api/types';
import type { Template, TemplateComponent } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { asLanguage } from '../lib/preferences';
import { filled, placeholders } from '../lib/template_text';
import { why } from '../lib/why';
import { templatesKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { Button, IconButton } from '../ui/button';
import { Choice, Field } from '../ui/field';
import { showToast } from '../ui/toasts';
import { TemplateRefusal } from './template_refusal';
import { bodyProblem, templateLimits } from './template_rules';

const categories = ['UTILITY', 'MARKETING'] as const;
const languages = ['he', 'en'] as const;
const nameRule = /^[a-z0-9_]{1,512}$/;

interface Draft {
  name: string;
  language: Language;
  category: (typeof categories)[number];
  body: string;
  footer: string;
  examples: Readonly<Record<string, string>>;
}

const exampleOf = ({ examples }: Draft, variable: string): string =>
  (examples[variable] ?? '').trim();

function componentsOf(draft: Draft): TemplateComponent[] {
  const variables = placeholders(draft.body).sort((a, b) => Number(a) - Number(b));
  const body: TemplateComponent = { type: 'BODY', text: draft.body.trim() };
  if (variables.length) {
    body.example = { body_text: [variables.map((one) => exampleOf(draft, one))] };
  }
  const footer = draft.footer.trim();
  return footer ? [body, { type: 'FOOTER', text: footer }] : [body];
}

const isGood = (draft: Draft): boolean =>
  nameRule.test(draft.name) &&
  draft.body.trim() !== '' &&
  bodyProblem(draft.body) === null &&
  [...draft.footer].length <= templateLimits.footer &&
  placeholders(draft.body).every((one) => exampleOf(draft, one) !== '');

function useCreate(onDone: () => void) {
  const { t } = useI18n();
  const { desk } = useDesk();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) =>
      request<{ template: Template }>('POST', `/api/businesses/${desk.businessId}/templates`, {
        body: {
          name: draft.name,
          language: draft.language,
          category: draft.category,
          parameterFormat: 'POSITIONAL',
          components: componentsOf(draft),
        },
      }),
    onSuccess: async () => {
      showToast({ text: t('templateCreated') });
      onDone();
      await queries.invalidateQueries({ queryKey: templatesKey(desk.businessId) });
    },
  });
}

export default function TemplateForm({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(true);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={setOpen}
      onOpenChangeComplete={(now) => {
        if (!now) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop fixed inset-0 z-40 bg-black/45" />
        <Dialog.Popup className="drawer fixed inset-y-0 end-0 z-50 flex w-full flex-col bg-canvas shadow-drawer outline-none md:max-w-[30rem]">
          <header className="safe-block-start shrink-0 border-b border-line bg-surface">
            <div className="flex min-h-16 items-center gap-3 ps-4 pe-2">
              <Dialog.Title className="grow text-[1.25rem] font-bold">
                {t('templateNew')}
              </Dialog.Title>
              <Dialog.Close render={<IconButton label={t('close')} look="ghost" />}>
                <X size={22} aria-hidden />
              </Dialog.Close>
            </div>
          </header>
          <Form onDone={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { business } = useDesk();
  const [draft, setDraft] = useState<Draft>({
    name: '',
    language: asLanguage(business.language) ?? i18n.language,
    category: 'UTILITY',
    body: '',
    footer: '',
    examples: {},
  });
  const [tried, setTried] = useState(false);
  const create = useCreate(onDone);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood(draft)) create.mutate(draft);
  };
  const variables = placeholders(draft.body);
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 grow flex-col">
      <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto p-4">
        <Field
          label={t('templateName')}
          hint={t('templateNameHint')}
          name="name"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          maxLength={templateLimits.name}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
          problem={
            (tried || draft.name) && !nameRule.test(draft.name)
              ? t(draft.name ? 'templateNameBad' : 'required')
              : undefined
          }
        />
        <div className="grid grid-cols-2 gap-3">
          <Choice
            label={t('templateLanguage')}
            name="language"
            value={draft.language}
            options={languages.map((one) => ({ value: one, word: t(`languageName_${one}`) }))}
            onChoose={(value) => set({ language: asLanguage(value) ?? 'he' })}
          />
          <Choice
            label={t('templateCategory')}
            name="category"
            value={draft.category}
            options={categories.map((one) => ({
              value: one,
              word: t(`waCategory_${one.toLowerCase() as 'utility' | 'marketing'}`),
            }))}
            onChoose={(value) =>
              set({ category: categories.find((one) => one === value) ?? 'UTILITY' })
            }
          />
        </div>
        <p className="text-caption text-mute">{t(`templateCategoryHint_${draft.category}`)}</p>
        <BodyField draft={draft} tried={tried} set={set} />
        {variables.map((variable) => (
          <Field
            key={variable}
            label={t('templateExample', { variable: `\u2066{{${variable}}}\u2069` })}
            name={`example-${variable}`}
            dir="auto"
            autoComplete="off"
            value={draft.examples[variable] ?? ''}
            onChange={(event) =>
              set({ examples: { ...draft.examples, [variable]: event.target.value } })
            }
            problem={tried && !exampleOf(draft, variable) ? t('required') : undefined}
          />
        ))}
        <Field
          label={t('templateFooter')}
          name="footer"
          dir="auto"
          autoComplete="off"
          value={draft.footer}
          onChange={(event) => set({ footer: event.target.value })}
          hint={t('templateCount', {
            n: [...draft.footer].length,
            most: templateLimits.footer,
          })}
          problem={
            [...draft.footer].length > templateLimits.footer ? t('templateTooLong') : undefined
          }
        />
        <Preview draft={draft} />
      </div>
      <footer className="safe-block-end shrink-0 border-t border-line bg-surface">
        <div className="flex flex-col gap-2 p-3">
          {isApiError(create.error) && create.error.meta && !create.error.meta.passing ? (
            <TemplateRefusal error={create.error.meta} />
          ) : create.isError ? (
            <p role="alert" className="text-meta font-medium text-late">
              {t('notSaved', { why: why(create.error, i18n) })}
            </p>
          ) : null}
          <Button
            type="submit"
            look="primary"
            className="min-h-13 text-base"
            disabled={create.isPending}
          >
            {t('templateCreate')}
          </Button>
        </div>
      </footer>
    </form>
  );
}

function BodyField(props: { draft: Draft; tried: boolean; set: (change: Partial<Draft>) => void }) {
  const { t } = useI18n();
  const { draft, set } = props;
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const count = [...draft.body.trim()].length;
  const wrong =
    props.tried && !draft.body.trim()
      ? t('required')
      : draft.body && bodyProblem(draft.body)
        ? t(bodyProblem(draft.body) ?? 'required')
        : '';
  const addVariable = () => {
    const next = `{{${placeholders(draft.body).length + 1}}}`;
    const at = box.current?.selectionEnd ?? draft.body.length;
    set({ body: `${draft.body.slice(0, at)}${next}${draft.body.slice(at)}` });
    box.current?.focus();
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-meta font-medium">
        {t('templateBody')}
      </label>
      <textarea
        ref={box}
        id={id}
        name="body"
        dir="auto"
        rows={4}
        value={draft.body}
        onChange={(event) => set({ body: event.target.value })}
        aria-invalid={Boolean(wrong)}
        aria-describedby={`${id}-hint${wrong ? ` ${id}-problem` : ''}`}
        className={`rounded-input border bg-surface px-3 py-2 ${wrong ? 'border-late' : 'border-field'}`}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span id={`${id}-hint`} className="text-caption text-mute">
          {t('templateBodyHint')} · {t('templateCount', { n: count, most: templateLimits.body })}
        </span>
        <Button onClick={addVariable}>{t('templateAddVariable')}</Button>
      </div>
      {wrong ? (
        <span id={`${id}-problem`} className="text-caption font-medium text-late">
          {wrong}
        </span>
      ) : null}
    </div>
  );
}

function Preview({ draft }: { draft: Draft }) {
  const { t } = useI18n();
  const text = filled(draft.body.trim(), draft.examples);
  if (!text) return null;
  return (
    <div>
      <p className="mb-1 text-caption text-mute">{t('templatePreview')}</p>
      <div
        lang={draft.language}
        dir="auto"
        className="w-fit max-w-full rounded-card rounded-es-sm border border-line bg-surface px-3 py-2"
      >
        <p className="text-[0.9375rem] break-words whitespace-pre-wrap">{text}</p>
        {draft.footer.trim() ? (
          <p className="mt-1 text-caption text-mute">{draft.footer.trim()}</p>
        ) : null}
      </div>
    </div>
  );
}
