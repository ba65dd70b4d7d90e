import { expect, it } from 'vitest';
import { message } from '../test/samples';
import { MessageStore } from './message_store';

it('sorts by time and never takes a tick back', () => {
  const store = new MessageStore();
  store.apply([
    message({ id: 'b', timestamp: '2026-11-23T10:05:00Z' }),
    message({ id: 'a', status: 'read' }),
  ]);
  store.apply([message({ id: 'a', status: 'delivered' })]);
  expect(store.list('k1').map((one) => [one.id, one.status])).toEqual([
    ['a', 'read'],
    ['b', 'sent'],
  ]);
});

it('gives our own message its real id, also when the event was faster', () => {
  const store = new MessageStore();
  store.apply([message({ id: 'local-1', status: 'queued' })]);
  store.rename('k1', 'local-1', 'm9', 'queued');
  expect(store.list('k1').map((one) => one.id)).toEqual(['m9']);
  store.apply([
    message({ id: 'local-2', status: 'queued' }),
    message({ id: 'm10', status: 'sent' }),
  ]);
  store.rename('k1', 'local-2', 'm10', 'queued');
  expect(store.list('k1').map((one) => [one.id, one.status])).toEqual([
    ['m10', 'sent'],
    ['m9', 'queued'],
  ]);
});

it('keeps the identity of an unchanged list', () => {
  const store = new MessageStore();
  store.apply([message()]);
  expect(store.list('k1')).toBe(store.list('k1'));
  expect(store.list('none')).toBe(store.list('other'));
});
