/** Huge texts are scanned piece by piece, so that a deadline is kept and memory does not follow the text. */

/** UTF-16 units: some 20 ms of scanning. */
export const PIECE = 128 * 1_024;
/**
 * Neighbouring pieces share so much on either side of their border: what reaches over it is whole in one of them, up to
 * a private key of 4,096 bits, and has its context.
 */
export const MARGIN = 4 * 1_024;

export interface Piece {
  readonly start: number;
  readonly end: number;
  /** What starts in `[from, to)` is this piece's to report. */
  readonly from: number;
  readonly to: number;
}

/** The whole text as one piece when it is small; borders stand between words where there are any. */
export function* piecesOf(text: string): Generator<Piece> {
  if (text.length <= PIECE + MARGIN) {
    yield { start: 0, end: text.length, from: 0, to: text.length };
    return;
  }
  let from = 0;
  while (from < text.length) {
    const last = text.length - from <= PIECE + MARGIN;
    const to = last ? text.length : borderBefore(text, from + PIECE);
    const start = from === 0 ? 0 : borderBefore(text, from - MARGIN);
    const end = last ? text.length : borderBefore(text, Math.min(text.length, to + MARGIN));
    yield { start, end, from, to };
    from = to;
  }
}

const SEARCHED = 256;

/** Behind the last space or line end shortly before `at`; never inside a surrogate pair. */
function borderBefore(text: string, at: number): number {
  for (let index = at; index > at - SEARCHED; index -= 1) {
    const code = text.charCodeAt(index - 1);
    if (code === 32 || code === 10) return index;
  }
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
