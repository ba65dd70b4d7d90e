import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { attempt, metaConfig } from '../test/whatsapp_samples';
import type { LoginAnswer } from './sdk';
import type { SignupMessage } from './session_message';
import { SignupFlow } from './signup_flow';

const finished: SignupMessage = {
  kind: 'finish',
  wabaId: '301',
  phoneNumberId: '401',
  currentStep: '',
  errorMessage: '',
  errorCode: '',
  sessionId: '',
};
const code: LoginAnswer = { authResponse: { code: 'c1' }, status: 'connected' };
const nothing: LoginAnswer = { authResponse: null, status: 'unknown' };

const send = vi.fn();
const onLateHint = vi.fn();
let popup: { closed: boolean } | null;
let answer: (said: LoginAnswer) => void;
let options: Record<string, unknown>;
let flow: SignupFlow;

const sdk = {
  init: () => {},
  login: (callback: (said: LoginAnswer) => void, given: Record<string, unknown>) => {
    answer = callback;
    options = given;
    window.open('https://www.facebook.com/dialog');
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  popup = { closed: false };
  vi.stubGlobal('open', () => popup);
  send.mockReset().mockResolvedValue(attempt());
  onLateHint.mockReset();
  flow = new SignupFlow({ send, onLateHint });
});
afterEach(() => {
  flow.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const problem = () => flow.getState().problem;

it('asks Facebook as its page says, and for the app when it stays', () => {
  flow.begin(sdk, metaConfig, 'embedded');
  expect(options).toEqual({
    config_id: metaConfig.configId,
    response_type: 'code',
    override_default_response_type: true,
    extras: { setup: {} },
  });
  flow.begin(sdk, metaConfig, 'coexistence');
  expect(options).toMatchObject({
    config_id: metaConfig.configIdCoexistence,
    extras: { setup: {}, featureType: 'whatsapp_business_app_onboarding' },
  });
  expect(flow.getState().step).toBe('window');
});

it('gives the SDK a callback that is not async, and the window function back', () => {
  const login = vi.fn();
  const open = window.open;
  flow.begin({ init: () => {}, login }, metaConfig, 'embedded');
  const [callback] = login.mock.calls[0] as [unknown];
  expect(Object.prototype.toString.call(callback)).toBe('[object Function]');
  expect(window.open).toBe(open);
});

it('sends the code at once when the message came first', async () => {
  flow.begin(sdk, metaConfig, 'embedded');
  flow.hear(finished);
  expect(send).not.toHaveBeenCalled();
  answer(code);
  expect(send).toHaveBeenCalledWith('c1', 'embedded', { wabaId: '301', phoneNumberId: '401' });
  await pass(0);
  expect(flow.getState()).toMatchObject({ step: 'sent', attempt: { id: 'a1' } });
});

it('waits a moment for the message when the code came first', async () => {
  flow.begin(sdk, metaConfig, 'coexistence');
  answer(code);
  await pass(500);
  expect(send).not.toHaveBeenCalled();
  flow.hear(finished);
  expect(send).toHaveBeenCalledTimes(1);
  await pass(10_000);
  expect(send).toHaveBeenCalledTimes(1);
});

it('goes without the message rather than let the code grow old', async () => {
  flow.begin(sdk, metaConfig, 'embedded');
  answer(code);
  await pass(3000);
  expect(send).toHaveBeenCalledWith('c1', 'embedded', {});
  flow.hear(finished);
  expect(onLateHint).toHaveBeenCalledWith({ wabaId: '301', phoneNumberId: '401' });
});

it('says where it was left', async () => {
  flow.begin(sdk, metaConfig, 'embedded');
  flow.hear({ ...finished, kind: 'cancel', currentStep: 'PERMISSIONS' });
  answer(nothing);
  await pass(0);
  expect(problem()).toMatchObject({
    kind: 'cancelled',
    message: { currentStep: 'PERMISSIONS' },
  });
});

it('says it also when the message comes after the answer', async () => {
  flow.begin(sdk, metaConfig, 'embedded');
  answer(nothing);
  await pass(300);
  flow.hear({ ...finished, kind: 'error', errorMessage: 'Bad name' });
  await pass(2000);
  expect(problem()?.kind).toBe('reported');
});

it('tells a closed window, a finish without a code and a blocked window apart', async () => {
  flow.begin(sdk, metaConfig, 'embedded');
  answer(nothing);
  await pass(2000);
  expect(problem()?.kind).toBe('popup_closed');

  flow.begin(sdk, metaConfig, 'embedded');
  flow.hear(finished);
  answer(nothing);
  await pass(0);
  expect(problem()?.kind).toBe('no_code');

  popup = null;
  flow.begin(sdk, metaConfig, 'embedded');
  expect(problem()?.kind).toBe('popup_blocked');
});

it('sees that the window was closed even if the SDK never says so, and still takes a late code', async () => {
  flow.begin(sdk, metaConfig, 'embedded');
  if (popup) popup.closed = true;
  await pass(10_000);
  expect(problem()?.kind).toBe('popup_closed');
  answer(code);
  await pass(3000);
  expect(send).toHaveBeenCalledTimes(1);
  expect(flow.getState().step).toBe('sent');
});

it('does not take the answer to an earlier click for this one', async () => {
  flow.begin(sdk, metaConfig, 'embedded');
  const earlier = answer;
  flow.begin(sdk, metaConfig, 'embedded');
  earlier(code);
  await pass(5000);
  expect(send).not.toHaveBeenCalled();
  expect(flow.getState().step).toBe('window');
});

it('says that the server did not take it', async () => {
  const error = new Error('no');
  send.mockRejectedValue(error);
  flow.begin(sdk, metaConfig, 'embedded');
  flow.hear(finished);
  answer(code);
  await pass(0);
  expect(flow.getState()).toMatchObject({ step: 'idle', problem: { kind: 'send', error } });
});
