import { BEFORE, BLOCK, CODES, readBlock } from '../scanner/index.ts';

/** Every character of a text as the lexicon and the model see it, with the way back to where it stood. */
export interface Folded {
  /** Folded UTF-16 code units; only the first `length` are meaningful. */
  readonly codes: Uint16Array;
  /** Index in the text of each code; one more entry than codes: the end of the text. */
  readonly at: Int32Array;
  readonly length: number;
}

const SPACE = 32;
const NEWLINE = 10;
/** What is this module's own is a constant to the engine's compiler, what it imports is not. */
const UNITS = CODES;

/**
 * One code unit to one: lower case, no Latin or Greek accents, no Arabic letter variants, full-width forms and curly
 * quotes made plain, dashes and underscores as spaces (`system_prompt`, `role-play`). One to one keeps offsets simple.
 */
const TABLE = buildTable();

function buildTable(): Uint16Array {
  const table = new Uint16Array(65_536);
  for (let code = 0; code < table.length; code++) table[code] = code;
  const lower = (from: number, to: number, strip: boolean) => {
    for (let code = from; code <= to; code++) {
      let text = String.fromCharCode(code).toLowerCase();
      if (strip) text = text.normalize('NFKD');
      const first = text.charCodeAt(0);
      if (first !== 0) table[code] = first;
    }
  };
  lower(0x41, 0x5a, false);
  lower(0xc0, 0x24f, true);
  lower(0x370, 0x3ff, true);
  lower(0x400, 0x52f, false);
  lower(0x530, 0x556, false);
  lower(0x1e00, 0x1fff, true);
  lower(0xff01, 0xff5e, true);
  for (let code = 0; code < SPACE; code++) table[code] = code === NEWLINE ? NEWLINE : SPACE;
  for (const code of [0x85, 0xa0, 0x2028, 0x2029, 0x202f, 0x3000, 0x5f, 0x2d, 0xad]) table[code] = SPACE;
  for (let code = 0x2000; code <= 0x200a; code++) table[code] = SPACE;
  for (let code = 0x2010; code <= 0x2015; code++) table[code] = SPACE;
  for (const [from, to] of [
    ['’‘`´ʼ', "'"],
    ['“”„«»', '"'],
    ['ıİ', 'ii'],
    ['ß', 's'],
    ['øØđĐłŁ', 'ooddll'],
    ['أإآٱ', 'ا'],
    ['ى', 'ي'],
    ['ة', 'ه'],
    ['ي', 'ي'],
    ['ک', 'ك'],
    ['ی', 'ي'],
    ['ё', 'е'],
    ['Ё', 'е'],
    ['。', '.'],
    ['、', ','],
  ] as const) {
    for (let i = 0; i < from.length; i++) table[from.charCodeAt(i)] = to.charCodeAt(Math.min(i, to.length - 1));
  }
  return table;
}

const BACKSLASH = 0x5c;

/** One before every character, `\\l\\i\\k\\e`: a disguise. Escapes of JSON do not stand three in a row. */
function isScattered(text: string, at: number): boolean {
  const is = (index: number): boolean => text.charCodeAt(index) === BACKSLASH;
  return (is(at + 2) && is(at + 4)) || (is(at - 2) && (is(at + 2) || is(at - 4)));
}

let codes = new Uint16Array(4096);
let at = new Int32Array(4097);

/**
 * Folds a text and collapses runs of white space; a run with an empty line in it becomes one line feed, which rules
 * treat as the end of a sentence. The result shares its buffers with the next call: use it before folding again.
 */
export function fold(text: string): Folded {
  if (codes.length < text.length) {
    codes = new Uint16Array(text.length * 2);
    at = new Int32Array(text.length * 2 + 1);
  }
  return { codes, at, length: foldInto(text, codes, at) };
}

let termCodes = new Uint16Array(256);
let termAt = new Int32Array(257);

/** A term of a lexicon, folded. Shares its buffers with the next term only: a text that is being read stays. */
export function foldTerm(term: string): Folded {
  if (termCodes.length < term.length) {
    termCodes = new Uint16Array(term.length * 2);
    termAt = new Int32Array(term.length * 2 + 1);
  }
  return { codes: termCodes, at: termAt, length: foldInto(term, termCodes, termAt) };
}

/** Returns how many codes it put there. */
function foldInto(text: string, into: Uint16Array, from: Int32Array): number {
  let length = 0;
  let newlines = 0;
  let blank = true;
  for (let block = 0; block < text.length; block += BLOCK) {
    const { size } = readBlock(text, block);
    const shift = block - BEFORE;
    for (let unit = BEFORE, end = BEFORE + size; unit < end; unit++) {
      const code = TABLE[UNITS[unit]!]!;
      if (code === BACKSLASH && isScattered(text, unit + shift)) continue;
      if (code === SPACE || code === NEWLINE) {
        if (code === NEWLINE) newlines++;
        if (!blank) {
          into[length] = SPACE;
          from[length++] = unit + shift;
          blank = true;
        } else if (newlines === 2 && length > 0) into[length - 1] = NEWLINE;
        continue;
      }
      blank = false;
      newlines = 0;
      into[length] = code;
      from[length++] = unit + shift;
    }
  }
  from[length] = text.length;
  return length;
}

/** What folded codes are part of words, first and last: letters and digits of any script. */
const WORD_CODES = [
  [48, 57],
  [97, 122],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x1fff],
  [0x3000, 0xfeff],
] as const;

/** Whether a folded code is part of a word. */
export function isWordCode(code: number): boolean {
  return WORD_CODES.some(([first, last]) => code >= first && code <= last);
}

/** Puts `value` where {@link isWordCode} says yes. */
export function fillWordCodes(table: Uint8Array, value: number): void {
  for (const [first, last] of WORD_CODES) table.fill(value, first, last + 1);
}
