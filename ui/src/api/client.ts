// One door to the server: the session's CSRF token, idempotency keys, If-Match, problem documents
// (RFC 9457) turned into ApiError, and a short retry for what is safe to repeat.
import type { StepError } from './whatsapp_types';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number, // 0: the server was not reached
    readonly slug: string,
    readonly title: string,
    readonly detail: string,
    readonly pointers: { pointer: string; code: string; detail?: string }[] = [],
    /** What Meta said, where it was Meta that refused. */
    readonly meta: StepError | null = null,
  ) {
    super(`${slug}: ${title}`);
  }
}

type Query = Record<string, string | number | undefined | null>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  version?: number;
  signal?: AbortSignal | undefined;
}

interface Environment {
  csrf: string;
  language: string;
  onUnauthorised: () => void;
}

const environment: Environment = { csrf: '', language: 'he', onUnauthorised: () => {} };

export function configureApi(change: Partial<Environment>): void {
  Object.assign(environment, change);
}

/** 128 random bits; crypto.randomUUID is missing on plain http, where a tablet on the LAN may be. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function withQuery(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
  );
  const text = new URLSearchParams(pairs).toString();
  return text ? `${path}?${text}` : path;
}

const attempts = 3;
const pauseMilliseconds = [400, 1200];
const longestRetryAfterSeconds = 5;

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function problem(response: Response): Promise<ApiError> {
  let document: Record<string, unknown> = {};
  try {
    document = (await response.json()) as Record<string, unknown>;
  } catch {
    // A proxy's page is not a problem document; the status still says what happened.
  }
  const type = typeof document.type === 'string' ? document.type : '';
  const slug = type.slice(type.lastIndexOf('/') + 1) || `http_${response.status}`;
  return new ApiError(
    response.status,
    slug,
    typeof document.title === 'string' ? document.title : '',
    typeof document.detail === 'string' ? document.detail : '',
    Array.isArray(document.errors) ? document.errors : [],
    typeof document.error === 'object' ? (document.error as StepError | null) : null,
  );
}

function headersFor(method: string, options: RequestOptions, key: string): Headers {
  const headers = new Headers({
    Accept: 'application/json',
    'Accept-Language': environment.language,
  });
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  if (method !== 'GET') {
    headers.set('X-CSRF', environment.csrf);
    headers.set('Idempotency-Key', key);
  }
  if (options.version !== undefined) headers.set('If-Match', `"v${options.version}"`);
  return headers;
}

/** Throws ApiError. The same idempotency key goes with each repeat, so nothing happens twice. */
export async function request<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  const key = newKey();
  for (let attempt = 1; ; ++attempt) {
    let response: Response;
    try {
      response = await fetch(withQuery(path, options.query), {
        method,
        credentials: 'same-origin',
        headers: headersFor(method, options, key),
        body: options.body === undefined ? null : JSON.stringify(options.body),
        signal: options.signal ?? null,
      });
    } catch (cause) {
      if (options.signal?.aborted) throw cause;
      if (attempt < attempts && navigator.onLine) {
        await wait(pauseMilliseconds[attempt - 1] ?? 0);
        continue;
      }
      throw new ApiError(0, 'network', '', '');
    }
    if (response.status === 503 && attempt < attempts) {
      const seconds = Number(response.headers.get('Retry-After') ?? 1);
      await wait(1000 * Math.min(Number.isFinite(seconds) ? seconds : 1, longestRetryAfterSeconds));
      continue;
    }
    if (response.status === 204) return undefined as T;
    if (response.ok) return (await response.json()) as T;
    const error = await problem(response);
    if (response.status === 401) environment.onUnauthorised();
    throw error;
  }
}

export const get = <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> =>
  request<T>('GET', path, { query, signal });

export const isApiError = (error: unknown, slug?: string): error is ApiError =>
  error instanceof ApiError && (slug === undefined || error.slug === slug);
