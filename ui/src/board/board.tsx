// The lanes: side by side where there is room, one at a time on a phone.
import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import { type KeyboardEvent, useCallback, useRef } from 'react';
import type { Order } from '../api/types';
import { useI18n } from '../i18n';
import { setDoneOpen, useDoneOpen } from '../lib/preferences';
import {
  type LaneMap,
  type Lane as LaneName,
  lanes as laneNames,
  openLanes,
} from '../store/order_store';
import { type FocusCard, Lane, laneIcon, laneLook } from './lane';

export interface BoardProps {
  lanes: LaneMap;
  query: string;
  onOpen: (id: string) => void;
}

function useCardFocus(direction: 'rtl' | 'ltr', shown: readonly LaneName[]) {
  const focusers = useRef(new Map<LaneName, FocusCard>());
  const register = useCallback((lane: LaneName, focus: FocusCard | null) => {
    if (focus) focusers.current.set(lane, focus);
    else focusers.current.delete(lane);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (!target.matches('[data-open]')) return;
    const item = target.closest<HTMLElement>('[data-index]');
    if (!item) return;
    const index = Number(item.dataset.index);
    const lane = item.dataset.lane as LaneName;
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'ArrowDown') focusers.current.get(lane)?.(index + 1);
    else if (event.key === 'ArrowUp') focusers.current.get(lane)?.(index - 1);
    else if (sideways !== undefined) {
      const step = direction === 'rtl' ? -sideways : sideways;
      for (let at = shown.indexOf(lane) + step; at >= 0 && at < shown.length; at += step) {
        const focus = focusers.current.get(shown[at] as LaneName);
        if (focus?.(index) || focus?.(0)) break;
      }
    } else return;
    event.preventDefault();
  };
  return { register, onKeyDown };
}

const isQuiet = (lanes: LaneMap, query: string): boolean =>
  !query && laneNames.every((lane) => lanes[lane].length === 0);

// The lane that was just asked for must be seen; on narrow screens it lies past the edge.
function revealDone(): void {
  const heading = document.getElementById('lane-done');
  heading?.scrollIntoView({ inline: 'end', block: 'nearest' });
}

export function WideBoard({ lanes, query, onOpen }: BoardProps) {
  const { t, direction } = useI18n();
  const doneOpen = useDoneOpen();
  const shown: LaneName[] = doneOpen ? [...openLanes, 'done'] : [...openLanes];
  const { register, onKeyDown } = useCardFocus(direction, shown);
  const Toggle = doneOpen ? PanelRightClose : PanelRightOpen;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the cards inside
    <div
      onKeyDown={onKeyDown}
      className="flex min-h-0 grow gap-3 overflow-x-auto px-3 pt-3 [scrollbar-width:thin]"
    >
      {shown.map((lane) => (
        <div key={lane} className="grid min-h-0 min-w-[16.5rem] grow basis-0 max-xl:snap-start">
          <Lane
            lane={lane}
            orders={lanes[lane]}
            query={query}
            quietDay={isQuiet(lanes, query)}
            header
            onOpen={onOpen}
            register={register}
          />
        </div>
      ))}
      <button
        type="button"
        aria-expanded={doneOpen}
        aria-label={t(doneOpen ? 'hideDone' : 'showDone')}
        title={t(doneOpen ? 'hideDone' : 'showDone')}
        onClick={() => {
          setDoneOpen(!doneOpen);
          if (!doneOpen) requestAnimationFrame(revealDone);
        }}
        className={`sticky end-0 z-10 mb-3 flex w-11 shrink-0 flex-col items-center gap-3 rounded-button py-2.5 text-meta font-semibold ${laneLook.done}`}
      >
        <Toggle size={19} aria-hidden className="rtl:-scale-x-100" />
        {doneOpen ? null : (
          <>
            <span className="tabular min-w-7 rounded-full bg-surface px-1.5 py-0.5 text-center text-caption text-ink">
              {lanes.done.length}
            </span>
            <span className="[writing-mode:vertical-rl]">{t('lane_done')}</span>
          </>
        )}
      </button>
    </div>
  );
}

export function NarrowBoard(
  props: BoardProps & { lane: LaneName; onLane: (lane: LaneName) => void },
) {
  const { lanes, query, lane, onOpen, onLane } = props;
  const { t, direction } = useI18n();
  const { register, onKeyDown } = useCardFocus(direction, [lane]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the cards inside
    <div onKeyDown={onKeyDown} className="flex min-h-0 grow flex-col gap-2 px-3 pt-3">
      <nav aria-label={t('lanes')} className="grid shrink-0 grid-cols-[repeat(4,1fr)_auto] gap-1">
        {[...openLanes, 'done' as const].map((one) => (
          <LaneTab
            key={one}
            lane={one}
            orders={lanes[one]}
            current={one === lane}
            onChoose={() => onLane(one)}
          />
        ))}
      </nav>
      <Lane
        lane={lane}
        orders={lanes[lane]}
        query={query}
        quietDay={isQuiet(lanes, query)}
        header={false}
        onOpen={onOpen}
        register={register}
      />
    </div>
  );
}

function LaneTab(props: {
  lane: LaneName;
  orders: readonly Order[];
  current: boolean;
  onChoose: () => void;
}) {
  const { t } = useI18n();
  const Icon = laneIcon[props.lane];
  const done = props.lane === 'done';
  return (
    <button
      type="button"
      aria-current={props.current}
      aria-label={`${t(`lane_${props.lane}`)}, ${props.orders.length}`}
      onClick={props.onChoose}
      className={`flex min-h-13 min-w-11 flex-col items-center justify-center rounded-button px-1 py-1 text-caption ${
        props.current ? `font-semibold ${laneLook[props.lane]}` : 'bg-surface text-mute'
      }`}
    >
      <span className="tabular flex items-center gap-1 text-meta">
        <Icon size={16} aria-hidden />
        {props.orders.length}
      </span>
      {done ? null : (
        <span className="max-w-full text-center text-[0.75rem] leading-tight">
          {t(`lane_${props.lane}`)}
        </span>
      )}
    </button>
  );
}

const skeletonCards = { new: 2, preparing: 3, ready: 1, out: 2 } as const;

export function BoardSkeleton({ wide }: { wide: boolean }) {
  const { t } = useI18n();
  const shown = wide ? openLanes : (['new'] as const);
  return (
    <div role="status" className="flex min-h-0 grow gap-3 overflow-hidden p-3">
      <span className="sr-only">{t('loading')}</span>
      {shown.map((lane) => (
        <div key={lane} aria-hidden className="flex grow basis-0 flex-col gap-2.5">
          <div className={`h-10 rounded-button opacity-60 ${laneLook[lane]}`} />
          {Array.from({ length: skeletonCards[lane] }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders
            <div key={index} className="shimmer h-44 rounded-card border border-line bg-surface" />
          ))}
        </div>
      ))}
    </div>
  );
}
