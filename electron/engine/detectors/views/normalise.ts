/**
 * The text as a reader (or a model) takes it: NFKC, invisible characters removed, tag characters read as the ASCII
 * they mirror, look-alike letters folded in mixed-script words. Token disguises (leet, spaced letters) are in
 * tokens.ts, which works on this view's text.
 */
import { unitsOf } from '../scanner/index.ts';
import { CONFUSABLE, isDecorative, isSpelling } from './confusables.ts';
import { invisibleKind, tagToAscii, variationByte } from './invisible.ts';
import { type Edit, SAYS_NOTHING, type Reason, editOf, rewritten } from './rewrite.ts';
import { type TextView, ViewBuilder } from './view.ts';

const UNKNOWN = 0;
const PLAIN = 1;
const SPECIAL = 2;
const MARK = 3;
const LOOK_ALIKE = 4;
/** What each UTF-16 unit is, learnt when it is first met: asking Unicode's tables for every unit would take 20 ms. */
const CLASS = new Uint8Array(65_536);

function classOf(code: number): number {
  const known = CLASS[code]!;
  return known === UNKNOWN ? (CLASS[code] = classify(code)) : known;
}

function classify(code: number): number {
  if (code >= 0xd800 && code <= 0xdbff) return SPECIAL;
  if (isCombining(code)) return MARK;
  if (invisibleKind(code) !== null) return SPECIAL;
  // Conjoining Hangul jamo compose with each other.
  if (code >= 0x1100 && code <= 0x11ff) return SPECIAL;
  if (CONFUSABLE.has(code)) return isDecorative(code) ? SPECIAL : LOOK_ALIKE;
  if (figureOf(code) !== null) return SPECIAL;
  const unit = String.fromCharCode(code);
  return unit.normalize('NFKC') === unit ? PLAIN : SPECIAL;
}

/** Marks that compose with Latin, Greek, Cyrillic or kana, or are stacked on letters to disturb matching. */
function isCombining(code: number): boolean {
  return (
    (code >= 0x0300 && code <= 0x036f && code !== 0x034f) ||
    (code >= 0x1ab0 && code <= 0x1aff) ||
    (code >= 0x1dc0 && code <= 0x1dff) ||
    (code >= 0x20d0 && code <= 0x20ff) ||
    (code >= 0xfe20 && code <= 0xfe2f) ||
    code === 0x3099 ||
    code === 0x309a
  );
}

/** null when the text reads the same already. */
export function normalise(text: string): TextView | null {
  const edits: Edit[] = [];
  const words = new Words(text);
  const { length } = text;
  const units = unitsOf(text);
  for (let index = 0; index < length; index += 1) {
    const code = units[index]!;
    if (code < 128) continue;
    const kind = classOf(code);
    if (kind === PLAIN) continue;
    if (kind === LOOK_ALIKE && !isMarked(text, index + 1)) {
      words.add(index);
      continue;
    }
    const done = edits.at(-1)?.end ?? 0;
    const start = kind === MARK ? Math.max(done, baseBefore(text, index)) : index;
    const end = clusterEnd(text, index);
    const edit = readCluster(text, start, end);
    if (edit !== null) edits.push(edit);
    index = end - 1;
  }
  const folds = words.edits();
  // In order already, without overlaps.
  if (folds.length === 0) return rewritten(text, edits, 'normalised');
  const all = [...edits, ...folds].sort((a, b) => a.start - b.start || a.end - b.end);
  return rewritten(text, withoutOverlaps(all), 'normalised');
}

function withoutOverlaps(edits: readonly Edit[]): Edit[] {
  let done = 0;
  return edits.filter((edit) => {
    if (edit.start < done) return false;
    done = edit.end;
    return true;
  });
}

function baseBefore(text: string, index: number): number {
  if (index === 0) return 0;
  const low = text.charCodeAt(index - 1);
  return low >= 0xdc00 && low <= 0xdfff && index > 1 ? index - 2 : index - 1;
}

function isMarked(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0x300 && classOf(code) === MARK;
}

/** Behind the code point at `index` and the marks on it; conjoining jamo go together. */
function clusterEnd(text: string, index: number): number {
  let end = index + ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
  const isJamo = (code: number): boolean => code >= 0x1100 && code <= 0x11ff;
  if (isJamo(text.charCodeAt(index))) while (isJamo(text.charCodeAt(end))) end += 1;
  while (isMarked(text, end)) end += 1;
  return end;
}

/** Composed Latin letter with marks left over: somebody stacked them. */
const STACKED_MARKS = /^([\p{ASCII}\u00c0-\u024f\u1e00-\u1eff])[\u0300-\u036f]+$/u;

