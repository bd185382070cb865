/** Figures one by one: what tells data from a number that somebody spells out. A check digit is right by chance too often. */

/** Longer lines are no rows of single figures. Characters. */
const LONGEST_ROW = 80;
const NEIGHBOURS = 2;
const FEWEST_IN_A_ROW = 6;
const LINE_END = 10;
/** How far from a number its bracket may be. */
const BRACKET_REACH = 4;

/**
 * Whether numbers of one text are rows of a table. A hostile text asks for each of thousands of figures: asked from the
 * beginning of the text on, the line itself and those beside it are read once all the same.
 */
export class TableRows {
  readonly #text: string;
  /** No line ends in `[from, to)`, which was read. */
  #from = 0;
  #to = 0;
  /** What {@link rowsBeyond} said last, before a line and behind one, and of which place. */
  readonly #before = { border: Number.NaN, rows: 0 };
  readonly #behind = { border: Number.NaN, rows: 0 };

  constructor(text: string) {
    this.#text = text;
  }

  /** Two of the lines beside the one of `start..end`, two on either side, have figures one by one as well. */
  isRow(start: number, end: number): boolean {
    this.#readLine(start);
    const from = this.#from;
    this.#readLine(end);
    const to = this.#to;
    const before = start - from > LONGEST_ROW ? 0 : this.#rows(this.#before, from - 1, -1);
    if (before >= NEIGHBOURS) return true;
    const behind = to - end > LONGEST_ROW ? 0 : this.#rows(this.#behind, to, 1);
    return before + behind >= NEIGHBOURS;
  }

  /** Looks for the ends of the line around `at`, as far as they matter. */
  #readLine(at: number): void {
    const text = this.#text;
    if (at < this.#from || at > this.#to) {
      this.#from = at;
      this.#to = at;
    }
    while (at - this.#from <= LONGEST_ROW && this.#from > 0 && text.charCodeAt(this.#from - 1) !== LINE_END)
      this.#from -= 1;
    while (this.#to - at <= LONGEST_ROW && this.#to < text.length && text.charCodeAt(this.#to) !== LINE_END)
      this.#to += 1;
  }

  #rows(known: { border: number; rows: number }, border: number, step: 1 | -1): number {
    if (known.border !== border) {
      known.border = border;
      known.rows = rowsBeyond(this.#text, border, step);
    }
    return known.rows;
  }
}

/** The same, of one number. */
export function isRowOfTable(text: string, start: number, end: number): boolean {
  return new TableRows(text).isRow(start, end);
}

/** How many of the next two lines behind the line end at `border`, or before it, have figures one by one. */
function rowsBeyond(text: string, border: number, step: 1 | -1): number {
  let index = border + step;
  let rows = 0;
  for (let line = 0; line < NEIGHBOURS; line += 1) {
    let single = 0;
    let most = 0;
    let since = 0;
    let beside = false;
    let length = 0;
    for (; index >= 0 && index < text.length && text.charCodeAt(index) !== LINE_END; index += step) {
      length += 1;
      if (length > LONGEST_ROW) return rows;
      const code = text.charCodeAt(index);
      const figure = code >= 48 && code <= 57;
      if (figure) single = beside || since > 3 ? 1 : single + 1;
      else if (code > 64 && code !== 124) single = 0;
      since = figure ? 0 : since + 1;
      beside = figure;
      most = Math.max(most, single);
    }
    if (most >= FEWEST_IN_A_ROW) rows += 1;
    index += step;
  }
  return rows;
}

/** `[4, 1, 1, …]`: a bracket opens directly before, or closes directly behind. Parentheses count where `calls` may be. */
export function isInBrackets(text: string, start: number, end: number, calls: boolean): boolean {
  const first = Math.max(0, start - BRACKET_REACH);
  let before = start - 1;
  while (before >= first && isBlank(text.charCodeAt(before))) before -= 1;
  if (before >= first && (calls ? '[({' : '[{').includes(text[before]!)) return true;
  const last = Math.min(text.length, end + BRACKET_REACH);
  let behind = text.charCodeAt(end) === DOT ? end + 1 : end;
  while (behind < last && isBlank(text.charCodeAt(behind))) behind += 1;
  return behind < last && (calls ? '])}' : ']}').includes(text[behind]!);
}

const DOT = 46;

/** What `\s` means. */
function isBlank(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13);
  return /\s/.test(String.fromCharCode(code));
}

/** `123456789`, `0123456`: nobody has it, everybody counts so. */
export function isCountedUp(digits: string): boolean {
  return '01234567890123456789'.includes(digits);
}
