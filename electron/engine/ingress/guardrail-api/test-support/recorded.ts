import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import type { JsonObject } from '../../../../../shared/json.ts';

/** One HTTP call of a real client, as the service that recorded it received it, and what that answered. */
export interface Row {
  /** Seconds. */
  readonly t: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly behaviour: string;
  readonly verdict?: 'allow' | 'block' | 'modify' | 'warn' | 'alert';
  /** The payload that a masking verdict gave back. */
  readonly modified?: string | null;
  /** True number of the LLM call; not on the wire. null: the hook kept no header after a mask. */
  readonly call?: string | null;
}

/** The rows in the order in which they were received. */
export function recordedRows(name: string): Row[] {
  const folder = name.endsWith('_concurrent') ? '../../pairing/fixtures/' : '../fixtures/';
  const bytes = readFileSync(new URL(`${folder}${name}.jsonl.gz`, import.meta.url));
  return gunzipSync(bytes)
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
    .sort((a, b) => a.t - b.t);
}

/** Sends a row as its client did. */
export async function sendRow(url: string, row: Row, more: JsonObject = {}): Promise<JsonObject> {
  const query = new URLSearchParams(row.query).toString();
  const response = await fetch(`${url}${row.path}${query === '' ? '' : `?${query}`}`, {
    method: row.method,
    headers: { 'content-type': 'application/json', 'user-agent': 'python-httpx/0.28.1' },
    body: JSON.stringify({ ...row.body, ...more }),
  });
  return (await response.json()) as JsonObject;
}
