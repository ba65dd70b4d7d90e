// A labelled input with its hint and what is wrong with it.
import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

export const fieldLook = 'min-h-11 w-full rounded-input border border-field bg-surface px-3';

export function Field(
  props: Omit<InputHTMLAttributes<HTMLInputElement>, 'className'> & {
    label: string;
    hint?: ReactNode;
    problem?: string | undefined;
  },
) {
  const { label, hint, problem, ...rest } = props;
  const id = useId();
  const described = [problem ? `${id}-problem` : '', hint ? `${id}-hint` : ''].filter(Boolean);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-meta font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className={`${fieldLook} ${problem ? '!border-late' : ''}`}
        aria-invalid={Boolean(problem)}
        aria-describedby={described.length ? described.join(' ') : undefined}
      />
      {hint ? (
        <span id={`${id}-hint`} className="text-caption text-mute">
          {hint}
        </span>
      ) : null}
      {problem ? (
        <span id={`${id}-problem`} className="text-caption font-medium text-late">
          {problem}
        </span>
      ) : null}
    </div>
  );
}

export function Choice(props: {
  label: string;
  name: string;
  value: string;
  options: readonly { value: string; word: string }[];
  onChoose: (value: string) => void;
}) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-meta font-medium">{props.label}</span>
      <select
        name={props.name}
        value={props.value}
        onChange={(event) => props.onChoose(event.target.value)}
        className={fieldLook}
      >
        {props.options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.word}
          </option>
        ))}
      </select>
    </label>
  );
}
