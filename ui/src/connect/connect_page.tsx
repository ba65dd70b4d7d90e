// Connects a number to a business: Facebook's window, then the server's steps as they happen.
import './texts';
import { Languages } from 'lucide-react';
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
import { rememberedBusiness } from '../lib/preferences';
import { Button } from '../ui/button';
import { fieldLook } from '../ui/field';
import { outlineLink } from '../ui/link_look';
import { Mark } from '../ui/mark';
import { Notice } from '../ui/notice';
import { LoadError, Loading } from '../ui/states';
import { AttemptView } from './attempt_view';
import { accountHref, Connected } from './connected';
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
  const query = new URLSearchParams(location.search);
  const asked = query.get('business') ?? rememberedBusiness();
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
      <Present
        key={business.id}
        business={business}
        config={loaded.config}
        again={query.has('again') && business.id === asked}
      />
    </>
  );
}

// What the business has now: a number, an attempt under way, or nothing. A number that counts as
// connected may need connecting again all the same.
function Present(props: { business: BusinessSummary; config: MetaConfig; again: boolean }) {
  const { t } = useI18n();
  const { business } = props;
  const [again, setAgain] = useState(props.again);
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
  const active = account?.status === 'active';
  const goesOn = attempt?.state === 'running' || attempt?.state === 'waiting';
  if (active && !again && attempt?.state !== 'running') {
    return <Connected business={business} view={view} onAgain={() => setAgain(true)} />;
  }
  // One that ended long ago is no news, nor is one that failed before a number that works.
  const open = attempt && (active ? goesOn : attempt.state !== 'done') ? attempt : null;
  return (
    <>
      {active && !open ? <Notice tone="plain">{t('connectAgainLead')}</Notice> : null}
      <Connecting {...props} open={open} />
    </>
  );
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
  const [view, setView] = useState<WhatsappView | null>(null);
  const { id } = props.business;
  useEffect(() => {
    get<WhatsappView>(`/api/businesses/${id}/whatsapp`).then(setView, () => {});
  }, [id]);
  return (
    <>
      <Connected business={props.business} view={view} />
      <AttemptView
        followed={props.followed}
        accountHref={accountHref(id)}
        onStartAgain={() => {}}
      />
    </>
  );
}
