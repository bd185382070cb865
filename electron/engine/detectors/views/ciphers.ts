/** Rot13 and text written backwards: the stretches where the disguise explains the letters better than plain text. */
import { unitsOf } from '../scanner/index.ts';
import { PAIR_BITS, REVERSED_EVIDENCE, ROT13_EVIDENCE, SYMBOL } from './letters.ts';
import { isHighSurrogate, isLowSurrogate } from './rewrite.ts';
import { CIPHER_THRESHOLD } from './survey.ts';
import { type TextView, ViewBuilder } from './view.ts';

const MAX_REGIONS = 32;
type Region = readonly [start: number, end: number];

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
  for (const [start, end] of joined(text, regions)) {
    const stretch = text.slice(start, end);
    builder.nextFragment();
    const mirrored = mirror(stretch);
    builder.scaled(mirrored, start, end, -1);
    if (/\s/.test(stretch.trim())) mirrorWords(builder, stretch, mirrored, start);
  }
  for (const [start, end] of regions) builder.signal('decoded', start, end);
  return builder.build('decoded:reversed');
}

/** A private key of 4,096 bits in PEM takes 3,300. Characters. */
const LONGEST_BETWEEN = 4_096;

/**
 * A key or a link between two stretches was turned round with them: its letters say nothing of themselves. Words would
 * have said so.
 */
function joined(text: string, regions: readonly Region[]): Region[] {
  const all: Region[] = [];
  for (const [start, end] of regions) {
    const last = all.at(-1);
    if (last !== undefined && isWithoutWords(text, last[1], start)) all[all.length - 1] = [last[0], end];
    else all.push([start, end]);
  }
  return all;
}

function isWithoutWords(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST_BETWEEN) return false;
  // Those on either side of it; a sentence has a blank in six characters.
  let blanks = -8;
  for (let index = start; index < end; index += 1) if (text.charCodeAt(index) <= 32) blanks += 1;
  return blanks * 16 <= end - start;
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
function cipherRegions(text: string, evidence: Int8Array): Region[] {
  const units = unitsOf(text);
  const regions: Region[] = [];
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
    const next = SYMBOL[units[index]!]!;
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

/** What stands before `from` is not of the stretch: a quote, a bracket, the colon behind a label (`://` is in a word). */
function endsBefore(text: string, from: number): boolean {
  return /[\n"'`>(]/.test(text[from - 1]!) || (text[from - 1] === ':' && /\s/.test(text[from]!));
}

/** To the borders of the line's words, and over neighbouring words that the letters could not decide. */
function widen(text: string, start: number, end: number, after: number): Region {
  let from = start;
  let to = end + 1;
  while (from > after && !endsBefore(text, from) && goesOn(text[from - 1]!, start - from)) from -= 1;
  while (to < text.length && !/[\n"'`<)]/.test(text[to]!) && goesOn(text[to]!, to - end)) to += 1;
  while (from < start && /\s/.test(text[from]!)) from += 1;
  while (to > end + 1 && /\s/.test(text[to - 1]!)) to -= 1;
  // Never between the halves of a code point.
  return [isLowSurrogate(text, from) ? from + 1 : from, isLowSurrogate(text, to) ? to + 1 : to];
}
