// What a device remembers. Storage may be forbidden or full: then nothing is remembered.
import { useSyncExternalStore } from 'react';
import type { Language } from '../api/types';

export type Theme = 'light' | 'dark' | 'system';

function read(key: string): string | null {
  try {
    return localStorage.getItem(`croozer.${key}`);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(`croozer.${key}`, value);
  } catch {
    // See above.
  }
}

export const asLanguage = (value: unknown): Language | null =>
  value === 'he' || value === 'en' ? value : null;

export const rememberedLanguage = (): Language | null => asLanguage(read('language'));
export const rememberLanguage = (language: Language): void => write('language', language);

export const rememberedBusiness = (): string | null => read('business');
export const rememberBusiness = (id: string): void => write('business', id);

const listeners = new Set<() => void>();
let theme: Theme = ((): Theme => {
  const value = read('theme');
  return value === 'light' || value === 'dark' ? value : 'system';
})();
let doneOpen = read('done') === 'open';

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

export function setTheme(next: Theme): void {
  theme = next;
  write('theme', next);
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  tell();
}

export function setDoneOpen(next: boolean): void {
  doneOpen = next;
  write('done', next ? 'open' : 'closed');
  tell();
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => theme);
export const useDoneOpen = (): boolean => useSyncExternalStore(subscribe, () => doneOpen);
