// What Facebook's window tells the page that opened it, while the person goes through the steps
// (developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/implementation).
// Whatever else is posted to the page is ignored; every id is a hint, which the server checks.

export interface SignupMessage {
  kind: 'finish' | 'cancel' | 'error';
  wabaId: string;
  phoneNumberId: string;
  currentStep: string;
  errorMessage: string;
  errorCode: string;
  sessionId: string;
}

const messageType = 'WA_EMBEDDED_SIGNUP';
const longestText = 500;

/** `allowed` holds origins; "https://*.facebook.com" stands for every host below that one. */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((one) => {
    if (one === origin) return true;
    const [scheme, below] = one.split('://*.');
    if (scheme !== 'https' || !below || !URL.canParse(origin)) return false;
    const { protocol, hostname, port } = new URL(origin);
    return protocol === 'https:' && port === '' && hostname.endsWith(`.${below}`);
  });
}

function objectOf(data: unknown): Record<string, unknown> | null {
  let value = data;
  if (typeof data === 'string') {
    try {
      value = JSON.parse(data);
    } catch {
      return null; // the SDK's own messages are not JSON
    }
  }
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, longestText) : '';
const id = (value: unknown): string => (/^\d{1,32}$/.test(text(value)) ? text(value) : '');

export function readSignupMessage(
  event: { origin: string; data: unknown },
  allowed: readonly string[],
): SignupMessage | null {
  if (!isAllowedOrigin(event.origin, allowed)) return null;
  const message = objectOf(event.data);
  if (message?.type !== messageType || typeof message.event !== 'string') return null;
  const data = objectOf(message.data) ?? {};
  const errorMessage = text(data.error_message);
  const kind =
    errorMessage || message.event === 'ERROR'
      ? 'error'
      : message.event === 'CANCEL'
        ? 'cancel'
        : message.event.startsWith('FINISH')
          ? 'finish'
          : null;
  if (!kind) return null;
  return {
    kind,
    wabaId: id(data.waba_id),
    phoneNumberId: id(data.phone_number_id),
    currentStep: text(data.current_step),
    errorMessage,
    errorCode: text(data.error_code ?? data.error_id),
    sessionId: text(data.session_id),
  };
}
