/** Rot13 and text written backwards: the stretches where the disguise explains the letters better than plain text. */
import { PAIR_BITS, REVERSED_EVIDENCE, ROT13_EVIDENCE, SYMBOL } from './letters.ts';
import { isHighSurrogate, isLowSurrogate } from './rewrite.ts';
import { CIPHER_THRESHOLD } from './survey.ts';
import { type TextView, ViewBuilder } from './view.ts';

const MAX_REGIONS = 32;

export function rot13View(text: string): TextView | null {
  const regions = cipherRegions(text, ROT13_EVIDENCE);
  if (regions.length === 0) return null;
  const builder = new ViewBuilder();
  for (const [start, end] of regions) {
    builder.nextFragment();
    builder.copy(rot13(text.slice(start, end)), start);
    builder.signal('decoded', start, end);
  }
  return builder.build('decoded:rot13');
}

/** Each stretch as a whole, and once more word by word in case only the words were turned round. */
export function reversedView(text: string): TextView | null {
  const regions = cipherRegions(text, REVERSED_EVIDENCE);
  if (regions.length === 0) return null;
  const builder = new ViewBuilder();
  for (const [start, end] of regions) {
    const stretch = text.slice(start, end);
    builder.nextFragment();
    const mirrored = mirror(stretch);
    builder.scaled(mirrored, start, end, -1);
    builder.signal('decoded', start, end);
    if (/\s/.test(stretch.trim())) mirrorWords(builder, stretch, mirrored, start);
  }
  return builder.build('decoded:reversed');
}

/** Word by word, in their order; blanks and single characters stay as they are. `mirrored` is the stretch turned round. */
function mirrorWords(builder: ViewBuilder, stretch: string, mirrored: string, start: number): void {
  const { length } = stretch;
  let done = 0;
  builder.nextFragment();
  for (const { 0: word, index } of stretch.matchAll(/\S{2,}/g)) {
    builder.copy(stretch.slice(done, index), start + done);
    done = index + word.length;
    builder.scaled(mirrored.slice(length - done, length - index), start + index, start + done, -1);
  }
  builder.copy(stretch.slice(done), start + done);
}

/** Code points in reverse order; the map mirrors UTF-16 units, which is exact at the borders of code points. */
function mirror(text: string): string {
  const units = new Uint16Array(text.length);
  for (let index = 0, to = text.length - 1; index < text.length; index += 1, to -= 1) {
    const unit = text.charCodeAt(index);
    if (isHighSurrogate(unit) && isLowSurrogate(text, index + 1)) {
      units[to - 1] = unit;
      units[to] = text.charCodeAt(index + 1);
      index += 1;
      to -= 1;
    } else units[to] = unit;
  }
  return textOf(units);
}

function textOf(units: Uint16Array): string {
  return Buffer.from(units.buffer).toString('utf16le');
}

function rot13(text: string): string {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Which letter of the alphabet, in either case.
    const letter = (unit | 32) - 97;
    units[index] = unit < 128 && letter >= 0 && letter < 26 ? unit + (letter < 13 ? 13 : -13) : unit;
  }
  return textOf(units);
}

/**
 * Stretches with more evidence than {@link CIPHER_THRESHOLD}: a cumulative sum that restarts at zero, closed where it
 * has lost half the threshold from its peak, then widened to whole words.
 */
function cipherRegions(text: string, evidence: Int8Array): (readonly [number, number])[] {
  const regions: (readonly [number, number])[] = [];
  let sum = 0;
  let start = 0;
  let peak = 0;
  let peakAt = 0;
  let symbol = 0;
  const close = (): void => {
    if (peak > CIPHER_THRESHOLD && regions.length < MAX_REGIONS)
      regions.push(widen(text, start, peakAt, regions.at(-1)?.[1] ?? 0));
    sum = 0;
    peak = 0;
  };
  for (let index = 0; index < text.length; index += 1) {
    const next = SYMBOL[text.charCodeAt(index)]!;
    const gain = evidence[(symbol << PAIR_BITS) | next]!;
    symbol = next;
    if (sum === 0) {
      if (gain <= 0) continue;
      start = index;
      peak = 0;
    }
    sum += gain;
    if (sum > peak) {
      peak = sum;
      peakAt = index;
    }
    if (sum <= 0 || (peak > CIPHER_THRESHOLD && peak - sum > CIPHER_THRESHOLD / 2)) close();
  }
  close();
  return regions;
}

/** A key is longer than the words that a stretch is widened by: it is taken whole or not at all. */
const WIDER = 40;
const LONGEST_WORD = 256;
function goesOn(character: string, distance: number): boolean {
  return distance < WIDER || (distance < LONGEST_WORD && !/\s/.test(character));
}

/** To the borders of the line's words, and over neighbouring words that the letters could not decide. */
function widen(text: string, start: number, end: number, after: number): readonly [number, number] {
  let from = start;
  let to = end + 1;
  while (from > after && !/[\n"'`:>(]/.test(text[from - 1]!) && goesOn(text[from - 1]!, start - from)) from -= 1;
  while (to < text.length && !/[\n"'`<)]/.test(text[to]!) && goesOn(text[to]!, to - end)) to += 1;
  while (from < start && /\s/.test(text[from]!)) from += 1;
  while (to > end + 1 && /\s/.test(text[to - 1]!)) to -= 1;
  // Never between the halves of a code point.
  return [isLowSurrogate(text, from) ? from + 1 : from, isLowSurrogate(text, to) ? to + 1 : to];
}
