import { DIALECT_IDS, EXCHANGE_STATES, INGRESSES, MODES, VERDICTS } from '../../../shared/domain/index.ts';
import { FILTER_KEYS, type FilterKey, parseFilter, tokenizeFilter } from '../../../shared/filter/filter.ts';
import type { EngineApi } from '../../../shared/rpc/engine-api.ts';

type AskedKey = Parameters<EngineApi['suggestValues']>[0]['key'];

export interface Suggestion {
  /** What the draft becomes. */
  readonly text: string;
  readonly help: string;
  /** A key only: the value is still to be typed. */
  readonly partial: boolean;
}

const ASKED: readonly string[] = ['agent', 'model', 'path', 'policy', 'rule', 'type'] satisfies AskedKey[];
const KNOWN: Readonly<Partial<Record<FilterKey, readonly string[]>>> = {
  verdict: VERDICTS,
  state: EXCHANGE_STATES,
  mode: MODES,
  dialect: DIALECT_IDS,
  ingress: INGRESSES,
  method: ['GET', 'POST', 'PUT', 'DELETE'],
  status: ['>=400', '200', '403', '429', '>=500'],
  duration: ['>1000', '>5000', '<100'],
  tokens: ['>1000', '>10000'],
  cost: ['>0.01', '>0.1', '>1'],
  last: ['15m', '1h', '24h', '7d'],
};

interface Draft {
  readonly minus: string;
  /** null: no colon yet. */
  readonly key: string | null;
  readonly value: string;
}

function read(draft: string): Draft {
  const match = /^(-?)(?:([A-Za-z]+):)?(.*)$/s.exec(draft);
  return {
    minus: match?.[1] ?? '',
    key: match?.[2]?.toLowerCase() ?? null,
    value: (match?.[3] ?? '').replace(/^"/, ''),
  };
}

/** The column to ask the engine about for this draft, and what its values must start with; null: none. */
export function askedValues(draft: string): { key: AskedKey; prefix: string } | null {
  const { key, value } = read(draft);
  return key !== null && ASKED.includes(key) ? { key: key as AskedKey, prefix: value.replace(/\*$/, '') } : null;
}

/** What could stand there, best first: keys that begin so, or values of the key that is typed. */
export function suggest(draft: string, seen: readonly string[]): readonly Suggestion[] {
  const { minus, key, value } = read(draft);
  if (key === null) {
    return Object.entries(FILTER_KEYS)
      .filter(([name]) => name.startsWith(value.toLowerCase()))
      .map(([name, { help }]) => ({ text: `${minus}${name}:`, help, partial: true }));
  }
  if (!Object.hasOwn(FILTER_KEYS, key)) return [];
  const known = KNOWN[key as FilterKey] ?? [];
  const typed = value.toLowerCase();
  return [...known.filter((one) => one.toLowerCase().startsWith(typed)), ...seen]
    .slice(0, 12)
    .map((one) => ({ text: `${minus}${key}:${quote(one)}`, help: '', partial: false }));
}

function quote(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}

/** The tokens of a filter, as typed. */
export function splitFilter(filter: string): readonly string[] {
  return tokenizeFilter(filter).map(({ start, end }) => filter.slice(start, end));
}

/** Whether the draft is a whole token: a space behind it would start the next one. */
export function isComplete(draft: string): boolean {
  const quotes = draft.split('"').length - 1;
  return quotes % 2 === 0 && draft.trim() !== '' && parseFilter(draft).ok;
}
