/** Reads the evaluation data: gzip'd or plain JSONL in a folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The small licensed sample that is committed; NOTICE beside it names sources and licences. */
export const SAMPLE_DIR = new URL('./sample/', import.meta.url).pathname;

/**
 * All rows of `name.jsonl.gz` or `name.jsonl` in `dir`; null when there is no such file. Rows are as the README beside
 * the data describes them.
 */
export function readRows(dir: string, name: string): unknown[] | null {
  const zipped = join(dir, `${name}.jsonl.gz`);
  const plain = join(dir, `${name}.jsonl`);
  const text = existsSync(zipped)
    ? gunzipSync(readFileSync(zipped)).toString('utf8')
    : existsSync(plain)
      ? readFileSync(plain, 'utf8')
      : null;
  if (text === null) return null;
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}
