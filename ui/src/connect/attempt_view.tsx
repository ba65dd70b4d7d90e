// The steps as they happen; of a failed one, what to do about it.
import { Check, CircleAlert, CircleDashed, LoaderCircle, Minus } from 'lucide-react';
import { useState } from 'react';
import type { Attempt, AttemptStep, StepError } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { managerHref } from '../lib/manager_href';
import { why } from '../lib/why';
import { Button } from '../ui/button';
import { outlineLink } from '../ui/link_look';
import { MetaWords } from '../ui/meta_words';
import { Notice } from '../ui/notice';
import { PinForm } from './pin_form';
import type { FollowedAttempt } from './use_attempt';

/** Facebook's confirmation is spent or was not enough: only a new one helps. */
const needsNewStart = new Set([
  'oauth_code',
  'not_our_app',
  'user_token',
  'token_invalid',
  'scopes_missing',
  'waba_not_granted',
  'number_not_found',
  'number_unverified',
]);
const needsPin = new Set(['pin_wrong', 'pin_wait']);

export const failedStep = (attempt: Attempt): AttemptStep | undefined =>
  attempt.steps.find((step) => step.state === 'failed');

export function AttemptView(props: {
  followed: FollowedAttempt;
  accountHref: string;
  onStartAgain: () => void;
}) {
  const { t } = useI18n();
  const { attempt, lost } = props.followed;
  // The last one that the server took; what was refused need not be sent again.
  const [pin, setPin] = useState('');
  if (!attempt) return null;
  const failed = attempt.state === 'failed' ? failedStep(attempt) : undefined;
  const passing = attempt.steps.some(({ state, error }) => state === 'running' && error !== null);
  const warnings = attempt.steps.filter((step) => step.error && step.state !== 'failed');
  return (
    <div className="flex flex-col gap-4">
      {/* What will not happen now would only push the advice off the screen. */}
      <Steps
        steps={failed ? attempt.steps.filter(({ state }) => state !== 'pending') : attempt.steps}
      />
      {attempt.state === 'running' ? (
        <p role="status" className="text-meta text-mute">
          {t(lost ? 'connectLost' : passing ? 'connectPassing' : 'connectWorking')}
        </p>
      ) : null}
      {attempt.state === 'waiting' ? <NumberChoice {...props} /> : null}
      {failed?.error ? (
        <Failure {...props} error={failed.error} sentPin={pin} onPin={setPin} />
      ) : null}
      {attempt.state === 'done'
        ? warnings.map((step) =>
            step.error ? <Warning key={step.name} error={step.error} /> : null,
          )
        : null}
    </div>
  );
}

const icons = {
  pending: CircleDashed,
  running: LoaderCircle,
  done: Check,
  skipped: Minus,
  failed: CircleAlert,
} as const;
const stepLooks = {
  pending: 'text-mute',
  running: 'text-brand',
  done: 'text-on-ready',
  skipped: 'text-mute',
  failed: 'text-late',
} as const;

// A choice that is waited for is no failure.
const shownState = ({ state, error }: AttemptStep): AttemptStep['state'] =>
  error?.slug === 'number_choice' ? 'pending' : state;

