// Which templates can tell of an order's step, and what their values are filled with.
import type { OrderTemplate, Template } from '../api/whatsapp_types';
import { isPlain, variablesOf } from '../lib/template_text';

const always = ['order_number', 'promised_time', 'customer_name', 'shop_name', 'shop_phone'];

/** What the server can fill in at that step (api/openapi.yaml, order-templates). */
export const valuesAt = (event: OrderTemplate['event']): readonly string[] =>
  event === 'cancelled' ? [...always, 'reason'] : always;

export const fits = (template: Template, row: OrderTemplate): boolean =>
  template.status === 'APPROVED' &&
  template.category === 'UTILITY' &&
  template.language.slice(0, 2) === row.language &&
  isPlain(template);

/** For each variable the value it has now, else the one it is named after, else the likely one. */
export function firstValues(template: Template, row: OrderTemplate): string[] {
  const known = valuesAt(row.event);
  const same = row.templateName === template.name && row.templateLanguage === template.language;
  return variablesOf(template).map(
    (name, index) =>
      (same ? row.parameters[index] : undefined) ??
      (known.includes(name) ? name : (known[index] ?? 'order_number')),
  );
}

/** Those that do not say by their name what they hold. */
export const isOpen = (name: string, row: OrderTemplate): boolean =>
  !valuesAt(row.event).includes(name);
