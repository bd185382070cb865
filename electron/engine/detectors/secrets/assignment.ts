/**
 * What a name is assigned, in code, configuration, command lines and prose. One pass by hand over a bounded stretch: a
 * regex for this backtracks, and a hostile text would make each of thousands of keywords pay for it.
 */

import type { Pass } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import { blockAt, bridgeAt, operatorAt, wrapperAt } from './operators.ts';

export interface Assigned {
  /** UTF-16 offsets of the value, without quotes. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  readonly how: 'operator' | 'prose' | 'flag' | 'element' | 'argument';
  /** The whole name the keyword is part of, e.g. `DB_PASSWORD_FILE`. */
  readonly name: string;
}

const MAX_NAME = 40;
const MAX_VALUE = 4096;
/** How far before a name the `<` of its element may stand. */
const ELEMENT_REACH = 80;
const PROSE_LINKS = new Set([
  'is',
  'was',
  'are',
  'ist',
  'lautet',
  "c'est",
  'c’est',
  "it's",
  'it’s',
  'es',
  'est',
  'è',
  'é',
  'to',
  'equals',
  'being',
  'будет',
  'это',
  'jest',
  'är',
  'on',
  'er',
  'je',
  'este',
  'adalah',
  'ialah',
  'là',
  'είναι',
  'है',
  'هي',
  'هو',
  'คือ',
  'היא',
  'הוא',
  'це',
]);
/** Words that may stand between the name and its value: `the API key for staging is …` stops at `for`. */
const FILLERS = new Set([
  'key',
  'token',
  'secret',
  'id',
  'value',
  'code',
  'string',
  'password',
  'here',
  'api',
  'access',
  'auth',
  'now',
  'currently',
  'still',
  'just',
  'my',
  'your',
  'new',
  'following',
]);

/**
 * The value that the name around `at..end` is given, or null. Reads at most a few hundred characters plus the value,
 * and a value that many names are given only once.
 */
export function assignedAfter(pass: Pass, at: number, end: number): Assigned | null {
  const { text } = pass;
  const from = nameStart(pass, at);
  let index = nameEnd(pass, end);
  const name = text.slice(from, index);
  // Closing quotes and brackets of the name: "password", ['password'], \"password\".
  for (let count = 0; count < 6 && isCloser(text.charCodeAt(index)); count += 1) index += 1;
  if (text.charCodeAt(index) === OPEN_BRACKET) index += matchLength(ARRAY, text, index);
  if (isIdeograph(text.charCodeAt(end - 1))) index = linkEnd(text, index);
  const spaced = skipBlanks(text, index);

  const operator = operatorAt(text, spaced);
  if (operator === 0) {
    const bridge = bridgeAt(text, spaced);
    if (bridge > 0) return valueAt(pass, spaced + bridge, name, 'operator');
  }
  if (operator > 0) return valueAt(pass, spaced + operator, name, 'operator');
  const code = text.charCodeAt(spaced);
  if (code === GREATER && spaced === index && isElement(text, from)) return valueAt(pass, spaced + 1, name, 'element');
  if ((code === COMMA || code === OPEN_PAREN) && isQuote(text.charCodeAt(skipBlanks(text, spaced + 1)))) {
    return valueAt(pass, spaced + 1, name, 'argument');
  }
  if (isIdeograph(text.charCodeAt(end - 1)))
    return index > end || spaced > index ? valueAt(pass, spaced, name, 'prose') : null;
  if (spaced === index) return null;
  if (text.charCodeAt(from - 1) === DASH || name.startsWith('-')) return valueAt(pass, spaced, name, 'flag');
  return proseAfter(pass, spaced, name);
}

/** `char token[] = "…"` */
const ARRAY = /\[\d{0,4}\]/y;

function nameStart({ text, named }: Pass, at: number): number {
  let from = at >= named.from && at <= named.to ? Math.max(named.from, at - MAX_NAME) : at;
  while (from > 0 && at - from < MAX_NAME && isName(text.charCodeAt(from - 1))) from -= 1;
  return from;
}

/** What goes on behind one word for a secret is read once, however many of them stand in it. */
function nameEnd({ text, named }: Pass, end: number): number {
  if (end < named.from || end > named.to) {
    let to = end;
    while (to < text.length && isName(text.charCodeAt(to))) to += 1;
    named.from = end;
    named.to = to;
  }
  return Math.min(named.to, end + MAX_NAME);
}

/** Chinese, Japanese and Korean join the label and `is` without a blank. */
const LINKS = 'はがを是为為은는이가';
function linkEnd(text: string, index: number): number {
  return text.charCodeAt(index) > 128 && LINKS.includes(text[index]!) ? index + 1 : index;
}

function isIdeograph(code: number): boolean {
  return code >= 0x2e80 && code < 0xfe00;
}

