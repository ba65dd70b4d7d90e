import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Conversation, MessageStatus } from '../api/types';
import { Strips } from '../board/strips';
import { conversationsKey } from '../live/desk';
import { faults } from '../test/axe';
import { answerJson, answerProblem, type Call, makeDesk, show, stubFetch } from '../test/harness';
import { businessId, message } from '../test/samples';
import { Bubble } from './bubble';
import { ChatPane } from './chat_pane';

const now = () => new Date().toISOString();
const draft = (change = {}) =>
  message({ id: 'd1', status: 'draft', content: { text: 'קיבלנו' }, timestamp: now(), ...change });
const inbound = () =>
  message({
    id: 'in',
    direction: 'inbound',
    author: 'customer',
    status: 'received',
    timestamp: new Date(Date.now() - 60_000).toISOString(),
  });

const conversation = (change: Partial<Conversation> = {}): Conversation => ({
  id: 'k1',
  customer: { id: 'c1', name: 'Noa' },
  lastMessageAt: now(),
  lastText: '',
  botMode: null,
  pausedUntil: null,
  needsPerson: true,
  handoverReason: 'draft',
  waitingForCustomer: false,
  ...change,
});

function showChat(
  answer: (call: Call) => Response | undefined = () => undefined,
  chat = conversation(),
  messages = [inbound(), draft()],
) {
  const calls = stubFetch((call) => {
    const given = answer(call);
    if (given) return given;
    if (call.url.pathname.endsWith('/messages')) {
      return answerJson({ messages, pagination: { hasMore: false, nextCursor: null } });
    }
    if (call.url.pathname.endsWith('/templates')) {
      return answerJson({ templates: [], syncedAt: null });
    }
    if (call.url.pathname === '/api/conversations') return answerJson({ conversations: [chat] });
    if (call.method === 'GET') {
      return answerJson({
        business: { id: businessId, version: 3, settings: { botMode: 'assist' } },
        whatsappAccount: null,
      });
    }
    return answerJson({ messageId: 'd1', status: 'queued', conversation: chat }, 202);
  });
  const made = makeDesk();
  made.queries.setQueryDefaults(conversationsKey(businessId), { staleTime: Infinity });
  made.queries.setQueryData(conversationsKey(businessId), { conversations: [chat] });
  return {
    calls,
    ...show(<ChatPane conversationId="k1" customerId="c1" name="Noa" />, undefined, made),
  };
}

const sent = (calls: Call[], method: string) => calls.filter((one) => one.method === method);
const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

it('draws a message of every state, and of one it does not know', () => {
  const states = [
    'queued',
    'draft',
    'accepted',
    'sent',
    'delivered',
    'read',
    'played',
    'failed',
    'not_notified',
    'received',
    'of_next_year' as MessageStatus,
  ] as const;
  show(states.map((status) => <Bubble key={status} message={message({ id: status, status })} />));
  expect(screen.getAllByText('שלום')).toHaveLength(states.length);
  expect(screen.getByText('Played')).toBeDefined();
});

it('does not show what was taken back', () => {
  const { container } = show(<Bubble message={message({ status: 'withdrawn' })} />);
  expect(container.textContent).toBe('');
});

it('marks a draft, and sends it as it is', async () => {
  const { calls, desk } = showChat();
  expect(await screen.findByText(/The customer has not got it/)).toBeDefined();
  expect(await faults()).toEqual([]);
  screen.getByRole('button', { name: 'Send draft' }).focus();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(desk.messages.list('k1').at(-1)?.status).toBe('queued'));
  const [post] = sent(calls, 'POST');
  expect(post?.url.pathname).toBe(`/api/businesses/${businessId}/messages/d1/send`);
  expect(post?.body).toEqual({});
  expect(screen.queryByText(/The customer has not got it/)).toBeNull();
  expect(document.activeElement?.getAttribute('role')).toBe('log');
});

it('drops a draft', async () => {
  const { calls, desk } = showChat(({ method }) =>
    method === 'DELETE' ? new Response(null, { status: 204 }) : undefined,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Drop' }));
  await waitFor(() => expect(screen.queryByText('קיבלנו')).toBeNull());
  expect(sent(calls, 'DELETE')[0]?.url.pathname).toMatch(/messages\/d1$/);
  expect(desk.messages.list('k1').at(-1)?.status).toBe('withdrawn');
});

it('puts a draft into the composer to be written anew', async () => {
  showChat();
  fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  expect(box().value).toBe('קיבלנו');
  expect(document.activeElement).toBe(box());
  fireEvent.change(box(), { target: { value: 'רגע' } });
  fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
  expect(box().value).toBe('רגע\nקיבלנו');
});

it.each([
  ['stale', /The cart has changed/],
  ['window_closed', /24 hours have passed/],
  ['blocked', /the customer is blocked/],
  ['not_draft', /sent or dropped already/],
])('says why a draft was not sent: %s', async (slug, words) => {
  const { desk } = showChat(({ method }) =>
    method === 'POST' ? answerProblem(409, slug) : undefined,
  );
  const button = await screen.findByRole<HTMLButtonElement>('button', {
    name: 'Send draft',
  });
  fireEvent.click(button);
  expect(await screen.findByText(words)).toBeDefined();
  expect(desk.messages.list('k1').at(-1)?.status).toBe('draft');
  await waitFor(() => expect(button.disabled).toBe(false));
});

it('takes the event as the truth about a draft', async () => {
  const { desk } = showChat();
  await screen.findByRole('button', { name: 'Drop' });
  desk.messages.apply([draft({ status: 'sent' })]);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Drop' })).toBeNull());
  desk.messages.apply([draft()]);
  expect(desk.messages.list('k1').at(-1)?.status).toBe('sent');
});

it('sends no draft once the window has closed', async () => {
  const old = message({
    ...inbound(),
    timestamp: new Date(Date.now() - 25 * 3_600_000).toISOString(),
  });
  showChat(undefined, undefined, [old, draft()]);
  const button = await screen.findByRole<HTMLButtonElement>('button', {
    name: 'Send draft',
  });
  expect(button.disabled).toBe(true);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Drop' }).disabled).toBe(false);
});

it('says who answers in this chat, and changes it here alone', async () => {
  const { calls } = showChat();
  expect(await screen.findByText('A draft waits to be sent')).toBeDefined();
  const trigger = await screen.findByRole('button', { name: 'Replies in this chat: Drafts' });
  await userEvent.click(trigger);
  const menu = await screen.findByRole('menu');
  expect(
    within(menu)
      .getByRole('menuitemradio', { name: 'As in the business (Drafts)' })
      .getAttribute('aria-checked'),
  ).toBe('true');
  await userEvent.click(within(menu).getByRole('menuitemradio', { name: 'Team only' }));
  await waitFor(() => expect(sent(calls, 'PATCH')[0]?.body).toEqual({ botMode: 'off' }));
  expect(sent(calls, 'PATCH')[0]?.url.searchParams.get('businessId')).toBe(businessId);
});

it('says that the team answers where the bot is off', async () => {
  showChat(undefined, conversation({ botMode: 'off', needsPerson: false, handoverReason: null }));
  expect(await screen.findByText('The team answers by itself')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Take over' })).toBeNull();
});

it('is led to from the board', () => {
  const chats: string[] = [];
  show(<Strips conversations={[conversation()]} onChat={(id) => chats.push(id)} />);
  const strip = screen.getByRole('button', { name: 'Open chat with Noa' });
  expect(strip.textContent).toContain('A draft waits to be sent');
  fireEvent.click(strip);
  expect(chats).toEqual(['k1']);
});
