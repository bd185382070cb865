/** Base64, base64url, hex, percent, JSON and HTML escapes, taken off with their offsets kept. */
import { type Edit, SAYS_NOTHING, editOf, rewritten } from './rewrite.ts';
import { MIN_ENCODED } from './survey.ts';
import { type TextView, ViewBuilder } from './view.ts';

/** Decoded text longer than this is cut: a body of base64 images must not double the work. Characters. */
const MAX_DECODED = 256 * 1024;
const HEX_RUN = /^(?:0x)?(?:[0-9a-f]{2})+$/i;
const HEX_PAIRS = /(?<![0-9a-z])[0-9a-f]{2}(?:([ :,-]|, )[0-9a-f]{2}(?:\1[0-9a-f]{2}){6,})(?![0-9a-z])/gi;
const HEX_ESCAPES = /(?:\\x[0-9a-f]{2}){6,}|(?:0x[0-9a-f]{2}(?:, ?| |\b)){6,}/gi;

/** Base64 is wrapped at 64 or 76 characters (RFC 7468, RFC 2045), and by hand at anything. */
const MIN_LINE = 32;
const LINE_BREAK = /^(?:\r?\n|\\n)[ \t>]{0,8}$/;

/** Runs of base64 and hex characters found by the survey. */
export function decodeRuns(text: string, runs: readonly number[]): TextView[] {
  const base64 = new ViewBuilder();
  const hex = new ViewBuilder();
  let budget = MAX_DECODED;
  // Where the last run ended that may go on in the next line.
  let open = -1;
  for (let index = 0; index < runs.length && budget > 0; index += 2) {
    const start = runs[index]!;
    const end = runs[index + 1]!;
    const run = text.slice(start, end);
    if (HEX_RUN.test(run) && run.length % 2 === 0) budget -= addHex(hex, run, start, 2);
    else {
      const continued = open !== -1 && LINE_BREAK.test(text.slice(open, start));
      const used = addBase64(base64, text, start, end, continued);
      budget -= used;
      open = used > 0 && run.length % 4 === 0 && run.length >= MIN_LINE ? end : -1;
    }
  }
  return [...built(base64, 'decoded:base64'), ...built(hex, 'decoded:hex')];
}

/** Bytes written apart: `69 67 6e`, `\x69\x67`, `0x69, 0x67`. */
export function decodeHexPairs(text: string): TextView[] {
  const builder = new ViewBuilder();
  for (const pattern of [HEX_PAIRS, HEX_ESCAPES]) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const run = match[0];
      const digits = run.replace(/\\x|0x|[^0-9a-f]/gi, '');
      const bytes = Buffer.from(digits, 'hex');
      const decoded = printable(bytes);
      if (decoded === null) continue;
      builder.nextFragment();
      const step =
        (run.length + (run.startsWith('0x') || match[1] !== undefined ? (match[1]?.length ?? 1) : 0)) / bytes.length;
      // Only where every byte takes the same room do single characters have an exact place.
      if (Number.isInteger(step) && decoded.length === bytes.length) {
        builder.scaled(decoded, match.index, match.index + run.length, step);
      } else {
        builder.replace(decoded, match.index, match.index + run.length);
      }
      builder.signal('decoded', match.index, match.index + run.length);
    }
  }
  return built(builder, 'decoded:hex');
}

function addHex(builder: ViewBuilder, run: string, start: number, step: number): number {
  const prefix = /^0x/i.test(run) ? 2 : 0;
  const bytes = Buffer.from(run.slice(prefix), 'hex');
  const decoded = printable(bytes);
  if (decoded === null) return 0;
  builder.nextFragment();
  addBytes(builder, decoded, bytes, start + prefix, start + run.length, step);
  builder.signal('decoded', start, start + run.length);
  return decoded.length;
}

