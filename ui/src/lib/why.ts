import { ApiError } from '../api/client';
import type { I18n } from '../i18n';

/** One sentence on why a request failed, in the reader's language. */
export function why(error: unknown, { t }: I18n): string {
  if (!(error instanceof ApiError)) return t('why_other');
  if (error.status === 0) return t('why_network');
  if (error.status === 403) return t('why_forbidden');
  if (error.status === 404) return t('why_not_found');
  if (error.status === 503) return t('why_busy');
  // 429 of another kind, as a limit of Meta's, is no load of ours.
  const busy = error.status === 429 && error.slug === 'too_many_requests';
  if (busy || (error.status === 429 && !error.title)) return t('why_busy');
  // The title comes localised from the server.
  return error.title || t('why_other');
}
