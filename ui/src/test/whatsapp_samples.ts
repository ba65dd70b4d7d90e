// Values for unit tests only.
import type {
  Alert,
  Attempt,
  AttemptStep,
  MetaConfig,
  StepError,
  Template,
  UnknownWord,
  WhatsappView,
} from '../api/whatsapp_types';

export const metaConfig: MetaConfig = {
  appId: '8100000000001',
  configId: '9900000000001',
  configIdCoexistence: '9900000000002',
  graphVersion: 'v26.0',
  sdkUrl: 'https://connect.facebook.net/en_US/sdk.js',
  allowedOrigins: ['https://www.facebook.com', 'https://*.facebook.com'],
  embeddedSignup: true,
};

const names = [
  'exchange',
  'inspect',
  'waba',
  'numbers',
  'ownership',
  'subscribe',
  'register',
  'facts',
  'templates',
  'test',
];

const step = (name: string, state: AttemptStep['state'], error: StepError | null = null) => ({
  name,
  state,
  at: state === 'pending' ? null : '2026-11-27T10:00:00Z',
  error,
});

/** Stopped at `at` for `slug`. */
export function failedAttempt(
  at: string,
  error: StepError,
  change: Partial<Attempt> = {},
): Attempt {
  const index = names.indexOf(at);
  return attempt({
    state: 'failed',
    steps: names.map((name, i) =>
      i < index
        ? step(name, 'done')
        : i === index
          ? step(name, 'failed', error)
          : step(name, 'pending'),
    ),
    ...change,
  });
}

export function attempt(change: Partial<Attempt> = {}): Attempt {
  return {
    id: 'a1',
    variant: 'embedded',
    state: 'running',
    steps: names.map((name, i) => step(name, i === 0 ? 'running' : 'pending')),
    choices: null,
    wabaId: null,
    phoneNumberId: null,
    createdAt: '2026-11-27T10:00:00Z',
    updatedAt: '2026-11-27T10:00:00Z',
    ...change,
  };
}

export const doneAttempt = (): Attempt =>
  attempt({ state: 'done', steps: names.map((name) => step(name, 'done')) });

export function whatsapp(change: Partial<WhatsappView> = {}): WhatsappView {
  return {
    account: {
      id: 'w1',
      status: 'active',
      phoneNumberId: '401000000000011',
      wabaId: '301000000000011',
      portfolioId: '501000000000011',
      phoneNumber: '97235550211',
      displayName: 'Boulevard Coffee',
      isCoexistence: false,
      connectedAt: '2026-11-20T10:00:00Z',
      disconnectedAt: null,
      lastWebhookAt: '2026-11-27T09:00:00Z',
      lastMessageSentAt: null,
      isSubscribed: true,
      subscribedFields: ['messages'],
      missingFields: [],
      error: null,
    },
    token: {
      kind: 'business_integration',
      expiresAt: '2027-01-20T10:00:00Z',
      daysLeft: 54,
      dataAccessExpiresAt: null,
      checkedAt: '2026-11-27T09:00:00Z',
      scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
      missingScopes: [],
    },
    health: {
      canSend: 'LIMITED',
      checkedAt: '2026-11-27T09:00:00Z',
      entities: [
        { type: 'PHONE_NUMBER', id: '401', canSend: 'AVAILABLE', errors: [], information: [] },
        {
          type: 'WABA',
          id: '301',
          canSend: 'LIMITED',
          errors: [
            {
              code: 141006,
              description: 'There is a problem with the payment method',
              possibleSolution: 'Fix the payment method in WhatsApp Manager',
            },
          ],
          information: [],
        },
      ],
    },
    limits: {
      messagingLimit: 'TIER_2K',
      throughputLevel: 'STANDARD',
      quality: 'GREEN',
      usedToday: 17,
    },
    facts: {
      verifiedName: 'Boulevard Coffee',
      nameStatus: 'APPROVED',
      reviewStatus: 'APPROVED',
      verificationStatus: 'verified',
      country: 'IL',
      currency: 'ILS',
      isFunded: true,
      fundingUrl: null,
    },
    restrictions: [],
    costs: { month: '2026-11', rows: [{ category: 'service', costClass: 'regular', count: 1204 }] },
    attempt: null,
    ...change,
  };
}

export function alert(change: Partial<Alert> = {}): Alert {
  return {
    id: 'x1',
    kind: 'token_expires',
    level: 'warning',
    subject: 'w1',
    detail: { daysLeft: 3 },
    raisedAt: '2026-11-27T08:00:00Z',
    acknowledgedAt: null,
    resolvedAt: null,
    ...change,
  };
}

export function template(change: Partial<Template> = {}): Template {
  return {
    id: 't1',
    metaId: '700',
    name: 'order_ready',
    language: 'en',
    category: 'UTILITY',
    announcedCategory: null,
    status: 'APPROVED',
    quality: 'GREEN',
    reason: null,
    parameterFormat: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'Hi {{1}}, order {{2}} is ready.' }],
    updatedAt: '2026-11-27T08:00:00Z',
    ...change,
  };
}

export function unknownWord(change: Partial<UnknownWord> = {}): UnknownWord {
  return {
    id: 'u1',
    version: 1,
    word: 'מרגרטה',
    state: 'open',
    times: 3,
    firstSeenAt: '2026-11-26T08:00:00Z',
    lastSeenAt: '2026-11-27T08:00:00Z',
    messageId: 'm1',
    messageText: 'שתי מרגרטה בבקשה',
    taught: null,
    suggestions: [
      { productId: 'p1', name: 'Margherita', nameHe: 'מרגריטה' },
      { optionGroupId: 'g1', optionId: 'o1', name: 'Mozzarella', nameHe: 'מוצרלה' },
    ],
    ...change,
  };
}
