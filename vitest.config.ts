import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Playwright's files are *.spec.ts.
    include: ['{electron,renderer,shared,scripts,bench,connectors,e2e}/**/*.test.{ts,tsx}'],
    globalSetup: ['scripts/vitest-setup.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // A busy machine is no failure.
    expect: { poll: { timeout: 15_000 } },
  },
});
