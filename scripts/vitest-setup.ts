import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The headless host serves the built window; its tests need one, however old. Built once where there is none. */
export default async function setup(): Promise<void> {
  if (existsSync(new URL('../dist/renderer/index.html', import.meta.url))) return;
  const { build } = await import('vite');
  await build({ configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)), logLevel: 'error' });
}
