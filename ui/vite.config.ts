import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// `npm run dev` talks to a server started by `./dev run`.
const server = process.env.CROOZER_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Two documents: Facebook's script runs in the second one only, which has a policy of its own.
    rolldownOptions: { input: ['index.html', 'connect.html'] },
  },
  server: { proxy: { '/api': server } },
  test: {
    environment: 'happy-dom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // A file at a time, each with modules of its own: what one mocks, another must not see.
    pool: 'threads',
    fileParallelism: false,
    testTimeout: 20_000,
  },
});
