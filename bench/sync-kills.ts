/**
 * `npm run bench:kills [-- --kills 100 --exchanges 20000 --seed 1]`: the built engine is killed again and again
 * while exchanges pass and go to Akto; the report goes to stdout as JSON. Loopback only. Ends with 1 when something
 * was lost, or went again that had been acknowledged.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { killAgain, seeded } from '../electron/engine/sync/test-support/kills.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    exchanges: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'sluice-kills-'));
try {
  const report = await killAgain({
    kills: Number(values.kills),
    exchanges: Number(values.exchanges),
    entry: 'dist/engine/main.mjs',
    folder,
    random: seeded(Number(values.seed)),
    longestLifeMs: 4_000,
    onKill: (kills) => process.stderr.write(`\r${kills} kills`),
  });
  process.stderr.write('\n');
  process.stdout.write(`${JSON.stringify({ seed: Number(values.seed), ...report }, null, 2)}\n`);
  const { lost, unknown, unmarked, withinALife, notDelivered, mostBatchesRepeated } = report;
  if (lost + unknown + unmarked + withinALife + notDelivered > 0 || mostBatchesRepeated > 2) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