/** `<password>` and `<add key="password">`, not `user:password>`. */
function isElement(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - ELEMENT_REACH), from);
  const open = before.lastIndexOf('<');
  return open !== -1 && before.lastIndexOf('>') < open && !/[:\s]$/.test(before);
}

function proseAfter(pass: Pass, from: number, name: string, depth = 0): Assigned | null {
  if (depth > 1) return null;
  const { text } = pass;
  let index = from;
  for (let words = 0; words < 4; words += 1) {
    const start = index;
    while (index < text.length && index - start < 14 && isOfWord(text.charCodeAt(index), index > start)) index += 1;
    const word = text.slice(start, index).toLowerCase();
    const next = skipBlanks(text, index);
    const operator = operatorAt(text, next);
    // `name="password2" id="id_password2"`: the next attribute.
    if (word === 'id' && operator > 0 && /["'] ?$/.test(text.slice(Math.max(0, from - 2), from))) return null;
    if (word !== '' && operator > 0 && FILLERS.has(word)) return valueAt(pass, next + operator, name, 'operator');
    if (PROSE_LINKS.has(word)) {
      const after = operatorAt(text, next);
      return next > index ? valueAt(pass, next + after, name, 'prose') : null;
    }
    if (words < 2 && next > index && OF.has(word)) {
      const noun = nounAt(text, next);
      return noun.colon ? valueAt(pass, noun.end, name, 'prose') : proseAfter(pass, noun.end, name, depth + 1);
    }
    if (!FILLERS.has(word) || next === index) return null;
    index = next;
  }
  return null;
}

/** Letters, and the apostrophe of `c'est`. */
function isOfWord(code: number, inside: boolean): boolean {
  return isLetter(code) || (inside && (code === 39 || code === 0x2019));
}

/** What a password may be for: `password for the staging account is …`. */
const OF = new Set([
  'for',
  'of',
  'to',
  'on',
  'für',
  'vom',
  'zum',
  'pour',
  'du',
  'de',
  'del',
  'da',
  'do',
  'per',
  'van',
  'voor',
  'от',
  'для',
]);
/** What goes on behind so many characters is no word of a noun: no blank and no colon stands there. */
const NOUN_WORD = /[\p{L}\p{N}_.'’-]{1,24}/uy;
const MOST_BEFORE_COLON = 3;
const MOST_BEFORE_LINK = 4;
const LINK = /(?:is|was|ist|lautet|es|est|è|é|to) /y;
/**
 * `the staging account: …`, `the staging account is …`: where the noun ends, behind its colon or before `is`. `from`
 * itself where neither follows. Word by word, since a pattern for all of it goes back into each.
 */
function nounAt(text: string, from: number): { readonly end: number; readonly colon: boolean } {
  let at = from;
  let link = from;
  for (let words = 1; words <= MOST_BEFORE_LINK; words += 1) {
    const length = matchLength(NOUN_WORD, text, at);
    if (length === 0) break;
    const sign = isBlank(text.charCodeAt(at + length)) ? at + length + 1 : at + length;
    const isColon = text.charCodeAt(sign) === COLON || text.charCodeAt(sign) === EQUALS;
    if (words <= MOST_BEFORE_COLON && isColon && isBlank(text.charCodeAt(sign + 1)))
      return { end: sign + 2, colon: true };
    if (text.charCodeAt(at + length) !== 32) break;
    at = sign;
    if (link === from && matchLength(LINK, text, at) > 0) link = at;
  }
  return { end: link, colon: false };
}

const ADJACENT = /["'`]?\s{1,3}["'`]?([\w+/=.~-]{20,512})(?![\w+/=.~@$%*-])/dy;
/** `aws configure set aws_secret_access_key …`, `the vercel token …`: a long value right behind the name. */
export function adjacentTo(text: string, end: number): Pick<Assigned, 'start' | 'end'> | null {
  ADJACENT.lastIndex = end;
  const span = ADJACENT.exec(text)?.indices?.[1];
  if (span === undefined) return null;
  const [start, stop] = span;
  return { start, end: isTrailing(text.charCodeAt(stop - 1)) ? stop - 1 : stop };
}

/** An element's text on a line of its own. */
const INDENT = /\r?\n[ \t]{0,24}/y;

function valueAt(pass: Pass, from: number, name: string, how: Assigned['how']): Assigned | null {
  const { text } = pass;
  let index = skipBlanks(text, from);
  if (how === 'operator') index += blockAt(text, index);
  if (how === 'element') index += matchLength(INDENT, text, index);
  // Prefixed strings: b"…", r'…', @"…", f"…"
  if (isQuote(text.charCodeAt(index + 1)) && PREFIXES.includes(text.charAt(index).toLowerCase())) index += 1;
  // Objects that hold one string: String("…"), ["…"], String::from("…")
  index += wrapperAt(text, index);
  const bracket = text.charCodeAt(index);
  if ((bracket === OPEN_BRACKET || bracket === OPEN_PAREN) && isQuote(text.charCodeAt(index + 1))) index += 1;
  const escaped = text.charCodeAt(index) === BACKSLASH && isQuote(text.charCodeAt(index + 1));
  if (escaped) index += 1;
  const closer = closerOf(text.charCodeAt(index));
  if (closer !== '') {
    const end = closingQuote(pass, index + 1, closer, escaped);
    if (end === -1) return null;
    return end > index + 1 ? { start: index + 1, end, quoted: true, how, name } : null;
  }
  const end = bareEnd(pass, index, how);
  return end > index ? { start: index, end, quoted: false, how, name } : null;
}

const PREFIXES = 'bruf@';

/** The quote that ends what `code` begins; '' for what is no quote. */
function closerOf(code: number): string {
  if (isQuote(code)) return String.fromCharCode(code);
  return code === 0x201c ? '”' : code === 0xab ? '»' : code === 0x300c ? '」' : '';
}

/**
 * Where a value without quotes ends: for every start in the same stretch it is the same place, unless that lies beyond
 * what was read. Then they end {@link MAX_VALUE} behind their start, but those near the end of the stretch, which are read
 * anew.
 */
function bareEnd({ text, bare }: Pass, start: number, how: Assigned['how']): number {
  if (bare.how !== how || start < bare.from || start >= bare.to) {
    const limit = Math.min(text.length, start + MAX_VALUE);
    let index = start;
    while (index < limit && !endsBare(text, index, how)) index += 1;
    const open = index === limit && limit < text.length;
    bare.how = how;
    bare.from = start;
    bare.to = open ? index - UNREAD : index;
    // A sentence's full stop, or the bracket the value stands in, is not part of it.
    while (index > start && isTrailing(text.charCodeAt(index - 1))) index -= 1;
    bare.end = open ? Infinity : index;
  }
  return Math.min(bare.end, start + MAX_VALUE, text.length);
}

/** Longer than anything that is taken for a value. */
const UNREAD = 1_024;

/** -1 when the string is not closed on its line or within {@link MAX_VALUE}. */
function closingQuote({ text, unclosed }: Pass, from: number, closer: string, escaped: boolean): number {
  // Nobody closes it from a place on which another search came by, up to where that one ended.
  if (unclosed.closer === closer && from >= unclosed.from && from < unclosed.to) return -1;
  const limit = Math.min(text.length, from + MAX_VALUE);
  let known = from;
  for (let index = from; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) {
      known = index;
      break;
    }
    if (text[index] === closer) return escaped && text[index - 1] === '\\' ? index - 1 : index;
    if (code === BACKSLASH && !(escaped && text[index + 1] === closer)) index += 1;
  }
  unclosed.closer = closer;
  unclosed.from = from;
  // Without a line end the rest is not known; a string that long is nobody's password anyway.
  unclosed.to = Math.max(known, limit - MAX_VALUE / 2);
  return -1;
}

function endsBare(text: string, index: number, how: Assigned['how']): boolean {
  const code = text.charCodeAt(index);
  if (code <= 32 || code === 34 || code === 39 || code === 96 || code === 0xa0) return true;
  if (code === COMMA || code === SEMICOLON) {
    // `p4ss,word` is a value, `a: 1, b: 2` is two; connection strings end their values with a semicolon.
    return code === SEMICOLON || text.charCodeAt(index + 1) <= 32 || Number.isNaN(text.charCodeAt(index + 1));
  }
  if (code === 60) return true;
  // `&` ends a query parameter; `\n` and `\"` in escaped text end the value.
  if (code === 38 && how === 'operator') return true;
  if (code === BACKSLASH) return /[nrt"'\\]/.test(text[index + 1] ?? '');
  return code === 0x3001 || code === 0x3002 || code === 0xff0c || (how === 'prose' && isIdeograph(code));
}

function isTrailing(code: number): boolean {
  return (
    code === 46 || code === COMMA || code === 41 || code === 93 || code === 125 || code === COLON || code === QUESTION
  );
}

const COLON = 58;
const EQUALS = 61;
const SEMICOLON = 59;
const GREATER = 62;
const COMMA = 44;
const OPEN_PAREN = 40;
const OPEN_BRACKET = 91;
const DASH = 45;
const QUESTION = 63;
const BACKSLASH = 92;

function isName(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57) || code === 95 || code === DASH || code === 46;
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 0xc0 && code < 0x2000);
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39 || code === 96;
}

function isCloser(code: number): boolean {
  return isQuote(code) || code === 93 || code === 41 || code === BACKSLASH || code === 42;
}

function skipBlanks(text: string, from: number): number {
  let index = from;
  while (index - from < 40 && isBlank(text.charCodeAt(index))) index += 1;
  return index;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
