// The server's events for one business: resumes where it stopped, backs off, says how it is.
// `reset` and the first connection ask for a fresh snapshot; everything else is a delta.

export type LinkState = 'connecting' | 'live' | 'down';

export interface LiveEvent {
  kind: string;
  id?: string;
  version?: number;
  [view: string]: unknown;
}

interface StreamHandlers {
  onEvent: (event: LiveEvent) => void;
  /** The stream is open and earlier events may be missing. */
  onResync: () => void;
  onState: (state: LinkState) => void;
  /** The server refused the stream, which may mean that the session ended. */
  onRefused: () => void;
}

const kinds = [
  'order',
  'message',
  'conversation',
  'product',
  'business',
  'alert',
  'whatsapp_account',
  'connect_attempt',
  'template',
] as const;
const firstPause = 500;
const longestPause = 30_000;
const openWithin = 10_000;

export class LiveStream {
  private source: EventSource | null = null;
  private lastEventId = '';
  private pause = firstPause;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private needsResync = true;
  private stopped = false;

  constructor(
    private readonly businessId: string,
    private readonly handlers: StreamHandlers,
  ) {}

  start(): void {
    addEventListener('online', this.hurry);
    addEventListener('offline', this.lost);
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    removeEventListener('online', this.hurry);
    removeEventListener('offline', this.lost);
    this.clear();
  }

  private readonly hurry = (): void => {
    this.pause = firstPause;
    this.connect();
  };

  private readonly lost = (): void => {
    this.clear();
    this.handlers.onState('down');
  };

  private clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.source?.close();
    this.source = null;
  }

  private connect(): void {
    this.clear();
    if (this.stopped) return;
    const query = new URLSearchParams({ businessId: this.businessId });
    if (this.lastEventId) query.set('lastEventId', this.lastEventId);
    const source = new EventSource(`/api/events?${query}`);
    this.source = source;
    this.timer = setTimeout(() => this.retry(), openWithin);
    source.onopen = () => {
      if (this.timer !== null) clearTimeout(this.timer);
      this.timer = null;
      this.pause = firstPause;
      this.handlers.onState('live');
      if (this.needsResync || !this.lastEventId) {
        this.needsResync = false;
        this.handlers.onResync();
      }
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) this.handlers.onRefused();
      this.retry();
    };
    for (const kind of kinds) {
      source.addEventListener(kind, (event) => {
        this.remember(event);
        const parsed = parse(event.data);
        if (parsed) this.handlers.onEvent({ ...parsed, kind });
        else this.handlers.onResync();
      });
    }
    source.addEventListener('reset', (event) => {
      this.remember(event);
      this.handlers.onResync();
    });
    source.addEventListener('bye', () => this.retry());
  }

  private remember(event: MessageEvent<string>): void {
    if (event.lastEventId) this.lastEventId = event.lastEventId;
  }

  private retry(): void {
    this.clear();
    if (this.stopped) return;
    this.handlers.onState('down');
    // Many boards lose one server together; they must not come back together.
    const jittered = this.pause * (0.5 + Math.random());
    this.pause = Math.min(this.pause * 2, longestPause);
    this.timer = setTimeout(() => this.connect(), jittered);
  }
}

function parse(data: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
