import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { conversationsKey } from '../live/desk';
import { answerJson, answerProblem, makeDesk, show, stubFetch } from '../test/harness';
import { businessId, message } from '../test/samples';
import { template } from '../test/whatsapp_samples';
import { Bubble } from './bubble';
import { Composer } from './composer';
import { windowCloses, windowMilliseconds } from './service_window';

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
  await expect.poll(() => box().value).toBe('hello');
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

it('offers approved templates once the window is closed, and sends the one chosen', async () => {
  const all = stubFetch(({ method }) =>
    method === 'GET'
      ? answerJson({
          templates: [template(), template({ id: 't2', name: 'waiting', status: 'PENDING' })],
          syncedAt: null,
        })
      : answerJson({ messageId: 'm9', status: 'queued' }, 202),
  );
  const { desk } = composerAfter(windowMilliseconds + 60_000);
  const choice = await screen.findByRole<HTMLSelectElement>('combobox', {
    name: 'Choose an approved template',
  });
  expect([...choice.options].map(({ text }) => text)).toEqual([
    'Choose an approved template',
    '\u2068Hi …, order … is ready.\u2069 · English',
  ]);
  fireEvent.change(choice, { target: { value: 't1' } });
  const send = screen.getByRole<HTMLButtonElement>('button', { name: 'Send template' });
  expect(send.disabled).toBe(true);
  for (const [label, value] of [
    [/Value .1/, 'Noa'],
    [/Value .2/, '118'],
  ] as const) {
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  }
  expect(screen.getByText('Hi Noa, order 118 is ready.')).toBeDefined();
  fireEvent.click(send);
  await waitFor(() =>
    expect(desk.messages.list('k1').at(-1)?.content.text).toBe('Hi Noa, order 118 is ready.'),
  );
  expect(all.find(({ method }) => method === 'POST')?.body).toEqual({
    customerId: 'c1',
    type: 'template',
    template: {
      name: 'order_ready',
      language: 'en',
      parameters: [
        { part: 'body', type: 'text', value: 'Noa' },
        { part: 'body', type: 'text', value: '118' },
      ],
    },
  });
});

it('believes the server that the window is closed, until the customer writes', async () => {
  stubFetch(() => answerJson({ templates: [], syncedAt: null }));
  const made = makeDesk();
  made.queries.setQueryDefaults(conversationsKey(businessId), { staleTime: Infinity });
  made.queries.setQueryData(conversationsKey(businessId), {
    conversations: [{ id: 'k1', window: { closesAt: null, isOpen: false } }],
  });
  show(<Composer conversationId="k1" customerId="c1" />, undefined, made);
  expect(box().disabled).toBe(true);
  expect(await screen.findByText('There is no approved template yet.')).toBeDefined();
  made.desk.messages.apply([inbound(60_000)]);
  await waitFor(() => expect(box().disabled).toBe(false));
});

const file = {
  id: 'f1',
  mimeType: 'image/jpeg',
  fileName: null,
  size: 2_400_000,
  state: 'stored' as const,
};

it('shows what came: pictures, voice, files', () => {
  const { container } = show(
    <>
      <Bubble
        message={message({ type: 'image', content: {}, media: { ...file, kind: 'image' } })}
      />
      <Bubble
        message={message({ type: 'audio', content: {}, media: { ...file, kind: 'audio' } })}
      />
      <Bubble
        message={message({
          type: 'document',
          content: {},
          media: { ...file, kind: 'document', fileName: 'menu.pdf' },
        })}
      />
    </>,
  );
  const source = `/api/businesses/${businessId}/media/f1`;
  expect(screen.getByRole('img', { name: 'Photo' }).getAttribute('src')).toBe(source);
  expect(container.querySelector('audio')?.getAttribute('src')).toBe(source);
  const link = screen.getByRole('link', { name: /^Download menu.pdf/ });
  expect(link.getAttribute('download')).toBe('menu.pdf');
  expect(link.textContent).toMatch(/2\.3\s?MB/);
});

it('says when a file is on its way or did not arrive', () => {
  show(
    <>
      <Bubble
        message={message({ content: {}, media: { ...file, kind: 'image', state: 'waiting' } })}
      />
      <Bubble
        message={message({ content: {}, media: { ...file, kind: 'audio', state: 'failed' } })}
      />
    </>,
  );
  expect(screen.getByText('Photo: On its way…')).toBeDefined();
  expect(screen.getByText(/Voice note: The file did not arrive/)).toBeDefined();
  expect(screen.queryByRole('img')).toBeNull();
});

it.each([
  ['too_large', /too large/],
  ['quota', /too many files today/],
  ['disconnected', /the number was disconnected/],
])('says why a file did not arrive: %s', (reason, words) => {
  const media = { ...file, kind: 'image', state: 'failed' as const, reason };
  show(<Bubble message={message({ content: {}, media })} />);
  expect(screen.getByText(words)).toBeDefined();
});

it('says Meta’s codes in words, with its own behind a fold', () => {
  show(
    <Bubble
      message={message({
        status: 'failed',
        errorCode: 131026,
        errorMessage: 'Message undeliverable',
        replayable: true,
      })}
    />,
  );
  expect(screen.getByText('Not sent. This number cannot be reached on WhatsApp. Better call.'));
  expect(screen.getByText('Message undeliverable (131026)').closest('details')?.open).toBe(false);
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
});

it('names what it cannot show, and whose number was sent', () => {
  show(
    <>
      <Bubble message={message({ type: 'unsupported', content: {} })} />
      <Bubble message={message({ type: 'contacts', content: { text: '972541112222' } })} />
    </>,
  );
  expect(screen.getByText(/A message of a kind that cannot be shown/)).toBeDefined();
  expect(screen.getByText(/^Contact: .\+972.54.111.2222/)).toBeDefined();
});

it('speaks of templates in words, not in names for machines', async () => {
  stubFetch(() =>
    answerJson({
      templates: [
        template({
          name: 'croozer_order_accepted_v1',
          language: 'en_US',
          parameterFormat: 'NAMED',
          components: [{ type: 'BODY', text: 'Order {{order_number}} by {{promised_time}}.' }],
        }),
      ],
      syncedAt: null,
    }),
  );
  composerAfter(windowMilliseconds + 60_000);
  const choice = await screen.findByRole<HTMLSelectElement>('combobox');
  expect(choice.options[1]?.text).toBe('\u2068Order accepted\u2069 · English');
  fireEvent.change(choice, { target: { value: 't1' } });
  fireEvent.change(screen.getByLabelText('Order number'), { target: { value: '7' } });
  expect(screen.getByText('Order 7 by [Time].').getAttribute('lang')).toBe('en-US');
});
