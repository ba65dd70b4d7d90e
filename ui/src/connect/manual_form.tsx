// For those who run an app of their own: the token and the two ids, by hand.
import { type FormEvent, useState } from 'react';
import { isApiError, request } from '../api/client';
import type { Attempt } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { Button } from '../ui/button';
import { Field } from '../ui/field';

const digits = /^\d{1,32}$/;

export function ManualForm(props: {
  businessId: string;
  open: boolean;
  onAttempt: (attempt: Attempt) => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const [form, setForm] = useState({ accessToken: '', wabaId: '', phoneNumberId: '', pin: '' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const pinGood = form.pin === '' || /^\d{6}$/.test(form.pin);
  const good =
    form.accessToken.trim() !== '' &&
    digits.test(form.wabaId) &&
    digits.test(form.phoneNumberId) &&
    pinGood;
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!good) return;
    setBusy(true);
    setError(null);
    const { pin, ...rest } = form;
    try {
      const answer = await request<{ attempt: Attempt }>('POST', '/api/meta/connect', {
        body: {
          businessId: props.businessId,
          variant: 'manual',
          ...rest,
          accessToken: form.accessToken.trim(),
          ...(pin ? { pin } : {}),
        },
      });
      set({ accessToken: '' });
      props.onAttempt(answer.attempt);
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  const refused = (field: string) =>
    isApiError(error)
      ? error.pointers.find((one) => one.pointer === `/${field}`)?.detail
      : undefined;
  const number = (field: 'wabaId' | 'phoneNumberId') => ({
    name: field,
    dir: 'ltr',
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    value: form[field],
    onChange: (event: { target: { value: string } }) => set({ [field]: event.target.value.trim() }),
    problem:
      tried && !digits.test(form[field])
        ? t(form[field] ? 'connectIdBad' : 'required')
        : refused(field),
  });
  return (
    <details open={props.open} className="rounded-card border border-line px-4">
      <summary className="flex min-h-13 cursor-pointer items-center font-medium">
        {t('connectAdvanced')}
      </summary>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        className="flex flex-col gap-4 pb-4"
      >
        <p className="text-meta text-mute">{t('connectAdvancedLead')}</p>
        <Field
          label={t('connectToken')}
          name="accessToken"
          type="password"
          dir="ltr"
          autoComplete="off"
          value={form.accessToken}
          onChange={(event) => set({ accessToken: event.target.value })}
          problem={tried && !form.accessToken.trim() ? t('required') : refused('accessToken')}
        />
        <Field label={t('connectWabaId')} {...number('wabaId')} />
        <Field label={t('connectPhoneNumberId')} {...number('phoneNumberId')} />
        <Field
          label={t('connectPinOptional')}
          name="pin"
          dir="ltr"
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          value={form.pin}
          onChange={(event) => set({ pin: event.target.value.replace(/\D/g, '') })}
          problem={tried && !pinGood ? t('connectPinBad') : refused('pin')}
        />
        {error ? (
          <p role="alert" className="text-meta font-medium text-late">
            {t('notSaved', { why: why(error, i18n) })}
          </p>
        ) : null}
        <Button type="submit" disabled={busy}>
          {t('connectManualSend')}
        </Button>
      </form>
    </details>
  );
}
