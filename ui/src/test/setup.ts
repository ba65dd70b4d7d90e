import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import { clearToasts } from '../ui/toasts';

// happy-dom lays nothing out: a virtual list needs a height to show anything.
beforeEach(() => {
  for (const side of ['clientHeight', 'clientWidth', 'offsetHeight', 'offsetWidth']) {
    let owner = Object.getPrototypeOf(document.createElement('div'));
    while (!Object.hasOwn(owner, side)) owner = Object.getPrototypeOf(owner);
    Object.defineProperty(owner, side, { configurable: true, get: () => 800 });
  }
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
  clearToasts();
});
