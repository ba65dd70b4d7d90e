import { describe, expect, it, vi } from 'vitest';
import { order } from '../test/samples';
import { matches, OrderStore } from './order_store';

describe('OrderStore', () => {
  it('never goes back to an older version, or takes the same one twice', () => {
    const store = new OrderStore();
    expect(store.apply(order({ version: 3, status: 'preparing' }))).toBe(true);
    expect(store.apply(order({ version: 2, status: 'pending' }))).toBe(false);
    expect(store.apply(order({ version: 3, status: 'ready' }))).toBe(false);
    store.flush();
    expect(store.getLanes().preparing).toHaveLength(1);
    expect(store.getLanes().new).toHaveLength(0);
  });

  it('puts confirmed and preparing in one lane, soonest promise first', () => {
    const store = new OrderStore();
    store.apply(order({ id: 'a', status: 'preparing', promisedAt: '2026-11-23T12:00:00Z' }));
    store.apply(order({ id: 'b', status: 'confirmed', promisedAt: '2026-11-23T11:00:00Z' }));
    store.apply(order({ id: 'c', status: 'cancelled' }));
    store.flush();
    expect(store.getLanes().preparing.map((one) => one.id)).toEqual(['b', 'a']);
    expect(store.getLanes().done.map((one) => one.id)).toEqual(['c']);
  });

  it('keeps the identity of a lane that did not change', () => {
    const store = new OrderStore();
    store.apply(order({ id: 'a', status: 'ready' }));
    store.flush();
    const ready = store.getLanes().ready;
    store.apply(order({ id: 'b', status: 'pending' }));
    store.flush();
    expect(store.getLanes().ready).toBe(ready);
    expect(store.getLanes().new).toHaveLength(1);
  });

  it('shows a tap at once, offers no step meanwhile, and takes it back on refusal', () => {
    const store = new OrderStore();
    store.apply(order());
    store.overlay('o1', { status: 'confirmed', promisedAt: '2026-11-23T10:25:00Z' });
    expect(store.getLanes().preparing[0]).toMatchObject({ status: 'confirmed', allowed: [] });
    expect(store.isPending('o1')).toBe(true);
    store.settle('o1');
    expect(store.getLanes().new[0]).toMatchObject({ status: 'pending', version: 1 });
    expect(store.isPending('o1')).toBe(false);
  });

  it('keeps the tap on top when an event comes before the answer', () => {
    const store = new OrderStore();
    store.apply(order());
    store.overlay('o1', { status: 'confirmed' });
    store.apply(order({ version: 2, notes: 'from elsewhere' }));
    store.flush();
    expect(store.getLanes().preparing[0]).toMatchObject({ notes: 'from elsewhere' });
    store.settle('o1', order({ version: 3, status: 'confirmed' }));
    expect(store.get('o1')).toMatchObject({ version: 3, status: 'confirmed' });
  });

  it('drops what a snapshot lacks, unless an event brought it since', () => {
    const store = new OrderStore();
    store.apply(order({ id: 'gone' }));
    store.apply(order({ id: 'done', status: 'delivered' }));
    const mark = store.mark();
    store.apply(order({ id: 'late' }));
    store.reconcile([order({ id: 'kept' })], mark);
    expect(store.get('gone')).toBeUndefined();
    expect(
      store
        .getLanes()
        .new.map((one) => one.id)
        .sort(),
    ).toEqual(['kept', 'late']);
    expect(store.getLanes().done).toHaveLength(1);
  });

  it('gathers a burst of events into one telling', () => {
    vi.useFakeTimers();
    const store = new OrderStore();
    const heard = vi.fn();
    store.subscribe(heard);
    for (let version = 1; version <= 50; ++version) store.apply(order({ version }));
    expect(heard).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(heard).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
});

describe('matches', () => {
  it.each(['47', '#47', '0501234567', '050-123-4567', '1234567', 'דנה', 'משפחתית', 'OLIVES', ''])(
    'finds by %j',
    (query) => expect(matches(order(), query)).toBe(true),
  );
  it.each(['48', '0529999999', 'סלט'])('does not find by %j', (query) => {
    expect(matches(order(), query)).toBe(false);
  });
});
