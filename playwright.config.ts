import { defineConfig } from '@playwright/test';

import { findChromium } from './scripts/lib/system-packages.mjs';

const chromium = findChromium();
const browser = {
  browserName: 'chromium' as const,
  viewport: { width: 1280, height: 800 },
  launchOptions: {
    ...(chromium === null ? {} : { executablePath: chromium }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  },
};

/** `host` decides which of the two hosts the fixtures of e2e/fixtures.ts start. */
export default defineConfig<object, { hostKind: 'electron' | 'headless' }>({
  testDir: 'e2e',
  outputDir: 'test-results/files',
  // One window at a time: small machines, and only one can have the keyboard.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // The runtime for tests is old, and machines of a gate are busy; what fails twice has failed.
  retries: process.env.CI === 'true' ? 2 : 0,
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  use: { trace: 'retain-on-failure' },
  projects: [
    { name: 'electron', testMatch: ['both/*.spec.ts', 'electron/*.spec.ts'], use: { hostKind: 'electron' } },
    {
      name: 'headless',
      testMatch: ['both/*.spec.ts', 'headless/*.spec.ts'],
      use: { ...browser, hostKind: 'headless' },
    },
    // It is killed, not closed; a trace that is still being written would fail on that.
    { name: 'packaged', testMatch: 'packaged.spec.ts', use: { trace: 'off' } },
    { name: 'pictures', testMatch: 'pictures.shots.ts', use: { hostKind: 'electron' } },
  ],
});
