import type { BuildOptions, InputOptions } from 'rolldown';
import { leaveOutProofs } from './scripts/lib/leave-out-proofs.ts';

/**
 * Each process and each worker is one file of its own: nothing to find at run time but the file's name, and all of
 * dist/engine can be unpacked from the archive as it is.
 */
const bundles: readonly { entry: string; file: string; format: 'esm' | 'cjs' }[] = [
  { entry: 'electron/main/main.ts', file: 'dist/electron/main.mjs', format: 'esm' },
  // A sandboxed preload can only be CommonJS.
  { entry: 'electron/preload/preload.ts', file: 'dist/electron/preload.cjs', format: 'cjs' },
  { entry: 'electron/engine/main.ts', file: 'dist/engine/main.mjs', format: 'esm' },
  { entry: 'electron/engine/store/writer-worker.ts', file: 'dist/engine/store-writer.mjs', format: 'esm' },
  { entry: 'electron/engine/store/reader-worker.ts', file: 'dist/engine/store-reader.mjs', format: 'esm' },
  { entry: 'electron/engine/detectors/worker.ts', file: 'dist/engine/detector-worker.mjs', format: 'esm' },
  { entry: 'electron/engine/sync/worker.ts', file: 'dist/engine/sync-worker.mjs', format: 'esm' },
  { entry: 'electron/engine/trial/worker.ts', file: 'dist/engine/trial-worker.mjs', format: 'esm' },
  { entry: 'electron/engine/usage/token-worker.ts', file: 'dist/engine/token-worker.mjs', format: 'esm' },
];

/** What all bundles have in common. */
export const input: InputOptions = {
  platform: 'node',
  // Provided by the runtime, and native modules, which stay files.
  external: ['electron', 'better-sqlite3', /^node:/],
  // jsonc-parser's `main` is UMD, whose requires no bundler can follow.
  resolve: { mainFields: ['module', 'main'] },
  logLevel: 'warn',
  plugins: [leaveOutProofs()],
};

const config: BuildOptions[] = bundles.map(({ entry, file, format }) => ({
  ...input,
  input: entry,
  output: { file, format, codeSplitting: false },
}));

export default config;
