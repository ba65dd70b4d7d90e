// Connects a number to a business: Facebook's window, then the server's steps as they happen.
import './texts';
import { CircleCheck, Languages } from 'lucide-react';
import {
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { configureApi, get, isApiError, request, withQuery } from '../api/client';
import type { BusinessSummary, Session } from '../api/types';
import type { Attempt, MetaConfig, Variant, WhatsappView } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { asPhone } from '../lib/phone';
import { rememberedBusiness } from '../lib/preferences';
import { Button } from '../ui/button';
import { fieldLook } from '../ui/field';
import { outlineLink } from '../ui/link_look';
import { Mark } from '../ui/mark';
import { Notice } from '../ui/notice';
import { LoadError, Loading } from '../ui/states';
import { AttemptView } from './attempt_view';
import { ManualForm } from './manual_form';
import { type FacebookSdk, loadSdk } from './sdk';
import { readSignupMessage } from './session_message';
import { SignupFlow } from './signup_flow';
import { StartView } from './start_view';
import { useAttempt } from './use_attempt';

interface Loaded {
  config: MetaConfig;
  businesses: BusinessSummary[];
  hasAny: boolean;
}

async function load(): Promise<Loaded> {
  const session = await get<Session>('/api/session');
  configureApi({ csrf: session.csrf });
  const config = await get<MetaConfig>('/api/meta/config');
  return {
    config,
    businesses: session.businesses.filter(({ role }) => role === 'owner'),
    hasAny: session.businesses.length > 0,
  };
}

function toLogin(): void {
  location.assign(withQuery('/login', { next: location.pathname + location.search }));
}

export function ConnectPage() {
  const { t } = useI18n();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<unknown>(null);
  const begin = useCallback(() => {
    setError(null);
    load().then(setLoaded, (cause: unknown) => {
      if (isApiError(cause) && cause.status === 401) toLogin();
      else setError(cause);
    });
  }, []);
  useEffect(begin, [begin]);
  useEffect(() => {
    document.title = `${t('connectTitle')} · ${t('appName')}`;
  }, [t]);
  return (
    <Frame>
      {error ? <LoadError error={error} onRetry={begin} /> : null}
      {!error && !loaded ? <Loading /> : null}
      {loaded ? <Chooser loaded={loaded} /> : null}
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const { t, language, setLanguage } = useI18n();
  const other = language === 'he' ? 'en' : 'he';
  return (
    <div className="flex min-h-full flex-col items-center p-4 sm:py-8">
      <main className="flex w-full max-w-[34rem] flex-col gap-5 rounded-sheet border border-line bg-surface p-5 shadow-card sm:p-7">
        <div className="flex items-center justify-between">
          <a href="/" className="flex min-h-11 items-center gap-2.5 text-[1.125rem] font-bold">
            <Mark size={28} />
            {t('appName')}
          </a>
          <Button look="ghost" lang={other} onClick={() => setLanguage(other)} className="!px-3">
            <Languages size={18} aria-hidden />
            {t('switchLanguage')}
          </Button>
        </div>
        <div>
          <h1 className="text-[1.5rem] leading-tight font-bold">{t('connectTitle')}</h1>
          <p className="text-mute">{t('connectLead')}</p>
        </div>
        {children}
      </main>
    </div>
  );
}

function Chooser({ loaded }: { loaded: Loaded }) {
  const { t } = useI18n();
  const asked = new URLSearchParams(location.search).get('business') ?? rememberedBusiness();
  const { businesses } = loaded;
  const [chosen, setChosen] = useState(
    (businesses.find((one) => one.id === asked) ?? businesses[0])?.id,
  );
  const business = businesses.find((one) => one.id === chosen);
  if (!business) {
    return loaded.hasAny ? (
      <Notice tone="plain">{t('connectNotAllowed')}</Notice>
    ) : (
      <Notice
        tone="plain"
        action={
          <a href="/welcome" className={outlineLink}>
            {t('connectOpenBusiness')}
          </a>
        }
      >
        {t('connectNoBusiness')}
      </Notice>
    );
  }
  return (
    <>
      {businesses.length > 1 ? (
        <label className="flex flex-col gap-1">
          <span className="text-meta font-medium">{t('connectBusiness')}</span>
          <select
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            className={fieldLook}
          >
            {businesses.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <p className="text-meta text-mute">
          {t('connectBusiness')}: <bdi className="font-medium text-ink">{business.name}</bdi>
        </p>
      )}
      <Present key={business.id} business={business} config={loaded.config} />
    </>
  );
}

// What the business has now: a number, an attempt under way, or nothing.
function Present(props: { business: BusinessSummary; config: MetaConfig }) {
  const { business } = props;
  const [view, setView] = useState<WhatsappView | null>(null);
  const [error, setError] = useState<unknown>(null);
  const begin = useCallback(() => {
    setError(null);
    get<WhatsappView>(`/api/businesses/${business.id}/whatsapp`).then(setView, setError);
  }, [business.id]);
  useEffect(begin, [begin]);
  if (error) return <LoadError error={error} onRetry={begin} />;
  if (!view) return <Loading />;
  const { account, attempt } = view;
  if (account && account.status === 'active' && attempt?.state !== 'running') {
    return <Connected business={business} number={account.phoneNumber} fresh={false} />;
  }
  // One that ended long ago is no news.
  const open = attempt && attempt.state !== 'done' ? attempt : null;
  return <Connecting {...props} open={open} />;
}

function useSignup(businessId: string, config: MetaConfig, open: Attempt | null) {
  const followed = useAttempt(businessId, open);
  const { follow, retry } = followed;
  const [lateNumber, setLateNumber] = useState('');
  const [flow] = useState(
    () =>
      new SignupFlow({
        send: async (code, variant, hints) => {
          const answer = await request<{ attempt: Attempt }>('POST', '/api/meta/connect', {
            body: { businessId, variant, code, ...hints },
          });
          follow(answer.attempt);
          return answer.attempt;
        },
        onLateHint: ({ phoneNumberId }) => setLateNumber(phoneNumberId ?? ''),
      }),
  );
  const state = useSyncExternalStore(flow.subscribe, flow.getState);
  // The number that was chosen in the window need not be asked for again.
  const offered = followed.attempt?.choices?.phoneNumbers;
  useEffect(() => {
    if (!lateNumber || !offered?.some((one) => one.id === lateNumber)) return;
    setLateNumber('');
    void retry({ phoneNumberId: lateNumber }).catch(() => {});
  }, [lateNumber, offered, retry]);
  useEffect(() => {
    const hear = (event: MessageEvent) => {
      const message = readSignupMessage(event, config.allowedOrigins);
      if (message) flow.hear(message);
    };
    addEventListener('message', hear);
    return () => {
      removeEventListener('message', hear);
      flow.stop();
    };
  }, [flow, config.allowedOrigins]);
  return { flow, state, followed };
}

function useSdk(config: MetaConfig, flow: SignupFlow) {
  const [sdk, setSdk] = useState<FacebookSdk | null>(null);
  const loading = useRef(false);
  const fetchSdk = useCallback(() => {
    if (loading.current) return;
    loading.current = true;
    loadSdk(config)
      .then(setSdk, () => flow.fail({ kind: navigator.onLine ? 'sdk_blocked' : 'offline' }))
      .finally(() => {
        loading.current = false;
      });
  }, [config, flow]);
  useEffect(() => {
    if (config.embeddedSignup) fetchSdk();
  }, [config.embeddedSignup, fetchSdk]);
  return { sdk, fetchSdk };
}

function Connecting(props: {
  business: BusinessSummary;
  config: MetaConfig;
  open: Attempt | null;
}) {
  const { business, config } = props;
  const { t } = useI18n();
  const { flow, state, followed } = useSignup(business.id, config, props.open);
  const { sdk, fetchSdk } = useSdk(config, flow);
  const { follow, attempt } = followed;
  const start = (variant: Variant) => {
    if (!navigator.onLine) flow.fail({ kind: 'offline' });
    else if (sdk) flow.begin(sdk, config, variant);
    else {
      flow.reset();
      fetchSdk();
    }
  };
  if (attempt?.state === 'done') return <Finished business={business} followed={followed} />;
  if (attempt) {
    return (
      <AttemptView
        followed={followed}
        accountHref={accountHref(business.id)}
        onStartAgain={() => {
          follow(null);
          flow.reset();
        }}
      />
    );
  }
  return (
    <>
      {config.embeddedSignup ? (
        <StartView state={state} sdkReady={sdk !== null} onStart={start} />
      ) : (
        <Notice tone="plain">{t('connectManualOnly')}</Notice>
      )}
      <ManualForm
        businessId={business.id}
        open={!config.embeddedSignup}
        onAttempt={(made) => follow(made)}
      />
    </>
  );
}

function Finished(props: { business: BusinessSummary; followed: ReturnType<typeof useAttempt> }) {
  const [number, setNumber] = useState('');
  const { id } = props.business;
  useEffect(() => {
    get<WhatsappView>(`/api/businesses/${id}/whatsapp`).then(
      (view) => setNumber(view.account?.phoneNumber ?? ''),
      () => {},
    );
  }, [id]);
  return (
    <>
      <Connected business={props.business} number={number} fresh />
      <AttemptView
        followed={props.followed}
        accountHref={accountHref(id)}
        onStartAgain={() => {}}
      />
    </>
  );
}

const accountHref = (businessId: string): string => `/b/${businessId}/settings/whatsapp`;

function Connected(props: { business: BusinessSummary; number: string; fresh: boolean }) {
  const { t } = useI18n();
  const shop = `/b/${props.business.id}`;
  const number = props.number ? asPhone(props.number) : '…';
  return (
    <div className="flex flex-col gap-4">
      <div
        role="status"
        className="flex items-center gap-3 rounded-card bg-ready p-4 text-on-ready"
      >
        <CircleCheck size={32} aria-hidden className="shrink-0" />
        <div>
          <h2 className="text-[1.125rem] font-bold">
            {props.fresh ? t('connectDoneTitle') : t('connectAlready', { number })}
          </h2>
          <p>{t('connectDoneLead', { number })}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <a
          href={`${shop}/orders`}
          className="inline-flex min-h-13 grow items-center justify-center rounded-button bg-brand px-4 font-semibold text-on-brand hover:brightness-110"
        >
          {t('connectToBoard')}
        </a>
        <a
          href={`${accountHref(props.business.id)}${props.fresh ? '#test' : ''}`}
          className={`${outlineLink} grow`}
        >
          {t(props.fresh ? 'connectSendTest' : 'connectToAccount')}
        </a>
      </div>
    </div>
  );
}
