import type { ComponentProps } from 'react';

const looks = {
  primary: 'bg-brand text-on-brand hover:brightness-110 active:brightness-95',
  outline: 'border border-field bg-surface text-ink hover:bg-sunken',
  ghost: 'text-ink hover:bg-sunken',
  danger: 'bg-late text-on-late hover:brightness-110',
  dangerOutline: 'border border-late bg-surface text-late hover:bg-sunken',
} as const;

export function Button(props: ComponentProps<'button'> & { look?: keyof typeof looks }) {
  const { look = 'outline', className = '', ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      className={`inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-button px-4 text-meta font-semibold transition-[filter,background-color] duration-100 disabled:opacity-55 ${looks[look]} ${className}`}
    />
  );
}

export function IconButton(
  props: ComponentProps<'button'> & { label: string; look?: keyof typeof looks },
) {
  const { label, className = '', ...rest } = props;
  return (
    <Button {...rest} aria-label={label} title={label} className={`size-11 !px-0 ${className}`} />
  );
}
