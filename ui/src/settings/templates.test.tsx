import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { OrderTemplate } from '../api/whatsapp_types';
import { faults } from '../test/axe';
import { answerJson, type Call, show, stubFetch } from '../test/harness';
import { template } from '../test/whatsapp_samples';
import { firstValues, fits } from './order_template_choice';
import TemplatesPage from './templates_page';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, params: _p, activeProps: _a, ...rest }: Record<string, unknown>) => (
    <a href={String(to)} {...rest} />
  ),
}));

const refused = {
  slug: 'refused',
  code: 100,
  subcode: 2388299,
  detail: 'Invalid parameter',
  userTitle: 'Variables can’t be at the start',
  userMessage: 'Move the variable into the text.',
  passing: false,
};

const row = (change: Partial<OrderTemplate> = {}): OrderTemplate => ({
  event: 'accepted',
  language: 'en',
  templateName: 'croozer_order_accepted_v1',
  templateLanguage: 'en',
  parameters: ['order_number', 'promised_time'],
  isDefault: true,
  status: null,
  ...change,
});

const taken = template({
  id: 't3',
  name: 'we_have_it',
  components: [{ type: 'BODY', text: 'We took {{1}}, see you at {{2}}!' }],
});

function showTemplates(answer: (call: Call) => Response | undefined, rows = [row()]) {
  const calls = stubFetch((call) => {
    const given = answer(call);
    if (given) return given;
    const { pathname } = call.url;
    if (pathname.endsWith('/order-templates')) return answerJson({ orderTemplates: rows });
    if (pathname.endsWith('/templates')) {
      return answerJson({ templates: [template(), taken], syncedAt: null });
    }
    return answerJson({ business: {}, whatsappAccount: { status: 'active' } });
  });
  return { calls, ...show(<TemplatesPage />) };
}

const sent = (calls: Call[], method: string) => calls.filter((one) => one.method === method);

it('says that Meta took none of the defaults, and why', async () => {
  showTemplates(({ method }) =>
    method === 'POST'
      ? answerJson({
          created: [],
          failed: [
            { name: 'croozer_order_accepted_v1', language: 'he', error: refused },
            { name: 'croozer_order_ready_v1', language: 'he', error: refused },
          ],
        })
      : undefined,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Create the defaults' }));
  const said = await screen.findByText(/Meta did not take 2 templates/);
  expect(said.textContent).toContain('Move the variable into the text.');
  expect(screen.queryByText('The defaults were sent for approval')).toBeNull();
  expect(await faults()).toEqual([]);
});

async function createOne(error: object) {
  const shown = showTemplates(({ method }) =>
    method === 'POST'
      ? answerJson({ type: 'x/refused_by_meta', title: 'Meta refused', status: 422, error }, 422)
      : undefined,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'New template' }));
  const form = await screen.findByRole('dialog');
  const type = (label: string | RegExp, value: string) =>
    fireEvent.change(within(form).getByLabelText(label), { target: { value } });
  type('Name', 'order_ready');
  type('Text', 'It is ready.');
  fireEvent.click(within(form).getByRole('button', { name: 'Send for approval' }));
  return { ...shown, alert: await within(form).findByRole('alert') };
}

it('gives Meta’s reason for refusing a template', async () => {
  const { alert } = await createOne(refused);
  expect(alert.textContent).toMatch(/did not take the text.*Move the variable into the text/);
});

it.each([
  [2388024, /of this name in this language already/],
  [2388023, /wait 30 days/],
])('has its own words for what Meta often refuses: %s', async (subcode, words) => {
  const { alert } = await createOne({ ...refused, subcode });
  expect(within(alert).getByText(words)).toBeDefined();
  const theirs = within(alert).getByText('Move the variable into the text.');
  expect(theirs.closest('details')?.open).toBe(false);
});

it('warns before a template is deleted that customers are told by', async () => {
  showTemplates(
    () => undefined,
    [row({ event: 'ready', templateName: 'order_ready', status: 'APPROVED' })],
  );
  await screen.findByRole('button', { name: /Message for/ });
  fireEvent.click(screen.getByRole('button', { name: /Delete .*order_ready/ }));
  const dialog = await screen.findByRole('alertdialog');
  expect(dialog.textContent).toContain('tells customers of the step “Ready”');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Not now' }));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: /Delete .*we_have_it/ }));
  expect((await screen.findByRole('alertdialog')).textContent).not.toContain('tells customers');
});

it('lets the office choose the template of a step, and takes it back', async () => {
  const { calls } = showTemplates(({ method, body }) =>
    method === 'PUT'
      ? answerJson({ orderTemplate: row({ ...(body as object), status: 'APPROVED' }) })
      : undefined,
  );
  fireEvent.click(
    await screen.findByRole('button', { name: 'Message for “Order accepted”, English' }),
  );
  const dialog = await screen.findByRole('dialog');
  const choice = within(dialog).getByLabelText<HTMLSelectElement>('Template');
  expect(choice.value).toBe('');
  fireEvent.change(choice, { target: { value: 't3' } });
  expect(within(dialog).getByText('We took [Order number], see you at [Time]!')).toBeDefined();
  fireEvent.change(within(dialog).getByLabelText(/Value .1/), {
    target: { value: 'customer_name' },
  });
  expect(await faults(dialog)).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const [put] = sent(calls, 'PUT');
  expect(put?.url.pathname).toMatch(/order-templates\/accepted\/en$/);
  expect(put?.body).toEqual({
    templateName: 'we_have_it',
    templateLanguage: 'en',
    parameters: ['customer_name', 'promised_time'],
  });
  expect(screen.getByText('we_have_it', { selector: 'bdi' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(sent(calls, 'PUT')[1]?.body).toEqual({
      templateName: 'croozer_order_accepted_v1',
      templateLanguage: 'en',
      parameters: ['order_number', 'promised_time'],
    }),
  );
});

it('keeps the choice open when it could not be saved', async () => {
  showTemplates(({ method }) => (method === 'PUT' ? answerJson({ title: 'No' }, 500) : undefined));
  fireEvent.click(await screen.findByRole('button', { name: /Message for/ }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('No');
});

it('knows which templates fit a step', () => {
  const ready = row({ event: 'ready' });
  expect(fits(template(), ready)).toBe(true);
  expect(fits(template({ category: 'MARKETING' }), ready)).toBe(false);
  expect(fits(template({ status: 'PAUSED' }), ready)).toBe(false);
  expect(fits(template({ language: 'he' }), ready)).toBe(false);
  const named = template({
    parameterFormat: 'NAMED',
    components: [{ type: 'BODY', text: 'To {{customer_name}}: {{order_number}}.' }],
  });
  expect(firstValues(named, ready)).toEqual(['customer_name', 'order_number']);
});
