/**
 * JSON whose whole numbers keep their digits. A double has 53 bits: a card number of 19 digits, an account, a long id
 * come out of JSON.parse as another number, and what is not read is not found. Such numbers are `JSON.rawJSON` objects
 * here (https://tc39.es/proposal-json-parse-with-source/), which JSON.stringify writes as they came.
 */
import type { JsonValue } from '../../../shared/json.ts';

/** What the proposal adds, which the compiler's library does not know yet. */
interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
}
const exact = JSON as unknown as ExactJson;

/** 2^53 has so many digits. */
const LONG = 16;
const WHOLE = /^-?\d+$/;

/** Like JSON.parse, also in what it throws. */
export function parseExactly(text: string): JsonValue {
  const value = JSON.parse(text) as JsonValue;
  if (!mayHaveLongNumber(text)) return value;
  try {
    return exact.parse(text, keepDigits) as JsonValue;
  } catch {
    // Nested deeper than a reviver can follow.
    return value;
  }
}

/**
 * Whether a value begins with 16 figures. Only every 16th character is looked at: a run of so many has one of them. In a
 * string it may look alike; then the text is parsed once more for nothing.
 */
function mayHaveLongNumber(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isFigure(text, at)) continue;
    let start = at;
    while (isFigure(text, start - 1)) start -= 1;
    let end = at + 1;
    while (isFigure(text, end)) end += 1;
    if (end - start >= LONG && BEFORE_VALUE.test(text.slice(Math.max(0, start - LOOKED_BACK), start))) return true;
    at = end - 1;
  }
  return false;
}

const BEFORE_VALUE = /(?:^|[:,[\s])-?$/;
const LOOKED_BACK = 2;

function isFigure(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function keepDigits(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return source !== undefined && WHOLE.test(source) ? exact.rawJSON(source) : value;
}

/** From here on a double is written with an exponent: `1e+21`. */
const MAX_PLAIN = 1e21;

/** The digits of a whole number, with its sign; null for every other value. */
export function digitsOf(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < MAX_PLAIN ? String(value) : null;
  return isExact(value) ? value.rawJSON : null;
}

/** They have no prototype, which is quick to see; all other objects of JSON have one. */
function isExact(value: JsonValue | undefined): value is { rawJSON: string } {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== null) return false;
  return exact.isRawJSON(value);
}

/** A copy that shares nothing; structuredClone does not know numbers with digits. Recurses. */
export function copyJson<T extends JsonValue>(value: T): T {
  return copied(value) as T;
}

function copied(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || isExact(value)) return value;
  if (Array.isArray(value)) return value.map(copied);
  const copy: Record<string, JsonValue> = {};
  // Own members also when they are called __proto__: JSON.parse makes those, an assignment would not.
  for (const key in value) {
    Object.defineProperty(copy, key, {
      value: copied(value[key] ?? null),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}

/** Like JSON.stringify, also of what is nested deeper than that can follow: it recurses. */
export function writeExactly(value: JsonValue): string {
  try {
    return JSON.stringify(value);
  } catch {
    return writtenDeep(value);
  }
}

/** Texts to be written as they are, and values that become texts; the next one last. */
function writtenDeep(root: JsonValue): string {
  const left: ({ readonly text: string } | { readonly value: JsonValue })[] = [{ value: root }];
  let written = '';
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if ('text' in next) {
      written += next.text;
      continue;
    }
    const { value } = next;
    if (typeof value !== 'object' || value === null || isExact(value)) {
      written += JSON.stringify(value);
      continue;
    }
    const isList = Array.isArray(value);
    const inner = (isList ? value : Object.entries(value)).flatMap((member, at) => {
      const comma = at === 0 ? '' : ',';
      if (isList) return [{ text: comma }, { value: member }];
      const [key, held] = member as [string, JsonValue];
      return [{ text: `${comma}${JSON.stringify(key)}:` }, { value: held }];
    });
    left.push({ text: isList ? ']' : '}' });
    for (const one of inner.toReversed()) left.push(one);
    left.push({ text: isList ? '[' : '{' });
  }
  return written;
}

/** The text of the string or whole number at an RFC 6901 pointer: what the offsets of a finding count in. */
export type TextReader = (pointer: string) => string | null;

/** `''` is the whole body, unless that is a JSON string. Parses once, when first asked for something inside. */
export function createTextReader(body: string): TextReader {
  let parsed: { readonly root: JsonValue | undefined } | null = null;
  const parse = (): JsonValue | undefined => {
    try {
      return parseExactly(body);
    } catch {
      return undefined;
    }
  };
  return (pointer) => {
    if (pointer === '' && !body.trimStart().startsWith('"')) return body;
    parsed ??= { root: parse() };
    let value: JsonValue | undefined = parsed.root;
    for (const step of pointer.split('/').slice(1)) {
      if (typeof value !== 'object' || value === null) return null;
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      value = Object.hasOwn(value, key) ? (value as Record<string, JsonValue>)[key] : undefined;
    }
    return typeof value === 'string' ? value : digitsOf(value);
  };
}
