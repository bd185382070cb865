import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What the data folder holds, counted through the product's own export. */
export async function countStored(data: string): Promise<{ complete: number; other: number }> {
  const child = spawn(process.execPath, ['dist/engine/main.mjs', 'export', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const counts = { complete: 0, other: 0 };
  for await (const line of createInterface({ input: child.stdout })) {
    const { state } = JSON.parse(line) as { state: string };
    if (state === 'complete') counts.complete += 1;
    else counts.other += 1;
  }
  return counts;
}
