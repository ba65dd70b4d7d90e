// One clock for the whole page: a component re-renders only when what it derives changes.
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const one of listeners) one();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** Milliseconds, cut to whole `step`s, so that most ticks change nothing. */
export function useNow(step: number): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / step) * step);
}

/** The text that `derive` makes of the present. */
export function useDerivedTime(derive: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => derive(Date.now()));
}
