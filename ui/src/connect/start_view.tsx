// Before Facebook's window: one question, one button; afterwards what came of it.
import { useState } from 'react';
import { isApiError } from '../api/client';
import type { Variant } from '../api/whatsapp_types';
import { type I18n, useI18n } from '../i18n';
import { why } from '../lib/why';
import { Button } from '../ui/button';
import { MetaWords } from '../ui/meta_words';
import { Notice } from '../ui/notice';
import type { FlowState, Problem } from './signup_flow';

const variants = ['coexistence', 'embedded'] as const;

export function StartView(props: {
  state: FlowState;
  sdkReady: boolean;
  onStart: (variant: Variant) => void;
}) {
  const { t } = useI18n();
  const [variant, setVariant] = useState<Variant | null>(null);
  const { step, problem } = props.state;
  const busy = step !== 'idle';
  // Blocked or offline: the tap tries to load it again.
  const waits = !props.sdkReady && problem === null;
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (variant) props.onStart(variant);
      }}
    >
      <fieldset disabled={busy} className="flex flex-col gap-2">
        <legend className="mb-2 font-semibold">{t('connectVariantTitle')}</legend>
        {variants.map((one) => (
          <label
            key={one}
            className={`flex min-h-16 items-start gap-3 rounded-card border p-3 ${variant === one ? 'border-brand bg-brand-soft' : 'border-field'}`}
          >
            <input
              type="radio"
              name="variant"
              checked={variant === one}
              onChange={() => setVariant(one)}
              className="mt-0.5 size-5 shrink-0 accent-[var(--brand)]"
            />
            <span>
              <span className="block font-medium">{t(`connectVariant_${one}`)}</span>
              <span className="block text-meta text-mute">{t(`connectVariantHint_${one}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div>
        <h2 className="text-meta font-medium text-mute">{t('connectNeedTitle')}</h2>
        <ul className="ms-5 list-disc text-meta text-mute">
          <li>{t('connectNeedFacebook')}</li>
          <li>{t(variant === 'coexistence' ? 'connectNeedApp' : 'connectNeedPhone')}</li>
        </ul>
      </div>
      {problem ? <ProblemNotice problem={problem} /> : null}
      <Button
        type="submit"
        look="primary"
        className="min-h-13 text-base"
        disabled={busy || waits || !variant}
      >
        {t(problem ? 'connectStartAgain' : 'connectStart')}
      </Button>
      <p role="status" className="min-h-6 text-center text-meta text-mute">
        {step === 'window'
          ? t('connectPopupOpen')
          : step === 'sending'
            ? t('connectSending')
            : waits
              ? t('connectSdkLoading')
              : ''}
      </p>
    </form>
  );
}

/** What the server said to the code: often a step's own reason. */
function refusedSentence(error: unknown, i18n: I18n): string {
  const advice = isApiError(error) ? i18n.maybe(`connectAdvice_${error.slug}`) : undefined;
  return advice ?? i18n.t('connectProblem_send', { why: why(error, i18n) });
}

function ProblemNotice({ problem }: { problem: Problem }) {
  const i18n = useI18n();
  const { t, maybe } = i18n;
  const { message } = problem;
  const sentence =
    problem.kind === 'cancelled'
      ? (maybe(`connectCancel_${message?.currentStep}`) ?? t('connectCancel_other'))
      : problem.kind === 'send'
        ? refusedSentence(problem.error, i18n)
        : t(`connectProblem_${problem.kind}`);
  return (
    <Notice tone="warning" role="alert">
      <p className="font-medium">{sentence}</p>
      {message?.errorMessage ? (
        <MetaWords
          error={{
            slug: 'reported',
            detail: [message.errorMessage, message.errorCode].filter(Boolean).join(' · '),
            traceId: message.sessionId || null,
          }}
        />
      ) : null}
    </Notice>
  );
}
