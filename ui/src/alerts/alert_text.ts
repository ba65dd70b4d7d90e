// What an alert says, and where to do something about it.
import type { Alert } from '../api/whatsapp_types';
import type { I18n, Key } from '../i18n';
import { refusalWords } from '../lib/template_text';

const isolated = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `\u2068${value}\u2069` : '';

const dayMilliseconds = 86_400_000;

/** Counted from now where the end is known: an alert stays as it was raised. */
function daysLeft({ detail }: Alert, now: number): number {
  const end = typeof detail.expiresAt === 'string' ? Date.parse(detail.expiresAt) : Number.NaN;
  return Number.isNaN(end)
    ? Number(detail.daysLeft ?? 0)
    : Math.max(0, Math.ceil((end - now) / dayMilliseconds));
}

export function alertTitle(alert: Alert, { t, maybe, plural }: I18n, now = Date.now()): string {
  const { detail } = alert;
  const key = `alert_${alert.kind}`;
  if (maybe(key) === undefined) return t('alert_other');
  const days = daysLeft(alert, now);
  if (alert.kind === 'token_expires' && days === 0) return t('alert_token_invalid');
  return t(key as Key, {
    days: plural('waTokenDays', days),
    quality: (maybe(`waQuality_${detail.quality}`) ?? '').toLocaleLowerCase(),
    name: isolated(detail.name),
    count: isolated(detail.count),
  });
}

/** Words for people; "TAG_CONTENT_MISMATCH" and "sealed_secret" are for machines. */
export const isSentence = (words: string): boolean =>
  /\p{Ll}|\p{Lo}/u.test(words) && !/^\S*_\S*$/.test(words.trim());

/** Meta's reason or words, where the alert brings them. */
export function alertReason({ kind, detail }: Alert, i18n: I18n): string {
  const words = detail.reason ?? detail.description;
  if (typeof words !== 'string') return '';
  if (kind.startsWith('template_')) return refusalWords(words, i18n);
  return isSentence(words) ? words : '';
}

/** A day of Meta's ("November 20, 2026") in the reader's words. */
function calendarDay(value: unknown, locale: string): string {
  if (typeof value !== 'string' || !value) return '';
  const day = new Date(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00` : value);
  if (Number.isNaN(day.getTime())) return isolated(value);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }).format(day);
}

export function alertAdvice({ kind, detail }: Alert, { t, maybe, locale }: I18n): string {
  const date = calendarDay(detail.date, locale);
  if (kind === 'account_warned' && date) return t('alertDo_account_warned_date', { date });
  return maybe(`alertDo_${kind}`) ?? t('alertDo_other');
}

export type AlertPlace = 'connect' | 'templates' | 'chats' | 'manager' | 'account';

const places: Partial<Record<string, AlertPlace>> = {
  token_invalid: 'connect',
  account_removed: 'connect',
  number_unregistered: 'connect',
  webhook_unsubscribed: 'connect',
  account_blocked: 'manager',
  name_not_approved: 'manager',
  account_warned: 'manager',
  account_violation: 'manager',
  review_rejected: 'manager',
  payments_missing: 'manager',
  name_rejected: 'manager',
  security_pin: 'manager',
  account_notice: 'manager',
  dead_letters: 'chats',
};

export const placeOf = (kind: string): AlertPlace =>
  places[kind] ?? (kind.startsWith('template_') ? 'templates' : 'account');

export const placeWord = {
  connect: 'alertToConnect',
  templates: 'alertToTemplates',
  chats: 'alertToChats',
  manager: 'alertToManager',
  account: 'alertToAccount',
} as const satisfies Record<AlertPlace, Key>;
