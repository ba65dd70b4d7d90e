// The views of what a number's connection to Meta is made of (api/openapi.yaml).

import type { AccountError } from './types';

export interface StepError {
  slug: string;
  code?: number | null;
  subcode?: number | null;
  /** Meta's own words, and those it means for a person. */
  detail?: string | null;
  userTitle?: string | null;
  userMessage?: string | null;
  passing?: boolean;
  httpStatus?: number | null;
  traceId?: string | null;
}

export type StepState = 'pending' | 'running' | 'done' | 'skipped' | 'failed';

export interface AttemptStep {
  name: string;
  state: StepState;
  at: string | null;
  error: StepError | null;
}

export interface PhoneChoice {
  id: string;
  displayPhoneNumber: string;
  verifiedName: string;
  status: string;
}

export type Variant = 'embedded' | 'coexistence' | 'manual';

export interface Attempt {
  id: string;
  variant: Variant;
  state: 'running' | 'waiting' | 'failed' | 'done';
  steps: AttemptStep[];
  choices: { phoneNumbers: PhoneChoice[] } | null;
  wabaId: string | null;
  phoneNumberId: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface MetaConfig {
  appId: string;
  configId: string;
  /** Of the variant that keeps the app on the phone; empty: the same one. */
  configIdCoexistence: string;
  graphVersion: string;
  sdkUrl: string;
  allowedOrigins: string[];
  embeddedSignup: boolean;
}

export interface WhatsappAccount {
  id: string;
  status: 'active' | 'error' | 'disconnected';
  phoneNumberId: string;
  wabaId: string;
  portfolioId?: string | null;
  phoneNumber: string;
  displayName: string;
  isCoexistence: boolean;
  connectedAt: string;
  disconnectedAt: string | null;
  lastWebhookAt: string | null;
  lastMessageSentAt: string | null;
  isSubscribed: boolean;
  subscribedFields: string[];
  missingFields: string[];
  error: AccountError | null;
}

export interface TokenView {
  kind: string;
  expiresAt: string | null;
  daysLeft: number | null;
  dataAccessExpiresAt: string | null;
  checkedAt: string | null;
  scopes: string[];
  missingScopes: string[];
}

export interface HealthEntity {
  type: string;
  id: string;
  canSend: string;
  errors: { code: number; description: string; possibleSolution: string }[];
  information: string[];
}

export interface HealthView {
  canSend: string;
  checkedAt: string | null;
  entities: HealthEntity[];
}

export interface CostRow {
  category: string;
  costClass: string;
  count: number;
}

export interface WhatsappView {
  account: WhatsappAccount | null;
  token: TokenView | null;
  health: HealthView | null;
  limits: {
    messagingLimit: string | null;
    throughputLevel: string | null;
    quality: string | null;
    usedToday: number | null;
  } | null;
  facts: {
    verifiedName?: string | null;
    nameStatus?: string | null;
    reviewStatus?: string | null;
    verificationStatus?: string | null;
    country?: string | null;
    currency?: string | null;
    isFunded?: boolean | null;
    fundingUrl?: string | null;
    numberStatus?: string | null;
    about?: string | null;
    profilePictureUrl?: string | null;
    history?: string | null;
  } | null;
  restrictions: { type: string; expiration: string | null; remediation: string | null }[];
  costs: { month: string; rows: CostRow[] } | null;
  attempt: Attempt | null;
}

export interface TestResult {
  success: boolean;
  latency: number | null;
  capabilities: string[];
  checks: { name: string; ok: boolean; detail: string | null }[];
  messageId?: string;
}

export interface Alert {
  id: string;
  kind: string;
  level: 'info' | 'warning' | 'critical';
  subject: string | null;
  detail: Record<string, unknown>;
  raisedAt: string;
  acknowledgedAt: string | null;
  resolvedAt: string | null;
}

export interface TemplateButton {
  type: string;
  text: string;
  url?: string;
}

export interface TemplateComponent {
  type: string;
  format?: string;
  text?: string;
  buttons?: TemplateButton[];
  example?: Record<string, unknown>;
}

export interface Template {
  id: string;
  metaId: string;
  name: string;
  language: string;
  category: string;
  announcedCategory: string | null;
  status: string;
  quality: string;
  reason: string | null;
  parameterFormat: string;
  components: TemplateComponent[];
  updatedAt: string;
}

export interface OrderTemplate {
  event: 'accepted' | 'ready' | 'out_for_delivery' | 'cancelled';
  language: 'he' | 'en';
  /** null: nothing is told at this step. */
  templateName: string | null;
  templateLanguage: string;
  parameters: string[];
  isDefault: boolean;
  status: string | null;
}

export interface SessionRow {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  remoteAddress: string;
  userAgent: string;
  isCurrent: boolean;
}

export interface MenuThing {
  productId?: string;
  optionGroupId?: string;
  optionId?: string;
  name?: string;
  nameHe?: string;
}

export interface UnknownWord {
  id: string;
  version: number;
  word: string;
  state: 'open' | 'taught' | 'dismissed';
  times: number;
  firstSeenAt: string;
  lastSeenAt: string;
  messageId: string;
  messageText: string | null;
  taught: MenuThing | null;
  suggestions: MenuThing[];
}
