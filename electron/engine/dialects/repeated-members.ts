/**
 * Members that stand twice in one object. JSON.parse keeps the last of them and others the first (RFC 8259 section 4
 * leaves it open), so that what we read need not be what the upstream reads.
 */
import type { Part } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { digitsOf, parseExactly } from './exact-json.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * Every text and long number of `json` that `value`, which {@link parseExactly} made of it, does not hold: what a repeated member stood for
 * before. As parts whose pointers lead nowhere: nothing in the body can be edited at them. Nearly always empty; linear.
 */
export function overwrittenParts(json: string, value: JsonValue): Part[] {
  const ends = memberNameEnds(json);
  if (ends.length === countMembers(value)) return [];
  const read = new Set(textsOf(value));
  const lost = new Set(textsOf(parseExactly(withNamesOfTheirOwn(json, ends))).filter((text) => !read.has(text)));
  return [...lost].map((text, index) => ({ role: 'user', pointer: `/repeated members/${index}`, text }));
}

/** Offsets of the closing quotes of all member names: of valid JSON, every colon outside of strings follows one. */
function memberNameEnds(json: string): number[] {
  const ends: number[] = [];
  let last = -1;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === COLON) ends.push(last);
    if (code === QUOTE) at = last = stringEnd(json, at);
  }
  return ends;
}

/** Offset of the quote that closes the string which opens at `start`; the text's length where none does. */
export function stringEnd(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let slashes = end;
    while (json.charCodeAt(slashes - 1) === BACKSLASH) slashes -= 1;
    if ((end - slashes) % 2 === 0) return end;
  }
  return json.length;
}

/** The same text with no name twice: each gets its number. */
function withNamesOfTheirOwn(json: string, ends: readonly number[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const [index, end] of ends.entries()) {
    pieces.push(json.slice(from, end), `#${index}`);
    from = end;
  }
  return pieces.join('') + json.slice(from);
}

function countMembers(value: JsonValue): number {
  let members = 0;
  for (const one of valuesOf(value)) if (hasInside(one) && !Array.isArray(one)) members += Object.keys(one).length;
  return members;
}

/** Digits of the shortest number that is anybody's. */
const LONG_NUMBER = 9;

function textsOf(value: JsonValue): string[] {
  return valuesOf(value).flatMap((one) => {
    if (typeof one === 'string') return one === '' ? [] : one;
    const digits = digitsOf(one);
    return digits !== null && digits.length >= LONG_NUMBER ? digits : [];
  });
}

/** The value and all below it, in no particular order. Not recursive: JSON may be nested deeper than a stack. */
function valuesOf(value: JsonValue): JsonValue[] {
  const values: JsonValue[] = [value];
  for (let at = 0; at < values.length; at += 1) {
    const one = values[at]!;
    if (!hasInside(one)) continue;
    for (const inner of Array.isArray(one) ? one : Object.values(one)) values.push(inner);
  }
  return values;
}

/** An exact number is an object to JavaScript, and none in the text. */
function hasInside(value: JsonValue): value is JsonValue[] | { [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && digitsOf(value) === null;
}
