import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { answerJson, answerProblem, makeDesk, show, stubFetch } from '../test/harness';
import { message } from '../test/samples';
import { Bubble } from './bubble';
import { Composer, windowCloses, windowMilliseconds } from './composer';

const inbound = (ago: number) =>
  message({
    id: 'in',
    direction: 'inbound',
    author: 'customer',
    status: 'received',
    timestamp: new Date(Date.now() - ago).toISOString(),
  });

function composerAfter(ago: number) {
  const made = makeDesk();
  made.desk.messages.apply([inbound(ago)]);
  return show(<Composer conversationId="k1" customerId="c1" />, undefined, made);
}

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

it('knows when the window closes', () => {
  expect(windowCloses([message()])).toBeNull();
  expect(windowCloses([inbound(0)])).toBeGreaterThan(Date.now() + windowMilliseconds - 1000);
});

it('sends on Enter, not on Shift+Enter, and shows the message at once', async () => {
  const all = stubFetch(() => answerJson({ messageId: 'm7', status: 'queued' }, 202));
  const calls = () => all.filter(({ method }) => method === 'POST');
  const { desk } = composerAfter(60_000);
  fireEvent.change(box(), { target: { value: 'מגיע עוד רגע' } });
  fireEvent.keyDown(box(), { key: 'Enter', shiftKey: true });
  expect(calls()).toHaveLength(0);
  fireEvent.keyDown(box(), { key: 'Enter' });
  expect(desk.messages.list('k1').at(-1)?.content.text).toBe('מגיע עוד רגע');
  await expect.poll(() => desk.messages.list('k1').at(-1)?.id).toBe('m7');
  expect(calls()[0]?.body).toEqual({ customerId: 'c1', message: 'מגיע עוד רגע', type: 'text' });
  expect(box().value).toBe('');
});

it('is closed after 24 hours', () => {
  composerAfter(windowMilliseconds + 60_000);
  expect(box().disabled).toBe(true);
  expect(screen.getByRole('alert').textContent).toContain('24 hours');
});

it('keeps the words when the server says the window is closed', async () => {
  stubFetch(() => answerProblem(409, 'window_closed'));
  const { desk } = composerAfter(60_000);
  fireEvent.change(box(), { target: { value: 'hello' } });
  fireEvent.keyDown(box(), { key: 'Enter' });
  expect((await screen.findByRole('alert')).textContent).toContain('24 hours');
  expect(box().value).toBe('hello');
  expect(desk.messages.list('k1')).toHaveLength(1);
});

it('sends a dead letter again when asked to', async () => {
  const calls = stubFetch(() => answerJson({ messageId: 'm1', status: 'queued' }, 202));
  const made = makeDesk();
  const dead = message({ status: 'failed', errorMessage: 'needs_decision', replayable: true });
  made.desk.messages.apply([dead]);
  show(<Bubble message={dead} />, undefined, made);
  expect(screen.getByText(/Nobody knows whether it arrived/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Send again' }));
  await expect.poll(() => made.desk.messages.list('k1').at(-1)?.status).toBe('queued');
  expect(calls[0]?.url.pathname).toMatch(/dead-letters\/m1\/replay$/);
});

it('offers no second try for what can have none', () => {
  show(<Bubble message={message({ status: 'failed', errorMessage: 'expired' })} />);
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
});
