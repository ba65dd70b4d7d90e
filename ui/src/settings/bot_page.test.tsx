import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { faults } from '../test/axe';
import { answerJson, answerProblem, type Call, show, stubFetch } from '../test/harness';
import { businessId } from '../test/samples';
import BotPage from './bot_page';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, params: _p, activeProps: _a, ...rest }: Record<string, unknown>) => (
    <a href={String(to)} {...rest} />
  ),
}));

function showPage(answer: (call: Call) => Response | undefined = () => undefined) {
  const business = { id: businessId, name: 'Nona', version: 3, settings: { botMode: 'assist' } };
  const calls = stubFetch((call) => {
    const given = answer(call);
    if (given) return given;
    if (call.method === 'PATCH') {
      business.version += 1;
      business.settings = (call.body as { settings: typeof business.settings }).settings;
    }
    return answerJson({ business: { ...business }, whatsappAccount: null });
  });
  return { calls, ...show(<BotPage />) };
}

const patches = (calls: Call[]) => calls.filter((one) => one.method === 'PATCH');
const radio = (name: string) => screen.findByRole<HTMLInputElement>('radio', { name });

it('shows how customers are answered, changes it at once and takes it back', async () => {
  const { calls } = showPage();
  expect((await radio('Drafts')).checked).toBe(true);
  expect(await faults()).toEqual([]);
  fireEvent.click(await radio('Automatic'));
  expect((await radio('Automatic')).checked).toBe(true);
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(patches(calls)).toHaveLength(2));
  expect(patches(calls).map(({ body }) => body)).toEqual([
    { settings: { botMode: 'auto' } },
    { settings: { botMode: 'assist' } },
  ]);
  expect(patches(calls).map(({ headers }) => headers.get('If-Match'))).toEqual(['"v3"', '"v4"']);
  await waitFor(async () => expect((await radio('Drafts')).checked).toBe(true));
});

it('saves one choice after the other, each on the version before it', async () => {
  const { calls } = showPage();
  fireEvent.click(await radio('Automatic'));
  fireEvent.click(await radio('Team only'));
  await waitFor(() => expect(patches(calls)).toHaveLength(2));
  expect(patches(calls)[1]?.headers.get('If-Match')).toBe('"v4"');
  await waitFor(async () => expect((await radio('Team only')).checked).toBe(true));
});

it('stays as it was when it could not be saved', async () => {
  showPage(({ method }) => (method === 'PATCH' ? answerProblem(412, 'stale') : undefined));
  fireEvent.click(await radio('Team only'));
  expect(await screen.findByText(/changed meanwhile/)).toBeDefined();
  expect((await radio('Drafts')).checked).toBe(true);
});

it('can be asked again when it did not load', async () => {
  showPage(({ method }) => (method === 'GET' ? answerProblem(500, 'storage') : undefined));
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
});
