import type { JsonValue } from '../../../../shared/json.ts';
import type { Dialect } from '../dialect.ts';

export interface Assembled {
  readonly text: string;
  readonly message: JsonValue;
  readonly truncated: boolean;
}

/** Reads a stream in pieces, cut at the given byte offsets. */
export function assemble(dialect: Dialect, stream: Uint8Array | string, cuts: readonly number[] = []): Assembled {
  const bytes = typeof stream === 'string' ? Buffer.from(stream) : stream;
  const reader = dialect.createStreamReader();
  if (!reader) throw new Error(`${dialect.id} does not stream`);
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    reader.push(bytes.subarray(from, cut));
    from = Math.max(from, cut);
  }
  reader.end();
  return { text: reader.text(), message: reader.assembled(), truncated: reader.truncated };
}

/** What a pointer leads to. */
export function resolve(value: JsonValue, pointer: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const step of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined;
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    at = Array.isArray(at) ? at[Number(key)] : at[key];
  }
  return at;
}
