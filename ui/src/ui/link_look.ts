// Links that look like buttons, beside ui/button.tsx.
const base =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-button px-4 text-meta font-semibold';
export const outlineLink = `${base} border border-field bg-surface text-ink hover:bg-sunken`;
export const primaryLink = `${base} bg-brand text-on-brand hover:brightness-110`;
