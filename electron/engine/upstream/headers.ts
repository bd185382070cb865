import type { HeaderList } from '../../../shared/domain/index.ts';

/** Node's and undici's flat list: name, value, name, value, in wire order and case. */
export type RawHeaders = readonly string[];

/**
 * Fields that belong to one connection, not to the message: RFC 9110 section 7.6.1 and what it names, `expect`
 * (answered by our own listener), and the two old proxy fields that clients still send.
 */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** Everything but hop-by-hop fields, those that `Connection` names, and `alsoDrop` (lower case). Order and case kept. */
export function endToEndHeaders(raw: RawHeaders, alsoDrop: ReadonlySet<string> = NOTHING): string[] {
  const named = connectionOptions(raw);
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]!;
    const lower = name.toLowerCase();
    if (HOP_BY_HOP.has(lower) || named?.has(lower) === true || alsoDrop.has(lower)) continue;
    kept.push(name, raw[at + 1]!);
  }
  return kept;
}

const NOTHING: ReadonlySet<string> = new Set();

const CONNECTION = 'connection';

function connectionOptions(raw: RawHeaders): Set<string> | null {
  let named: Set<string> | null = null;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    if (raw[at]!.length !== CONNECTION.length || raw[at]!.toLowerCase() !== CONNECTION) continue;
    for (const option of raw[at + 1]!.split(',')) {
      const name = option.trim().toLowerCase();
      if (name !== '' && name !== 'close' && name !== 'keep-alive') (named ??= new Set()).add(name);
    }
  }
  return named;
}

/** First value, or null. `name` in lower case. */
export function headerOf(raw: RawHeaders, name: string): string | null {
  for (let at = 0; at + 1 < raw.length; at += 2) {
    if (raw[at]!.length === name.length && raw[at]!.toLowerCase() === name) return raw[at + 1]!;
  }
  return null;
}

/** The same of a list of pairs. */
export function headerIn(headers: HeaderList, name: string): string | null {
  for (const [key, value] of headers) if (key.length === name.length && key.toLowerCase() === name) return value;
  return null;
}

export function toHeaderList(raw: RawHeaders): HeaderList {
  const list: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) list.push([raw[at]!, raw[at + 1]!]);
  return list;
}
