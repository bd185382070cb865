import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Stored {
  readonly complete: number;
  readonly other: number;
}

/** What the data folder holds, counted through the product's own export. */
export async function countStored(data: string): Promise<Stored> {
  const child = spawn(process.execPath, ['dist/engine/main.mjs', 'export', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let complete = 0;
  let other = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const { state } = JSON.parse(line) as { state: string };
    if (state === 'complete') complete += 1;
    else other += 1;
  }
  return { complete, other };
}
