// What an alert says, and where to do something about it.
import type { Alert } from '../api/whatsapp_types';
import type { I18n, Key } from '../i18n';
import { refusalWords } from '../lib/template_text';

const isolated = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `\u2068${value}\u2069` : '';

export function alertTitle(alert: Alert, { t, maybe, plural }: I18n): string {
  const { detail } = alert;
  const key = `alert_${alert.kind}`;
  if (maybe(key) === undefined) return t('alert_other');
  const days = Number(detail.daysLeft ?? 0);
  return t(key as Key, {
    days: plural('waTokenDays', days),
    quality: (maybe(`waQuality_${detail.quality}`) ?? '').toLocaleLowerCase(),
    name: isolated(detail.name),
  });
}

/** Meta's reason or words, where the alert brings them. */
export function alertReason({ kind, detail }: Alert, i18n: I18n): string {
  const words = detail.reason ?? detail.description;
  if (typeof words !== 'string') return '';
  return kind.startsWith('template_') ? refusalWords(words, i18n) : words;
}

export const alertAdvice = (alert: Alert, { t, maybe }: I18n): string =>
  maybe(`alertDo_${alert.kind}`) ?? t('alertDo_other');

const reconnect = new Set(['token_invalid', 'account_removed', 'webhook_unsubscribed']);

export type AlertPlace = 'connect' | 'templates' | 'account';

export function alertPlace({ kind }: Alert): AlertPlace {
  if (reconnect.has(kind)) return 'connect';
  return kind.startsWith('template_') ? 'templates' : 'account';
}

export const placeWord = {
  connect: 'alertToConnect',
  templates: 'alertToTemplates',
  account: 'alertToAccount',
} as const satisfies Record<AlertPlace, Key>;
