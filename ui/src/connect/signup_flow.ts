// From the click to the server's answer. Facebook's code and the window's message come in either
// order, and either may stay away: the code lives 30 seconds, so it waits a moment for the message
// and then goes without it.
import type { Attempt, MetaConfig, Variant } from '../api/whatsapp_types';
import { type FacebookSdk, type LoginAnswer, loginOptions, watchWindow } from './sdk';
import type { SignupMessage } from './session_message';

export interface Problem {
  kind:
    | 'popup_blocked'
    | 'popup_closed'
    | 'sdk_blocked'
    | 'offline'
    | 'no_code'
    | 'reported'
    | 'cancelled'
    | 'send';
  message?: SignupMessage | null;
  error?: unknown;
}

export interface FlowState {
  step: 'idle' | 'window' | 'sending' | 'sent';
  problem: Problem | null;
  attempt: Attempt | null;
}

export interface Hints {
  wabaId?: string;
  phoneNumberId?: string;
}

export interface FlowHandlers {
  send: (code: string, variant: Variant, hints: Hints) => Promise<Attempt>;
  /** The window's message came after the code had been sent. */
  onLateHint: (hints: Hints) => void;
}

const waitForMessage = 2500;
const waitForReason = 1200;
const closedFor = 4000;
const lookEvery = 500;

const hintsOf = (message: SignupMessage | null): Hints => ({
  ...(message?.wabaId ? { wabaId: message.wabaId } : {}),
  ...(message?.phoneNumberId ? { phoneNumberId: message.phoneNumberId } : {}),
});

export class SignupFlow {
  private state: FlowState = { step: 'idle', problem: null, attempt: null };
  private readonly listeners = new Set<() => void>();
  private message: SignupMessage | null = null;
  private code = '';
  private variant: Variant = 'embedded';
  private timer: ReturnType<typeof setTimeout> | null = null;
  private watch: ReturnType<typeof setInterval> | null = null;
  // An answer to an earlier click must not be taken for this one's.
  private round = 0;

  constructor(private readonly handlers: FlowHandlers) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  getState = (): FlowState => this.state;

  /** Inside the click: browsers open a window for a click only. */
  begin(sdk: FacebookSdk, config: MetaConfig, variant: Variant): void {
    this.stop();
    const round = ++this.round;
    this.message = null;
    this.code = '';
    this.variant = variant;
    this.set({ step: 'window', problem: null, attempt: null });
    // The SDK refuses a callback that is an async function.
    const seen = watchWindow(() =>
      sdk.login(
        (answer) => {
          if (round === this.round) this.answered(answer);
        },
        loginOptions(config, variant),
      ),
    );
    if (seen.asked && !seen.opened) this.fail({ kind: 'popup_blocked' });
    else if (seen.opened && this.state.step === 'window') this.watchClosing(seen.opened);
  }

  fail(problem: Problem): void {
    this.stop();
    this.set({ step: 'idle', problem, attempt: null });
  }

  reset(): void {
    this.stop();
    ++this.round;
    this.set({ step: 'idle', problem: null, attempt: null });
  }

  /** What the window said, from an allowed origin. */
  hear(message: SignupMessage): void {
    this.message = message;
    if (this.state.step === 'sent' || this.state.step === 'sending') {
      if (message.kind === 'finish') this.handlers.onLateHint(hintsOf(message));
    } else if (this.code) {
      this.submit();
    } else if (this.state.step === 'window' && message.kind !== 'finish') {
      this.later(waitForReason, () => this.conclude());
    }
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.watch !== null) clearInterval(this.watch);
    this.timer = null;
    this.watch = null;
  }

  private answered(answer: LoginAnswer | null | undefined): void {
    if (this.state.step === 'sending' || this.state.step === 'sent') return;
    this.stop();
    this.code = answer?.authResponse?.code ?? '';
    if (!this.code) {
      this.later(this.message ? 0 : waitForReason, () => this.conclude());
    } else if (this.message) {
      this.submit();
    } else {
      this.set({ ...this.state, step: 'window', problem: null });
      this.later(waitForMessage, () => this.submit());
    }
  }

  private submit(): void {
    this.stop();
    const round = this.round;
    this.set({ step: 'sending', problem: null, attempt: null });
    this.handlers.send(this.code, this.variant, hintsOf(this.message)).then(
      (attempt) => {
        if (round === this.round) this.set({ step: 'sent', problem: null, attempt });
      },
      (error: unknown) => {
        if (round === this.round) this.fail({ kind: 'send', error });
      },
    );
  }

  // No code will come. A later answer is still welcome: the window may only have seemed closed.
  private conclude(): void {
    const { message } = this;
    if (!message) this.fail({ kind: navigator.onLine ? 'popup_closed' : 'offline' });
    else if (message.kind === 'finish') this.fail({ kind: 'no_code' });
    else this.fail({ kind: message.kind === 'error' ? 'reported' : 'cancelled', message });
  }

  private watchClosing(opened: Window): void {
    let closedSince = 0;
    this.watch = setInterval(() => {
      if (!opened.closed) return;
      closedSince += lookEvery;
      if (closedSince >= closedFor) this.conclude();
    }, lookEvery);
  }

  private later(milliseconds: number, act: () => void): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(act, milliseconds);
  }

  private set(state: FlowState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
