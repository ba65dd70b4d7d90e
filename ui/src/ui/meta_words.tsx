// What Meta itself said, for those who want to know or must ask its support.
import type { StepError } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { RawWords } from './raw_words';

export function MetaWords({ error }: { error: StepError }) {
  const { t } = useI18n();
  const code = [error.code, error.subcode].filter(Boolean).join('/');
  return (
    <RawWords
      lines={[
        error.userTitle,
        error.userMessage,
        error.detail,
        code && t('metaCode', { code: `\u2066${code}\u2069` }),
        error.traceId && t('metaTrace', { id: `\u2066${error.traceId}\u2069` }),
      ]}
    />
  );
}
