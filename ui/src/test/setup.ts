import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';
import { clearToasts } from '../ui/toasts';

// happy-dom lays nothing out: a virtual list needs a height to show anything.
beforeEach(() => {
  let owner = Object.getPrototypeOf(document.createElement('div'));
  while (!Object.hasOwn(owner, 'offsetHeight')) owner = Object.getPrototypeOf(owner);
  for (const side of ['offsetHeight', 'offsetWidth']) {
    Object.defineProperty(owner, side, { configurable: true, get: () => 800 });
  }
});
afterEach(() => {
  cleanup();
  clearToasts();
});
