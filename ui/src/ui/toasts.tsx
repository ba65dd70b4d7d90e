// Short news at the foot of the page, one or two at a time; a move carries its undo for as long as
// the server holds the customer's message.
import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useI18n } from '../i18n';

export interface Toast {
  id: number;
  text: string;
  detail?: string;
  tone: 'plain' | 'bad';
  until: number; // milliseconds since the epoch
  undo?: () => void;
}

const most = 3;
const plainFor = 5000;
const badFor = 8000;
let next = 1;
let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();

function set(change: readonly Toast[]): void {
  toasts = change;
  for (const listener of listeners) listener();
}

export function showToast(toast: Omit<Toast, 'id' | 'tone' | 'until'> & Partial<Toast>): number {
  const id = next++;
  const tone = toast.tone ?? 'plain';
  const until = toast.until ?? Date.now() + (tone === 'bad' ? badFor : plainFor);
  set([...toasts, { ...toast, id, tone, until }].slice(-most));
  return id;
}

export const closeToast = (id: number): void => set(toasts.filter((toast) => toast.id !== id));
export const clearToasts = (): void => set([]);

/** For the Z key: undoes the latest move that can still be undone. */
export function undoLatest(): boolean {
  const latest = toasts.findLast((toast) => toast.undo);
  latest?.undo?.();
  return latest !== undefined;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const { t } = useI18n();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section
      aria-label={t('news')}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-[70] mx-auto flex w-full max-w-[32rem] flex-col gap-2 p-3 pb-[calc(5.25rem+env(safe-area-inset-bottom))] md:pb-4"
    >
      {shown.map((toast) => (
        <ToastRow key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastRow({ toast }: { toast: Toast }) {
  const { t } = useI18n();
  useEffect(() => {
    const timer = setTimeout(() => closeToast(toast.id), Math.max(0, toast.until - Date.now()));
    return () => clearTimeout(timer);
  }, [toast]);
  const bad = toast.tone === 'bad';
  return (
    <div
      className={`rise pointer-events-auto flex items-center gap-2 rounded-card ps-4 pe-2 py-2 shadow-menu ${
        bad ? 'bg-late text-on-late' : 'bg-ink text-canvas'
      }`}
    >
      <div className="min-w-0 grow py-1">
        <p className="text-meta font-medium">{toast.text}</p>
        {toast.detail ? <p className="text-caption opacity-80">{toast.detail}</p> : null}
      </div>
      {toast.undo ? (
        <button
          type="button"
          onClick={toast.undo}
          className="flex min-h-11 shrink-0 items-center gap-2 rounded-button border border-current px-3 text-meta font-semibold focus-visible:outline-current"
        >
          <Ring until={toast.until} />
          {t('undo')}
        </button>
      ) : null}
      <button
        type="button"
        aria-label={t('dismiss')}
        onClick={() => closeToast(toast.id)}
        className="grid size-11 shrink-0 place-items-center rounded-button opacity-80 hover:opacity-100 focus-visible:outline-current"
      >
        <X size={18} aria-hidden />
      </button>
    </div>
  );
}

function Ring({ until }: { until: number }) {
  const seconds = Math.max(0, until - Date.now()) / 1000;
  return (
    <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden className="-rotate-90">
      <circle
        cx="12"
        cy="12"
        r="10"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        opacity="0.25"
      />
      <circle
        cx="12"
        cy="12"
        r="10"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeDasharray="62.8"
        style={{ animation: `drain ${seconds}s linear forwards` }}
      />
    </svg>
  );
}
