import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { Button } from './button';

export function LoadError(props: { error: unknown; onRetry: () => void }) {
  const i18n = useI18n();
  return (
    <div role="alert" className="m-auto flex max-w-sm flex-col items-center gap-4 p-8 text-center">
      <p className="text-mute">{i18n.t('loadFailed', { why: why(props.error, i18n) })}</p>
      <Button onClick={props.onRetry}>
        <RefreshCw size={18} aria-hidden />
        {i18n.t('retry')}
      </Button>
    </div>
  );
}

export function Empty(props: { title: string; hint?: string; icon?: ReactNode }) {
  return (
    <div className="m-auto flex max-w-xs flex-col items-center gap-2 p-8 text-center text-mute">
      {props.icon}
      <p className="font-medium">{props.title}</p>
      {props.hint ? <p className="text-meta">{props.hint}</p> : null}
    </div>
  );
}

export function Skeleton({ className = '' }: { className?: string }) {
  return <div aria-hidden className={`shimmer rounded-button bg-line ${className}`} />;
}

export function Loading() {
  const { t } = useI18n();
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-8 w-2/3" />
      <Skeleton className="h-5 w-full" />
      <Skeleton className="h-5 w-4/5" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
