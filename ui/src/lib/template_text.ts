// The text of a template and the values in it: {{1}} or {{name}}
// (developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview).
import type { Template, TemplateComponent } from '../api/whatsapp_types';

const placeholder = /\{\{\s*([a-z0-9_]+)\s*\}\}/g;

/** What stands between {{ and }}, each once, in the order of the text. */
export const placeholders = (text: string): string[] => [
  ...new Set([...text.matchAll(placeholder)].map((found) => found[1] ?? '')),
];

export const componentOf = (
  { components }: Pick<Template, 'components'>,
  type: string,
): TemplateComponent | undefined => components.find((one) => one.type.toUpperCase() === type);

export const bodyOf = (template: Template): string => componentOf(template, 'BODY')?.text ?? '';

export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(placeholder, (whole, name: string) => values[name] || whole);

/** Whether a text message is all it needs: no medium, and no value outside the body. */
export function isPlain(template: Template): boolean {
  return template.components.every((one) => {
    const type = one.type.toUpperCase();
    if (type === 'BODY' || type === 'FOOTER') return true;
    if (type === 'HEADER') {
      return (one.format ?? 'TEXT') === 'TEXT' && placeholders(one.text ?? '').length === 0;
    }
    return (
      type === 'BUTTONS' &&
      (one.buttons ?? []).every(
        (button) =>
          button.type === 'QUICK_REPLY' ||
          button.type === 'PHONE_NUMBER' ||
          (button.type === 'URL' && placeholders(button.url ?? '').length === 0),
      )
    );
  });
}
