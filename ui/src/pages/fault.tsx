import type { ErrorComponentProps } from '@tanstack/react-router';
import { isApiError } from '../api/client';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { Button } from '../ui/button';

export function Fault({ error }: ErrorComponentProps) {
  const i18n = useI18n();
  return (
    <main className="mx-auto flex h-full max-w-md flex-col items-center justify-center gap-4 p-6 text-center">
      {/* On main itself the role would take the landmark's place. */}
      <div role="alert" className="flex flex-col gap-4">
        <h1 className="text-[1.5rem] font-bold">{i18n.t('errorTitle')}</h1>
        <p className="text-mute">{isApiError(error) ? why(error, i18n) : i18n.t('errorLead')}</p>
      </div>
      <Button look="primary" onClick={() => location.reload()}>
        {i18n.t('reload')}
      </Button>
    </main>
  );
}

export function NotFound() {
  const { t } = useI18n();
  return (
    <main className="mx-auto flex h-full max-w-md flex-col items-center justify-center gap-4 p-6 text-center">
      <h1 className="text-[1.5rem] font-bold">{t('notFoundTitle')}</h1>
      <a
        href="/"
        className="flex min-h-11 items-center rounded-button bg-brand px-5 font-semibold text-on-brand"
      >
        {t('toOrders')}
      </a>
    </main>
  );
}
