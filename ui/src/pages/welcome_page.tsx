// A person without a business makes the first one.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { isApiError, request } from '../api/client';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { sessionQuery } from '../session';
import { Button } from '../ui/button';
import { Choice, Field } from '../ui/field';
import { Mark } from '../ui/mark';

const types = ['pizzeria', 'restaurant', 'retail', 'service', 'other'] as const;

// Each in itself, as in the account menu.
const languages = [
  { value: 'he', word: 'עברית' },
  { value: 'en', word: 'English' },
] as const;

export default function WelcomePage() {
  const i18n = useI18n();
  const { t } = i18n;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState({
    name: '',
    phone: '',
    type: 'pizzeria',
    language: i18n.language as string,
  });
  const [tried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: () =>
      request<{ business: { id: string } }>('POST', '/api/businesses', {
        body: {
          name: form.name.trim(),
          phone: form.phone.trim(),
          type: form.type,
          settings: { language: form.language },
        },
      }),
    onSuccess: async ({ business }) => {
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await navigate({ to: '/b/$businessId/orders', params: { businessId: business.id } });
    },
  });
  const missing = (value: string) => (tried && !value.trim() ? t('required') : undefined);
  const refused = (field: string) => {
    const { error } = create;
    const found = isApiError(error)
      ? error.pointers.find((one) => one.pointer === `/${field}`)
      : undefined;
    return found ? found.detail || why(error, i18n) : undefined;
  };
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (form.name.trim() && form.phone.trim()) create.mutate();
  };
  return (
    <main className="flex min-h-full flex-col items-center justify-center p-4">
      <form
        noValidate
        onSubmit={submit}
        className="flex w-full max-w-[26rem] flex-col gap-4 rounded-sheet border border-line bg-surface p-7 shadow-menu"
      >
        <Mark size={30} />
        <div>
          <h1 className="text-[1.5rem] font-bold">{t('noBusinessTitle')}</h1>
          <p className="text-mute">{t('noBusinessLead')}</p>
        </div>
        <Field
          label={t('businessName')}
          name="name"
          dir="auto"
          autoComplete="organization"
          value={form.name}
          onChange={(event) => set({ name: event.target.value })}
          problem={missing(form.name) ?? refused('name')}
        />
        <Field
          label={t('businessPhone')}
          name="phone"
          type="tel"
          dir="ltr"
          autoComplete="tel"
          value={form.phone}
          onChange={(event) => set({ phone: event.target.value })}
          problem={missing(form.phone) ?? refused('phone')}
        />
        <Choice
          label={t('businessType')}
          name="type"
          value={form.type}
          options={types.map((type) => ({ value: type, word: t(`businessType_${type}`) }))}
          onChoose={(type) => set({ type })}
        />
        <Choice
          label={t('businessLanguage')}
          name="language"
          value={form.language}
          options={languages}
          onChoose={(language) => set({ language })}
        />
        {create.isError ? (
          <p role="alert" className="rounded-input bg-soon px-3 py-2 text-meta text-on-soon">
            {t('notSaved', { why: why(create.error, i18n) })}
          </p>
        ) : null}
        <Button
          type="submit"
          look="primary"
          disabled={create.isPending}
          className="min-h-13 text-base"
        >
          {t('createBusiness')}
        </Button>
      </form>
    </main>
  );
}