function readCluster(text: string, start: number, end: number): Edit | null {
  const codePoint = text.codePointAt(start)!;
  const kind = codePoint < 0xad ? null : invisibleKind(codePoint);
  if (kind !== null) return readInvisible(text, start, end, kind, codePoint);
  const reading = readingOf(text, start, end, codePoint);
  if (reading === null) return null;
  return editOf(start, end, reading.text, reading.reason);
}

function readingOf(text: string, start: number, end: number, codePoint: number): Reading | null {
  if (end - start === 1) return readSingle(codePoint);
  const cluster = text.slice(start, end);
  return cluster.length === 2 ? readPair(cluster, codePoint) : readMarked(cluster, codePoint);
}

/** What each letter with one mark reads as: texts that are written decomposed have few, over and over. */
const PAIRS = new Map<string, Reading | null>();
const MAX_PAIRS = 2_048;

function readPair(cluster: string, codePoint: number): Reading | null {
  let reading = PAIRS.get(cluster);
  if (reading === undefined) {
    reading = readMarked(cluster, codePoint);
    if (PAIRS.size < MAX_PAIRS) PAIRS.set(cluster, reading);
  }
  return reading;
}

type Reading = Pick<Edit, 'text' | 'reason'>;
/** What each unit alone reads as, learnt when it is first met; null: itself. */
const SINGLE = new Map<number, Reading | null>();

function readSingle(code: number): Reading | null {
  let reading = SINGLE.get(code);
  if (reading === undefined) {
    const figure = figureOf(code);
    reading = figure === null ? readMarked(String.fromCharCode(code), code) : { text: figure, reason: SAYS_NOTHING };
    SINGLE.set(code, reading);
  }
  return reading;
}

/** Zeros of scripts with figures of their own; one to nine follow (Unicode, general category Nd). */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];

/** `٤` and `४` are a 4: NFKC leaves them alone, since their values are the same and their names are not. */
function figureOf(code: number): string | null {
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? null : String(code - zero);
}

/** A character with its marks. */
function readMarked(cluster: string, codePoint: number): Reading | null {
  let composed = cluster.normalize('NFKC');
  const stacked = STACKED_MARKS.exec(composed);
  if (stacked !== null) composed = (stacked[1] ?? '').normalize('NFD').charAt(0);
  const folded = Array.from(composed, (character) => {
    const code = character.codePointAt(0)!;
    return isDecorative(code) ? (CONFUSABLE.get(code) ?? character) : character;
  }).join('');
  if (folded === cluster) return null;
  if (isFullWidth(codePoint)) return { text: folded, reason: 'full-width' };
  return { text: folded, reason: stacked !== null || isDisguise(codePoint, folded) ? SAYS_NOTHING : null };
}

function readInvisible(
  text: string,
  start: number,
  end: number,
  kind: 'zero-width' | 'bidi' | 'tag' | 'variation',
  codePoint: number,
): Edit {
  let reason: Reason = null;
  switch (kind) {
    case 'tag':
      if (partOfFlag(text, start)) break;
      return editOf(start, end, tagToAscii(codePoint), 'tag-characters');
    case 'bidi':
      // Marks (LRM, RLM, ALM) stand in ordinary Arabic and Hebrew; overrides do not.
      if (codePoint === 0x202d || codePoint === 0x202e) reason = 'bidi-override';
      break;
    case 'variation':
      if (variationByte(codePoint) >= 16) reason = 'variation-selectors';
      break;
    case 'zero-width':
      // Between letters or digits nothing needs a joiner, but in Persian, Indic scripts and emoji it is spelling.
      if (start > 0 && cutsWord(text, start - 1, -1) && cutsWord(text, end, 1)) reason = 'zero-width';
  }
  return editOf(start, end, '', reason);
}

/** Letters and digits of ASCII, and the signs inside addresses. */
const JOINABLE = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9@._:/=-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** An ASCII letter or digit, or one of a script without joiners, beyond other zero-width characters. */
function cutsWord(text: string, at: number, direction: 1 | -1): boolean {
  for (let index = at, seen = 0; index >= 0 && index < text.length && seen < 8; index += direction, seen += 1) {
    const code = text.charCodeAt(index);
    if (code >= 128 && invisibleKind(code) === 'zero-width') continue;
    return code < 128 ? JOINABLE[code] === 1 : code < 0x0530 || (code >= 0x3040 && code < 0xd7b0);
  }
  return false;
}

const FLAG_BASE = 0x1f3f4;

