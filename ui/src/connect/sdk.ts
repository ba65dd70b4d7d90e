// Facebook's JavaScript SDK: loaded by this page only, and only here spoken to.
import type { MetaConfig, Variant } from '../api/whatsapp_types';

export interface LoginAnswer {
  authResponse?: { code?: string } | null;
  status?: string;
}

export interface FacebookSdk {
  init(options: Record<string, unknown>): void;
  login(callback: (answer: LoginAnswer) => void, options: Record<string, unknown>): void;
}

declare global {
  interface Window {
    FB?: FacebookSdk;
    fbAsyncInit?: () => void;
  }
}

const loadWithin = 12_000;

/** Rejects when it does not come: blocked, or no network. */
export function loadSdk(config: MetaConfig): Promise<FacebookSdk> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const timer = setTimeout(() => fail(), loadWithin);
    const ready = () => {
      const sdk = window.FB;
      if (!sdk) return;
      clearTimeout(timer);
      delete window.fbAsyncInit;
      sdk.init({
        appId: config.appId,
        version: config.graphVersion,
        autoLogAppEvents: false,
        xfbml: false,
      });
      resolve(sdk);
    };
    const fail = () => {
      clearTimeout(timer);
      script.remove();
      reject(new Error('the SDK did not load'));
    };
    if (window.FB) {
      ready();
      return;
    }
    window.fbAsyncInit = ready;
    script.async = true;
    script.src = config.sdkUrl;
    script.onerror = fail;
    document.head.append(script);
  });
}

export function loginOptions(config: MetaConfig, variant: Variant): Record<string, unknown> {
  const coexistence = variant === 'coexistence';
  return {
    config_id: (coexistence && config.configIdCoexistence) || config.configId,
    response_type: 'code',
    override_default_response_type: true,
    extras: coexistence
      ? { setup: {}, featureType: 'whatsapp_business_app_onboarding' }
      : { setup: {} },
  };
}

/** Runs `act`, which opens a window, and tells which one; null if the browser refused it. */
export function watchWindow(act: () => void): { opened: Window | null; asked: boolean } {
  const original = window.open;
  const seen: { opened: Window | null; asked: boolean } = { opened: null, asked: false };
  window.open = (...where: Parameters<typeof window.open>) => {
    seen.asked = true;
    seen.opened = original.apply(window, where);
    return seen.opened;
  };
  try {
    act();
  } finally {
    window.open = original;
  }
  return seen;
}
