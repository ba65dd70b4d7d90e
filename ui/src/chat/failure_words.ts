// Why a message did not go out: our own reasons, and Meta's codes in words
// (developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes).
import type { Message } from '../api/types';
import type { I18n, Key } from '../i18n';

const sameAs: Record<number, Key> = {
  130472: 'metaError_131049',
  131047: 'reason_window_closed',
  132016: 'metaError_132015',
};
const templateCodes = { first: 132000, last: 132012 };

/** They cannot be reached, or want no more of it: trying again helps nobody. */
const hopeless: ReadonlySet<number> = new Set([131026, 131050]);

export function metaErrorWords(code: number, { t, maybe }: I18n): string {
  const alike = sameAs[code];
  if (alike) return t(alike);
  if (code >= templateCodes.first && code <= templateCodes.last) return t('metaError_template');
  return maybe(`metaError_${code}`) ?? t('metaError_other');
}

type Failed = Pick<Message, 'errorCode' | 'errorMessage'>;

const codeOf = ({ errorCode }: Failed): number => Number(errorCode ?? 0) || 0;

/** One sentence, and what Meta itself wrote if it was Meta. */
export function failureWords(message: Failed, i18n: I18n): { text: string; raw: string } {
  const reason = message.errorMessage ?? '';
  const own = reason ? i18n.maybe(`reason_${reason}`) : undefined;
  if (own) return { text: own, raw: '' };
  const code = codeOf(message);
  return {
    text: metaErrorWords(code, i18n),
    raw: [reason, code ? `(${code})` : ''].filter(Boolean).join(' '),
  };
}

export const mayTryAgain = (message: Failed & Pick<Message, 'replayable'>): boolean =>
  message.replayable === true && !hopeless.has(codeOf(message));
