import { expect, it } from 'vitest';
import { bodyProblem, templateLimits } from '../settings/template_rules';
import { template } from '../test/whatsapp_samples';
import { filled, isPlain, placeholders } from './template_text';

it('finds the values of a text, each once', () => {
  expect(placeholders('Hi {{1}}, {{2}} and {{1}}')).toEqual(['1', '2']);
  expect(placeholders('Hi {{order_number}} {{Bad}}')).toEqual(['order_number']);
  expect(filled('Hi {{1}}, {{2}}', { '1': 'Noa' })).toBe('Hi Noa, {{2}}');
});

it('knows what Meta refuses in a body', () => {
  expect(bodyProblem('Order {{1}} is ready.')).toBeNull();
  expect(bodyProblem('{{1}} is ready.')).toBe('templateEdges');
  expect(bodyProblem('It is {{1}}  ')).toBe('templateEdges');
  expect(bodyProblem('Order {{1}} and {{3}} go.')).toBe('templateGaps');
  expect(bodyProblem('א'.repeat(templateLimits.body))).toBeNull();
  expect(bodyProblem('א'.repeat(templateLimits.body + 1))).toBe('templateTooLong');
  expect(bodyProblem('🍕'.repeat(templateLimits.body))).toBeNull();
});

it('offers in a chat only what text alone can fill', () => {
  const body = { type: 'BODY', text: 'Hi {{1}}.' };
  const made = (...more: object[]) =>
    isPlain(template({ components: [body, ...more] as ReturnType<typeof template>['components'] }));
  expect(made()).toBe(true);
  expect(
    made({ type: 'HEADER', format: 'TEXT', text: 'News' }, { type: 'FOOTER', text: 'x' }),
  ).toBe(true);
  expect(made({ type: 'HEADER', format: 'IMAGE' })).toBe(false);
  expect(made({ type: 'HEADER', format: 'TEXT', text: 'For {{1}}' })).toBe(false);
  expect(made({ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'a' }] })).toBe(true);
  expect(
    made({
      type: 'BUTTONS',
      buttons: [{ type: 'URL', text: 'a', url: 'https://a.example/{{1}}' }],
    }),
  ).toBe(false);
  expect(made({ type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'a' }] })).toBe(false);
});
