import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LiveStream } from './stream';

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static made: FakeSource[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    FakeSource.made.push(this);
  }
  close() {
    this.readyState = 2;
  }
  say(kind: string, data: string, lastEventId = '') {
    this.dispatchEvent(Object.assign(new Event(kind), { data, lastEventId }));
  }
}

const handlers = { onEvent: vi.fn(), onResync: vi.fn(), onState: vi.fn(), onRefused: vi.fn() };
let stream: LiveStream;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.made = [];
  vi.stubGlobal('EventSource', FakeSource);
  for (const handler of Object.values(handlers)) handler.mockReset();
  stream = new LiveStream('b1', handlers);
  stream.start();
});
afterEach(() => {
  stream.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const latest = () => FakeSource.made.at(-1) as FakeSource;

it('asks for a snapshot once open, then hands over events', () => {
  latest().onopen?.();
  expect(handlers.onState).toHaveBeenLastCalledWith('live');
  expect(handlers.onResync).toHaveBeenCalledTimes(1);
  latest().say('order', '{"id":"o1","version":3}', '17');
  expect(handlers.onEvent).toHaveBeenCalledWith({ kind: 'order', id: 'o1', version: 3 });
});

it('resumes after the last event, without a snapshot, and backs off', () => {
  latest().onopen?.();
  latest().say('order', '{"id":"o1"}', '17');
  latest().onerror?.();
  expect(handlers.onState).toHaveBeenLastCalledWith('down');
  vi.advanceTimersByTime(1000);
  expect(FakeSource.made).toHaveLength(2);
  expect(latest().url).toContain('lastEventId=17');
  latest().onopen?.();
  expect(handlers.onResync).toHaveBeenCalledTimes(1);
  for (let round = 0; round < 5; ++round) {
    latest().onerror?.();
    vi.advanceTimersByTime(60_000);
  }
  const before = FakeSource.made.length;
  latest().onerror?.();
  vi.advanceTimersByTime(2000);
  expect(FakeSource.made).toHaveLength(before);
});

it('fetches anew on reset and on an event it cannot read', () => {
  latest().onopen?.();
  latest().say('reset', '', '40');
  latest().say('order', '{broken', '41');
  expect(handlers.onResync).toHaveBeenCalledTimes(3);
});

it('reports a refusal, and stays silent once stopped', () => {
  latest().readyState = 2;
  latest().onerror?.();
  expect(handlers.onRefused).toHaveBeenCalledTimes(1);
  stream.stop();
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.made).toHaveLength(1);
});