function addBase64(builder: ViewBuilder, text: string, start: number, runEnd: number, continued: boolean): number {
  let from = start;
  let end = runEnd;
  while (text.charCodeAt(end) === 61 && end - runEnd < 2) end += 1;
  // A path or a name glued to the run (`data:…;base64,` ends before it, `key/AAAA` does not) is tried without its head.
  let decoded = tryBase64(text.slice(from, runEnd));
  if (decoded === null) {
    // Within the run: a search through the text before it would make many runs quadratic.
    const head = text.slice(from, runEnd - MIN_ENCODED + 1);
    const cut = Math.max(head.lastIndexOf('/'), head.lastIndexOf('_'));
    if (cut <= 0) return 0;
    from += cut + 1;
    decoded = tryBase64(text.slice(from, runEnd));
    if (decoded === null) return 0;
  }
  if (!continued || from !== start) builder.nextFragment();
  addBytes(builder, decoded.text, decoded.bytes, from, end, 4 / 3);
  builder.signal('decoded', from, end);
  return decoded.text.length;
}

function tryBase64(run: string): { readonly text: string; readonly bytes: Buffer } | null {
  if (run.length < MIN_ENCODED - 2 || run.length % 4 === 1 || !beginsLikeText(run)) return null;
  const bytes = Buffer.from(run.slice(0, MAX_DECODED), 'base64');
  const text = printable(bytes);
  return text === null ? null : { text, bytes };
}

/** Value of a base64 or base64url character, 64 for others. */
const SEXTET = new Uint8Array(128).fill(64);
Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', (character, value) => {
  SEXTET[character.charCodeAt(0)] = value;
});
SEXTET[45] = 62;
SEXTET[95] = 63;

/** Cheap refusal of identifiers and paths: twelve characters are nine bytes, and one in three bytes is printable. */
function beginsLikeText(run: string): boolean {
  let zeros = 0;
  for (let index = 0; index < 12; index += 4) {
    const bits =
      (SEXTET[run.charCodeAt(index)]! << 18) |
      (SEXTET[run.charCodeAt(index + 1)]! << 12) |
      (SEXTET[run.charCodeAt(index + 2)]! << 6) |
      SEXTET[run.charCodeAt(index + 3)]!;
    for (let shift = 16; shift >= 0; shift -= 8) {
      const byte = (bits >> shift) & 255;
      if (byte === 0) zeros += 1;
      else if (byte < 32 ? byte !== 10 && byte !== 13 && byte !== 9 : byte === 127 || (byte >= 0xf5 && byte < 0xfe))
        return false;
    }
  }
  // Every other byte zero: UTF-16, as PowerShell encodes its commands.
  return zeros === 0 || zeros >= 3;
}

/** One view character per byte where the bytes are ASCII; else each character covers the bytes it was made of. */
function addBytes(
  builder: ViewBuilder,
  decoded: string,
  bytes: Buffer,
  start: number,
  end: number,
  step: number,
): void {
  if (decoded.length * 2 === bytes.length) {
    // UTF-16: two bytes a character.
    builder.scaled(decoded.slice(0, -1), start, end, step * 2);
    builder.replace(decoded.slice(-1), start + Math.floor((bytes.length - 2) * step), end);
    return;
  }
  if (decoded.length === bytes.length) {
    builder.scaled(decoded.slice(0, -1), start, end, step);
    // The last character takes the padding along, so that the whole text is the whole run.
    builder.replace(decoded.slice(-1), start + Math.floor((bytes.length - 1) * step), end);
    return;
  }
  let at = 0;
  for (const character of decoded) {
    const size = Buffer.byteLength(character);
    const last = at + size >= bytes.length;
    const to = last ? end : Math.min(end, start + Math.ceil((at + size) * step));
    builder.replace(character, start + Math.floor(at * step), to);
    at += size;
  }
}

/** The bytes as text when they are mostly printable UTF-8 (or UTF-16LE, as PowerShell encodes), else null. */
function printable(bytes: Buffer): string | null {
  if (bytes.length < 4) return null;
  let control = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (byte === 0) zeros += 1;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) control += 1;
  }
  if (control > bytes.length * 0.02) return null;
  if (zeros > 0) return zeros * 2 >= bytes.length - 2 && bytes.length % 2 === 0 ? bytes.toString('utf16le') : null;
  const text = bytes.toString('utf8');
  let broken = 0;
  for (let index = text.indexOf('\ufffd'); index !== -1; index = text.indexOf('\ufffd', index + 1)) broken += 1;
  return broken > text.length * 0.02 ? null : text;
}

const ENTITY =
  /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos|nbsp|commat|period|colon|sol|equals|num|lowbar|hyphen));?/gi;
