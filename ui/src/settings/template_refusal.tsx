// Why Meta did not take a template: in our words where we know the case, else in its own.
import type { StepError } from '../api/whatsapp_types';
import { type I18n, useI18n } from '../i18n';
import { RawWords } from '../ui/raw_words';

// developers.facebook.com/docs/whatsapp/business-management-api/message-templates, "Error codes"
const known = {
  2388023: 'templateNameDeleted',
  2388024: 'templateNameTaken',
} as const;

const sentenceOf = ({ subcode }: StepError) => known[subcode as keyof typeof known];

/** One sentence; Meta's own if it is not one that we know. */
export function refusalOf(error: StepError | null | undefined, { t }: I18n): string {
  if (!error) return t('why_other');
  const sentence = sentenceOf(error);
  if (sentence) return t(sentence);
  return error.userMessage || error.userTitle || error.detail || t('why_other');
}

export function TemplateRefusal({ error }: { error: StepError }) {
  const { t } = useI18n();
  const sentence = sentenceOf(error);
  const told = [...new Set([error.userTitle, error.userMessage].filter(Boolean))];
  const words = told.length ? told : [error.detail].filter(Boolean);
  const code = [error.code, error.subcode].filter(Boolean).join('/');
  return (
    <div role="alert" className="flex flex-col gap-1 text-meta">
      <p className="font-medium text-late">{t(sentence ?? 'templateRefused')}</p>
      {sentence
        ? null
        : words.map((line) => (
            <p key={line} dir="auto" className="break-words">
              {line}
            </p>
          ))}
      <RawWords
        lines={[
          ...(sentence ? words : []),
          words.includes(error.detail) ? '' : error.detail,
          code ? `\u2066${code}\u2069` : '',
          error.traceId ? `\u2066${error.traceId}\u2069` : '',
        ]}
      />
    </div>
  );
}
