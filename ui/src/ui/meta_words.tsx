// What Meta itself said, for those who want to know or must ask its support.
import type { StepError } from '../api/whatsapp_types';
import { useI18n } from '../i18n';

export function MetaWords({ error }: { error: StepError }) {
  const { t } = useI18n();
  const code = [error.code, error.subcode].filter(Boolean);
  const lines = [error.userTitle, error.userMessage, error.detail].filter(Boolean);
  if (lines.length === 0 && code.length === 0 && !error.traceId) return null;
  return (
    <details className="text-meta">
      <summary className="flex min-h-11 w-fit cursor-pointer items-center font-medium underline">
        {t('metaDetails')}
      </summary>
      <div className="flex flex-col gap-1 pb-1 [overflow-wrap:anywhere]">
        {[...new Set(lines)].map((line) => (
          <p key={line} dir="auto">
            {line}
          </p>
        ))}
        {code.length ? (
          <p className="tabular text-caption">
            {t('metaCode', { code: `\u2066${code.join('/')}\u2069` })}
          </p>
        ) : null}
        {error.traceId ? (
          <p className="text-caption">{t('metaTrace', { id: `\u2066${error.traceId}\u2069` })}</p>
        ) : null}
      </div>
    </details>
  );
}
