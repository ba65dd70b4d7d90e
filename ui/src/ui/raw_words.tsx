// What another system wrote, folded away: for those who want to know, or must ask its support.
import { useI18n } from '../i18n';

export function RawWords({ lines }: { lines: readonly (string | null | undefined)[] }) {
  const { t } = useI18n();
  const shown = [...new Set(lines.filter(Boolean))];
  if (shown.length === 0) return null;
  return (
    <details className="text-caption">
      <summary className="flex min-h-11 w-fit cursor-pointer items-center font-medium underline">
        {t('metaDetails')}
      </summary>
      <div className="flex flex-col gap-1 pb-1 [overflow-wrap:anywhere]">
        {shown.map((line) => (
          <p key={line} dir="auto">
            {line}
          </p>
        ))}
      </div>
    </details>
  );
}
