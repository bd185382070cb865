import { DIALECT_IDS, EXCHANGE_STATES, INGRESSES, MODES, VERDICTS } from '../domain/index.ts';

/**
 * One grammar for the filter box, its autocomplete, the export command and the engine's queries:
 *
 *   agent:search-agent -path:/health* status:>=400 model:gpt* refund "two words"
 *
 * `key:value` compares one column, `-` negates, `*` in a value is a wildcard, `>`, `>=`, `<`, `<=` compare numbers,
 * quotes keep spaces, a bare word is looked for in agent, path, operation and model. Terms are joined by AND; the same key twice
 * (not negated) by OR, so that a range is `duration:>100 -duration:>500`. Upper and lower case are the same. A quote
 * that is still open reaches to the end. An unknown key or an unusable value is an error with its position, never
 * silently ignored.
 */
export const FILTER_KEYS = {
  agent: { kind: 'text', help: 'name of the agent' },
  verdict: { kind: 'text', help: 'allow, alert, warn, mask or block' },
  model: { kind: 'text', help: 'model asked for' },
  status: { kind: 'number', help: 'status the client got' },
  path: { kind: 'text', help: 'path and query' },
  operation: { kind: 'text', help: 'method and tool of an MCP call' },
  method: { kind: 'text', help: 'HTTP method' },
  state: { kind: 'text', help: 'open, complete, blocked, client-left, upstream-error, refused, interrupted' },
  mode: { kind: 'text', help: 'block or log' },
  dialect: { kind: 'text', help: 'wire format' },
  ingress: { kind: 'text', help: 'gateway, forward-proxy or guardrail-api' },
  session: { kind: 'text', help: 'conversation' },
  policy: { kind: 'text', help: 'policy that decided' },
  type: { kind: 'text', help: 'type of a finding' },
  rule: { kind: 'text', help: 'rule of a finding' },
  id: { kind: 'text', help: 'id of the exchange' },
  duration: { kind: 'number', help: 'milliseconds' },
  tokens: { kind: 'number', help: 'tokens in and out' },
  cost: { kind: 'number', help: 'US dollars at list price' },
  last: { kind: 'age', help: 'age, such as 15m, 1h or 7d' },
} as const satisfies Record<string, { kind: 'text' | 'number' | 'age'; help: string }>;

/** Keys that can only have one of these: a misspelt one would quietly find nothing. */
const CHOICES: Readonly<Partial<Record<string, readonly string[]>>> = {
  verdict: VERDICTS,
  state: EXCHANGE_STATES,
  mode: MODES,
  dialect: DIALECT_IDS,
  ingress: INGRESSES,
};

export type FilterKey = keyof typeof FILTER_KEYS;
export type Comparison = '=' | '>' | '>=' | '<' | '<=';

export type FilterTerm =
  | { readonly kind: 'text'; readonly key: FilterKey; readonly value: string; readonly negated: boolean }
  | {
      readonly kind: 'number';
      readonly key: FilterKey;
      readonly comparison: Comparison;
      readonly value: number;
      readonly negated: boolean;
    }
  /** `value` in milliseconds before now. */
  | { readonly kind: 'age'; readonly key: FilterKey; readonly value: number; readonly negated: boolean }
  | { readonly kind: 'word'; readonly value: string; readonly negated: boolean };

export type FilterResult =
  | { readonly ok: true; readonly terms: readonly FilterTerm[] }
  | { readonly ok: false; readonly message: string; readonly start: number; readonly end: number };

/** One token as typed, for the filter box: where it stands and what it is. */
export interface FilterToken {
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  readonly key: string | null;
  readonly value: string;
}

const TOKEN = /(-)?(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S*))/gy;
const NUMBER = /^(>=|<=|>|<|=)?(\d+(?:\.\d+)?)$/;
const AGE = /^(\d+)(s|m|h|d)$/;
const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export function tokenizeFilter(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null || match[0] === '') break;
    tokens.push({
      start: at,
      end: at + match[0].length,
      negated: match[1] !== undefined,
      key: match[2] ?? null,
      value: match[3] ?? match[4] ?? '',
    });
    at += match[0].length;
  }
  return tokens;
}

export function parseFilter(text: string): FilterResult {
  const terms: FilterTerm[] = [];
  let end = -1;
  for (const token of tokenizeFilter(text)) {
    const term = token.start === end ? 'A quoted value ends at its quote: put a space behind it.' : toTerm(token);
    if (typeof term === 'string') return { ok: false, message: term, start: token.start, end: token.end };
    terms.push(term);
    ({ end } = token);
  }
  return { ok: true, terms };
}

function toTerm(token: FilterToken): FilterTerm | string {
  const { key, value, negated } = token;
  if (key === null) {
    if (value !== '') return { kind: 'word', value, negated };
    return negated ? 'A minus sign needs a word behind it.' : 'There is nothing between the quotes.';
  }
  const name = key.toLowerCase();
  if (!isFilterKey(name))
    return `There is no filter “${key}”. Known: ${Object.keys(FILTER_KEYS).join(', ')}. Text with a colon goes in quotes.`;
  if (value === '') return `“${name}:” needs a value.`;
  switch (FILTER_KEYS[name].kind) {
    case 'text': {
      const choices = CHOICES[name];
      if (choices !== undefined && !choices.some((choice) => matches(value, choice))) {
        return `“${name}:” takes one of ${choices.join(', ')}.`;
      }
      return { kind: 'text', key: name, value, negated };
    }
    case 'number': {
      const match = NUMBER.exec(value);
      if (match === null) return `“${name}:” takes a number, such as ${name}:>=400.`;
      return {
        kind: 'number',
        key: name,
        comparison: (match[1] ?? '=') as Comparison,
        value: Number(match[2]),
        negated,
      };
    }
    case 'age': {
      const match = AGE.exec(value);
      if (match === null) return `“${name}:” takes an age, such as 15m, 1h or 7d.`;
      return { kind: 'age', key: name, value: Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS], negated };
    }
  }
}

function isFilterKey(name: string): name is FilterKey {
  return Object.hasOwn(FILTER_KEYS, name);
}

/** `*` stands for any text, upper and lower case are the same. */
function matches(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.toLowerCase().split('*');
  if (rest.length === 0) return head === text;
  if (!text.startsWith(head)) return false;
  const tail = rest.pop() ?? '';
  let at = head.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}
