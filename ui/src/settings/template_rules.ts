// What Meta takes for a template
// (developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview).
import { placeholders } from '../lib/template_text';

export const templateLimits = { name: 512, body: 1024, footer: 60 } as const; // characters

export type TextProblem = 'templateTooLong' | 'templateEdges' | 'templateGaps';

/** What Meta would refuse about a body that is being written. */
export function bodyProblem(text: string): TextProblem | null {
  const trimmed = text.trim();
  if ([...trimmed].length > templateLimits.body) return 'templateTooLong';
  if (/^\{\{[^}]*\}\}|\{\{[^}]*\}\}$/.test(trimmed)) return 'templateEdges';
  const numbers = placeholders(trimmed).map(Number);
  const expected = numbers.map((_, index) => index + 1);
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.some((one, index) => one !== expected[index]) ? 'templateGaps' : null;
}
