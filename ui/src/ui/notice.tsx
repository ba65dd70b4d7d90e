// A sentence that must be seen: its meaning is in the icon and the words, never in colour alone.
import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'good' | 'plain' | 'warning' | 'bad';

const looks: Record<Tone, { icon: LucideIcon; look: string }> = {
  good: { icon: CircleCheck, look: 'bg-ready text-on-ready' },
  plain: { icon: Info, look: 'bg-brand-soft text-ink' },
  warning: { icon: TriangleAlert, look: 'bg-soon text-on-soon' },
  bad: { icon: CircleAlert, look: 'bg-late text-on-late' },
};

export function Notice(props: {
  tone: Tone;
  role?: 'alert' | 'status';
  action?: ReactNode;
  children: ReactNode;
}) {
  const { icon: Icon, look } = looks[props.tone];
  return (
    <div role={props.role} className={`flex flex-wrap items-center gap-3 rounded-card p-3 ${look}`}>
      <Icon size={20} aria-hidden className="shrink-0 self-start mt-0.5" />
      <div className="min-w-0 grow basis-52 text-meta [overflow-wrap:anywhere]">
        {props.children}
      </div>
      {props.action}
    </div>
  );
}

/** One word about a state, with its sign. */
export function Badge(props: { tone: Tone; children: ReactNode }) {
  const { icon: Icon, look } = looks[props.tone];
  return (
    <span
      className={`inline-flex w-fit items-center gap-1.5 rounded-full px-2.5 py-0.5 text-caption font-semibold ${look}`}
    >
      <Icon size={14} aria-hidden />
      {props.children}
    </span>
  );
}