function Steps({ steps }: { steps: AttemptStep[] }) {
  const { t, maybe } = useI18n();
  return (
    <ol aria-label={t('connectSteps')} aria-live="polite" className="flex flex-col">
      {steps.map((step) => {
        const state = shownState(step);
        const Icon = icons[state];
        const quiet = state === 'pending' || state === 'skipped';
        return (
          <li
            key={step.name}
            className={`flex min-h-9 items-center gap-3 ${quiet ? 'text-mute' : ''}`}
          >
            <span
              className={`grid size-7 shrink-0 place-items-center rounded-full ${state === 'done' ? 'bg-ready' : ''} ${stepLooks[state]}`}
            >
              <Icon size={18} aria-hidden className={state === 'running' ? 'animate-spin' : ''} />
            </span>
            <span className={state === 'failed' ? 'font-semibold text-late' : ''}>
              {maybe(`connectStep_${step.name}`) ?? step.name}
            </span>
            <span className={quiet || state === 'done' ? 'sr-only' : 'text-caption text-mute'}>
              {t(`connectStepState_${state}`)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Advice({ error, sentence }: { error: StepError; sentence?: string | undefined }) {
  const { t, maybe } = useI18n();
  return (
    <>
      <p className="font-medium">
        {sentence ?? maybe(`connectAdvice_${error.slug}`) ?? t('connectAdvice_refused')}
      </p>
      <MetaWords error={error} />
    </>
  );
}

const Warning = ({ error }: { error: StepError }) => (
  <Notice tone="warning">
    <Advice error={error} />
  </Notice>
);

function useRetry(followed: FollowedAttempt) {
  const i18n = useI18n();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const retry = async (more: { pin?: string; phoneNumberId?: string }): Promise<boolean> => {
    setBusy(true);
    setProblem('');
    try {
      await followed.retry(more);
      return true;
    } catch (error) {
      setProblem(i18n.t('notSaved', { why: why(error, i18n) }));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, retry };
}

function Failure(props: {
  error: StepError;
  followed: FollowedAttempt;
  accountHref: string;
  sentPin: string;
  onPin: (pin: string) => void;
  onStartAgain: () => void;
}) {
  const { t } = useI18n();
  const { error } = props;
  const { busy, problem, retry } = useRetry(props.followed);
  const fresh = needsNewStart.has(error.slug);
  // One that met "too many tries" was not looked at.
  const refused = error.slug === 'pin_wrong' ? props.sentPin : '';
  const sentence = refused ? t('connectPinRefused') : undefined;
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="warning" role="alert">
        <Advice error={error} sentence={sentence} />
      </Notice>
      {needsPin.has(error.slug) ? (
        <>
          <PinForm
            busy={busy}
            refused={refused}
            onPin={(pin) => void retry({ pin }).then((taken) => taken && props.onPin(pin))}
          />
          <a href={managerHref()} target="_blank" rel="noreferrer" className={outlineLink}>
            {t('alertToManager')}
          </a>
        </>
      ) : error.slug === 'already_connected' ? (
        <a href={props.accountHref} className={outlineLink}>
          {t('connectToAccount')}
        </a>
      ) : fresh ? null : (
        <Button look="primary" className="min-h-13" disabled={busy} onClick={() => void retry({})}>
          {t('retry')}
        </Button>
      )}
      <Button
        look={fresh ? 'primary' : 'ghost'}
        className="min-h-13"
        disabled={busy}
        onClick={props.onStartAgain}
      >
        {t(props.followed.attempt?.variant === 'manual' ? 'back' : 'connectStartAgain')}
      </Button>
      {problem ? (
        <p role="alert" className="text-meta font-medium text-late">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

function NumberChoice({ followed }: { followed: FollowedAttempt }) {
  const { t } = useI18n();
  const numbers = followed.attempt?.choices?.phoneNumbers ?? [];
  const [chosen, setChosen] = useState('');
  const { busy, problem, retry } = useRetry(followed);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) void retry({ phoneNumberId: chosen });
      }}
    >
      <Notice tone="plain" role="status">
        <p className="font-medium">{t('connectAdvice_number_choice')}</p>
      </Notice>
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t('connectChoose')}</legend>
        {numbers.map((one) => (
          <label
            key={one.id}
            className={`flex min-h-13 items-center gap-3 rounded-button border px-3 ${chosen === one.id ? 'border-brand bg-brand-soft' : 'border-field'}`}
          >
            <input
              type="radio"
              name="number"
              checked={chosen === one.id}
              onChange={() => setChosen(one.id)}
              className="size-5 accent-[var(--brand)]"
            />
            <bdi dir="ltr" className="tabular font-medium">
              {one.displayPhoneNumber}
            </bdi>
            <bdi className="truncate text-mute">{one.verifiedName}</bdi>
          </label>
        ))}
      </fieldset>
      <Button type="submit" look="primary" className="min-h-13" disabled={busy || !chosen}>
        {t('connectChooseSend')}
      </Button>
      {problem ? (
        <p role="alert" className="text-meta font-medium text-late">
          {problem}
        </p>
      ) : null}
    </form>
  );
}