/** England, Scotland and Wales are flags spelt with tag characters after a black flag. */
function partOfFlag(text: string, at: number): boolean {
  // The black flag, at most six tags and the cancel tag: two units each.
  for (let index = at - 2; index >= Math.max(0, at - 16); index -= 2) {
    const codePoint = text.codePointAt(index) ?? 0;
    if (codePoint === FLAG_BASE) return true;
    if (invisibleKind(codePoint) !== 'tag') return false;
  }
  return false;
}

/** Letters and digits of the full-width forms. Their punctuation is how Chinese and Japanese are written. */
function isFullWidth(codePoint: number): boolean {
  return (
    (codePoint >= 0xff10 && codePoint <= 0xff19) ||
    (codePoint >= 0xff21 && codePoint <= 0xff3a) ||
    (codePoint >= 0xff41 && codePoint <= 0xff5a)
  );
}

/** `…`, `½`, `™` read differently too, but nobody hides behind them; mathematical, circled and small letters do. */
function isDisguise(codePoint: number, folded: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(folded)) return false;
  if (codePoint < 0x300) return codePoint < 128;
  return (
    codePoint !== 0x2122 && codePoint !== 0x2116 && codePoint !== 0x2120 && !(codePoint >= 0x2150 && codePoint < 0x2190)
  );
}

/** Words with look-alike letters: folded where Latin letters stand beside them. */
class Words {
  readonly #text: string;
  readonly #edits: Edit[] = [];
  /** Words of look-alikes only: plain Russian or Greek, unless the text is mixed elsewhere. */
  readonly #whole: Edit[][] = [];
  #end = 0;
  #mixed = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** `at` is a look-alike letter. */
  add(at: number): void {
    if (at < this.#end) return;
    const text = this.#text;
    let start = at;
    while (start > 0 && at - start < 32 && isWordUnit(text.charCodeAt(start - 1))) start -= 1;
    let latin = 0;
    let figures = 0;
    let foreign = 0;
    const folds: Edit[] = [];
    let index = start;
    for (; index < text.length && index - start < 64 && isWordUnit(text.charCodeAt(index)); index += 1) {
      const code = text.charCodeAt(index);
      if (code < 58) figures += 1;
      else if (code < 128) latin += 1;
      else if (CONFUSABLE.has(code)) {
        folds.push(editOf(index, index + 1, CONFUSABLE.get(code)!, isSpelling(code) ? null : 'homoglyphs', 1));
      } else if (code >= 0x370) foreign += 1;
    }
    this.#end = Math.max(index, at + 1);
    if (foreign > 0) return;
    if (latin > 0) {
      if (folds.some(({ reason }) => reason !== null)) this.#mixed += 1;
      this.#edits.push(...folds);
    } else if (figures > 0 || hasFigureBeside(text, start, index)) {
      // `308Т`, `3с:22:fb`: numbers and addresses have letters too. Nobody wrote it to be read as a word.
      for (const { start: from, end, text: letter } of folds) {
        this.#edits.push(editOf(from, end, letter, SAYS_NOTHING, 1));
      }
    } else {
      this.#whole.push(folds);
    }
  }

  edits(): readonly Edit[] {
    return this.#mixed > 1 ? [...this.#edits, ...this.#whole.flat()] : this.#edits;
  }
}

/** Of a number or address in groups: the one before or behind, parted by `-` or `:`, has a figure next to the sign. */
function hasFigureBeside(text: string, start: number, end: number): boolean {
  return (
    (isGroupSign(text.charCodeAt(start - 1)) && isFigure(text.charCodeAt(start - 2))) ||
    (isGroupSign(text.charCodeAt(end)) && isFigure(text.charCodeAt(end + 1)))
  );
}

function isGroupSign(code: number): boolean {
  return code === 45 || code === 58;
}

function isFigure(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordUnit(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || (code >= 0xc0 && code < 0x2000);
}

/** Bytes smuggled in variation selectors, as text; null when there are too few. */
export function decodeVariationSelectors(text: string): TextView | null {
  const builder = new ViewBuilder();
  const runs = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{8,}/gu;
  for (let match = runs.exec(text); match !== null; match = runs.exec(text)) {
    const bytes = Uint8Array.from(match[0], (character) => variationByte(character.codePointAt(0)!));
    const start = match.index;
    builder.nextFragment();
    builder.replace(Buffer.from(bytes).toString('utf8'), start, start + match[0].length);
    builder.signal('variation-selectors', start, start + match[0].length);
  }
  return builder.length === 0 ? null : builder.build('decoded:variation-selectors');
}
