// The bell of the counter. Browsers keep silent until a tap, so the state is always shown.
import { useSyncExternalStore } from 'react';

export type SoundState = 'off' | 'blocked' | 'on';

let context: AudioContext | null = null;
let state: SoundState = 'off';
let wakeLock: WakeLockSentinel | null = null;
const listeners = new Set<() => void>();

function set(next: SoundState): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

function tone(at: number, frequency: number, seconds: number, loudness: number): void {
  if (!context) return;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = 'triangle';
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}

/** Two rising notes: an order waits to be accepted. */
export function ring(): void {
  if (state !== 'on' || !context) return;
  const now = context.currentTime;
  tone(now, 880, 0.35, 0.5);
  tone(now + 0.18, 1174.7, 0.6, 0.5);
}

/** One low note: a customer needs a person. */
export function chime(): void {
  if (state !== 'on' || !context) return;
  tone(context.currentTime, 523.3, 0.7, 0.4);
}

async function holdScreen(): Promise<void> {
  if (state !== 'on' || document.visibilityState !== 'visible' || wakeLock) return;
  try {
    wakeLock = await navigator.wakeLock.request('screen');
    wakeLock.addEventListener('release', () => {
      wakeLock = null;
    });
  } catch {
    // Refused on low battery or unsupported: the board works without it.
  }
}

async function check(): Promise<void> {
  if (state === 'off' || !context || document.visibilityState !== 'visible') return;
  if (context.state !== 'running') await context.resume().catch(() => {});
  set(context.state === 'running' ? 'on' : 'blocked');
  await holdScreen();
}

/** Call from a tap. Plays a test chime when it works. */
export async function enableSound(): Promise<void> {
  context ??= new AudioContext();
  await context.resume().catch(() => {});
  const running = context.state === 'running';
  set(running ? 'on' : 'blocked');
  if (!running) return;
  document.addEventListener('visibilitychange', check);
  chime();
  await holdScreen();
}

export function disableSound(): void {
  document.removeEventListener('visibilitychange', check);
  void context?.suspend();
  void wakeLock?.release();
  wakeLock = null;
  set('off');
}

export function useSound(): SoundState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
