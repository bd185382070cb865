import type { HeaderList } from '../../../shared/domain/index.ts';

/** Node's and undici's flat list: name, value, name, value, in wire order and case. */
export type RawHeaders = readonly string[];

/** Names of fields, asked for as they are written. Nearly all that are asked for have another length than any of these. */
export class FieldNames {
  readonly #names: ReadonlySet<string>;
  /** A bit for each length, modulo 32. */
  readonly #lengths: number;

  /** `names` in lower case. */
  constructor(names: readonly string[]) {
    this.#names = new Set(names);
    this.#lengths = names.reduce((lengths, { length }) => lengths | (1 << length), 0);
  }

  has(name: string): boolean {
    return (this.#lengths & (1 << name.length)) !== 0 && this.#names.has(name.toLowerCase());
  }
}

/**
 * Fields that belong to one connection, not to the message: RFC 9110 section 7.6.1 and what it names, `expect`
 * (answered by our own listener), and the two old proxy fields that clients still send.
 */
const HOP_BY_HOP = new FieldNames([
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

/** Everything but hop-by-hop fields, those that `Connection` names, and `alsoDrop`. Order and case kept. */
export function endToEndHeaders(raw: RawHeaders, alsoDrop: FieldNames = NOTHING): string[] {
  const named = connectionOptions(raw);
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]!;
    if (HOP_BY_HOP.has(name) || alsoDrop.has(name) || named?.has(name.toLowerCase()) === true) continue;
    kept.push(name, raw[at + 1]!);
  }
  return kept;
}

const NOTHING = new FieldNames([]);

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