const SIMPLE: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  commat: '@',
  period: '.',
  colon: ':',
  sol: '/',
  equals: '=',
  num: '#',
  lowbar: '_',
  hyphen: '-',
};

export function decodePercent(text: string): TextView[] {
  const edits: Edit[] = [];
  let end = 0;
  for (let start = text.indexOf('%'); start !== -1; start = text.indexOf('%', end)) {
    end = start;
    let plain = '';
    let isPlain = true;
    for (let byte = percentByte(text, end); byte >= 0; byte = percentByte(text, end)) {
      isPlain &&= byte < 128 && (byte >= 32 || byte === 9 || byte === 10 || byte === 13);
      if (isPlain) plain += String.fromCharCode(byte);
      end += 3;
    }
    if (end === start) end += 1;
    else if (isPlain) edits.push(editOf(start, end, plain, SAYS_NOTHING, 3));
    else addPercentBytes(text, start, end, edits);
  }
  return viewsOf(text, edits, 'decoded:percent');
}

/** -1 where `at` is not the beginning of an escaped byte. */
function percentByte(text: string, at: number): number {
  if (at + 2 >= text.length || text.charCodeAt(at) !== 37) return -1;
  const high = hexDigit(text.charCodeAt(at + 1));
  const low = hexDigit(text.charCodeAt(at + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Bytes beyond ASCII. Few are judged as if blanks stood behind them: a single one is not a text. */
function addPercentBytes(text: string, start: number, end: number, edits: Edit[]): void {
  const bytes = Buffer.from(text.slice(start, end).replaceAll('%', ''), 'hex');
  const decoded = printable(bytes.length < 4 ? Buffer.concat([bytes, Buffer.from('    ')]) : bytes);
  if (decoded === null) return;
  const reading = bytes.length < 4 ? decoded.slice(0, -4) : decoded;
  edits.push(editOf(start, end, reading, SAYS_NOTHING, reading.length === bytes.length ? 3 : 0));
}

/** Escapes of a JSON string literal, one level: what tool arguments, logs and raw bodies are full of. */
export function decodeJsonEscapes(text: string): TextView[] {
  const edits: Edit[] = [];
  let end = 0;
  for (let start = text.indexOf('\\'); start !== -1; start = text.indexOf('\\', end)) {
    const kind = text[start + 1] ?? '';
    end = start + 2;
    if (kind === 'u' || kind === 'U') {
      const unit = unitAt(text, end);
      if (unit < 0) continue;
      end += 4;
      edits.push(editOf(start, end, String.fromCharCode(unit), SAYS_NOTHING));
    } else if (kind !== '' && ESCAPED.includes(kind)) {
      edits.push(editOf(start, end, SIMPLE[kind] ?? kind, SAYS_NOTHING));
    } else end = start + 1;
  }
  return viewsOf(text, edits, 'decoded:json');
}

/** What a backslash escapes in JSON, in capitals too. */
const ESCAPED = '"\\/bfnrtBFNRT';

/** Four hex digits as a number, -1 where there are none. */
function unitAt(text: string, at: number): number {
  if (at + 4 > text.length) return -1;
  let unit = 0;
  for (let index = at; index < at + 4; index += 1) {
    const digit = hexDigit(text.charCodeAt(index));
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

export function decodeEntities(text: string): TextView[] {
  const edits: Edit[] = [];
  ENTITY.lastIndex = 0;
  for (let match = ENTITY.exec(text); match !== null; match = ENTITY.exec(text)) {
    const codePoint = match[1] ? Number.parseInt(match[1], 16) : Number(match[2] ?? Number.NaN);
    const named = NAMED[(match[3] ?? '').toLowerCase()];
    if (named === undefined && !(codePoint > 0 && codePoint <= 0x10ffff)) continue;
    const start = match.index;
    const reading = named ?? String.fromCodePoint(codePoint);
    edits.push(editOf(start, start + match[0].length, reading, SAYS_NOTHING));
  }
  return viewsOf(text, edits, 'decoded:html');
}

/** The text with `edits` made; [] when there are none. */
function viewsOf(text: string, edits: readonly Edit[], name: string): TextView[] {
  const view = rewritten(text, edits, name);
  return view === null ? [] : [view];
}

function built(builder: ViewBuilder, name: string): TextView[] {
  return builder.length === 0 ? [] : [builder.build(name)];
}
