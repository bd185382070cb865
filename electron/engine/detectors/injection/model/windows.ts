/** Stretches of a text that the model judges on their own: an attack is a few sentences in whatever surrounds them. */

/** Folded characters; stride 700 of 1,000 lets an attack of 300 stand whole in one of them. */
const SIZES = [
  { size: 1000, stride: 700 },
  { size: 240, stride: 120 },
  { size: 110, stride: 55 },
] as const;

export type OnWindow = (start: number, end: number) => void;

/** Calls for each window of a text of `length` folded characters, large ones first; a short text is one window. */
export function eachWindow(length: number, onWindow: OnWindow): void {
  for (const { size, stride } of SIZES) {
    if (length <= size) {
      if (size === SIZES[0].size || length > 0) onWindow(0, length);
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

/** Divides the sum of weights of a window: sums of n-grams grow with the text, their noise with its root. */
export function windowNorm(length: number): number {
  return 1 / Math.sqrt(Math.max(length, SHORTEST));
}

/** Shorter texts do not count for more. */
const SHORTEST = 40;
