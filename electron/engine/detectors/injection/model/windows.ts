/** Stretches of a text that the model judges on their own: an attack is a few sentences in whatever surrounds them. */
import type { Folded } from '../fold.ts';

/** Folded characters; stride 700 of 1,000 lets an attack of 300 stand whole in one of them. */
const STRIDES = [
  { size: 1000, stride: 700 },
  { size: 240, stride: 120 },
  { size: 110, stride: 55 },
] as const;

export type OnWindow = (start: number, end: number) => void;

/** Calls for each window of a folded text, large ones first; a short text is one window, and its sentences are more. */
export function eachWindow(text: Folded, onWindow: OnWindow): void {
  eachStretch(text.length, onWindow);
  eachSentence(text, onWindow);
}

function eachStretch(length: number, onWindow: OnWindow): void {
  for (const { size, stride } of STRIDES) {
    if (length <= size) {
      if (size === STRIDES[0].size || length > 0) onWindow(0, length);
      return;
    }
    for (let start = 0; ; start += stride) {
      if (start + size >= length) {
        onWindow(Math.max(0, length - size), length);
        break;
      }
      onWindow(start, start + size);
    }
  }
}

/** Shorter pieces belong to what follows them, as `1.` and `e.g.` do. Folded characters. */
const SHORTEST_SENTENCE = 16;
const LONGEST_GROUP = 600;

/** What ends a sentence, a line, a value of JSON, an element or a comment. */
const ENDS = new Uint8Array(65_536);
for (const mark of '\n.!?;"<>{}|。！？') ENDS[mark.charCodeAt(0)] = 1;

/** Each sentence, and each with the one and the two before it: an attack whole and alone, wherever it stands. */
function eachSentence({ codes, length }: Folded, onWindow: OnWindow): void {
  let third = -1;
  let second = -1;
  let first = 0;
  for (let at = 0; at <= length; at++) {
    if (at < length && (ENDS[codes[at]!] === 0 || at + 1 - first < SHORTEST_SENTENCE)) continue;
    const end = Math.min(length, at + 1);
    if (end === first || (first === 0 && end === length)) return;
    onWindow(first, end);
    if (second >= 0 && end - second <= LONGEST_GROUP) onWindow(second, end);
    if (third >= 0 && end - third <= LONGEST_GROUP) onWindow(third, end);
    third = second;
    second = first;
    first = end;
  }
}

/** Folded characters. */
const LONG_FROM = 180;

/** Whether the head for whole messages reads it: the first window of a text, and all that are not short. */
export function isLong(length: number, isFirst: boolean): boolean {
  return isFirst || length > LONG_FROM;
}

/** Divides the sum of weights of a window: sums of n-grams grow with the text, their noise with its root. */
export function windowNorm(length: number): number {
  return 1 / Math.sqrt(Math.max(length, SHORTEST));
}

/** Shorter texts do not count for more. */
const SHORTEST = 40;

const LIMITS = [45, 75, 115, 180, 300, 700, Number.POSITIVE_INFINITY] as const;
/** Number of sizes of windows. */
export const SIZES = LIMITS.length;

/** Which of them a window is, from 0. */
export function sizeOf(length: number): number {
  let size = 0;
  while (length > LIMITS[size]!) size++;
  return size;
}
