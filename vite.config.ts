import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { CSP_NONCE_PLACEHOLDER } from './shared/csp.ts';

export default defineConfig({
  root: 'renderer',
  // The same files are served as app://sluice/ and by the headless host.
  base: './',
  plugins: [react()],
  html: { cspNonce: CSP_NONCE_PLACEHOLDER },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // The oldest Chromium it runs on: the runtime for tests.
    target: 'chrome130',
    // data: addresses would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // It is read from the disk beside it, not from a network.
    chunkSizeWarningLimit: 2_000,
  },
});
