// The text of a template and the values in it: {{1}} or {{name}}
// (developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview).
import type { Template, TemplateComponent } from '../api/whatsapp_types';
import type { I18n } from '../i18n';

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

/** The body's values in the order in which they are sent: {{1}} before {{2}}, names as they stand. */
export function variablesOf(template: Template): string[] {
  const names = placeholders(bodyOf(template));
  return names.every((one) => /^\d+$/.test(one))
    ? names.sort((a, b) => Number(a) - Number(b))
    : names;
}

/** "en_US" as a document names it. */
export const languageTag = (language: string): string => language.replace('_', '-');

/** What a value is called by those who fill it. */
export const valueLabel = (name: string, { t, maybe }: I18n): string =>
  maybe(`templateValue_${name}`) ?? t('composerTemplateValue', { n: `\u2066${name}\u2069` });

const ours = /^croozer_order_(\w+)_v\d+$/;
const titleLetters = 40;

/** A template by what it says; its name is for machines. */
export function templateTitle(template: Pick<Template, 'name' | 'components'>, i18n: I18n): string {
  const event = ours.exec(template.name)?.[1];
  const step = event ? i18n.maybe(`orderTemplateEvent_${event}`) : undefined;
  if (step) return step;
  const text = (componentOf(template, 'BODY')?.text ?? '')
    .replace(placeholder, '…')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...text];
  if (letters.length <= titleLetters) return text || template.name;
  return `${letters.slice(0, titleLetters).join('').trimEnd()}…`;
}

/** Meta's code for why it refused or paused a template, in words. */
export const refusalWords = (reason: string, { maybe }: Pick<I18n, 'maybe'>): string =>
  maybe(`templateRefusal_${reason}`) ?? reason;

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
