import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { killAgain, seeded } from './test-support/kills.ts';

test('ten times kill -9 while a thousand exchanges are delivered: none lost, repeats only of what was in flight, all marked', async () => {
  const report = await killAgain({
    kills: 10,
    exchanges: 1_000,
    entry: fileURLToPath(new URL('../main.ts', import.meta.url)),
    folder: await temporaryFolder(),
    random: seeded(9),
    longestLifeMs: 2_500,
  });
  expect(report).toMatchObject({ lost: 0, unknown: 0, unmarked: 0, withinALife: 0, notDelivered: 0 });
  expect(report.answered).toBeGreaterThanOrEqual(1_000);
  expect(report.mostBatchesRepeated).toBeLessThanOrEqual(2);
  expect(report.repeats).toBeGreaterThanOrEqual(report.twice);
  // Not committed before a kill, at most: what came in its last 50 ms.
  expect(report.stored).toBeGreaterThan(900);
}, 600_000);
