/** A document as the trainer sees it: all windows of all its readings. The model's score of it is that of the best window. */
import {
  FIRST_GUISE,
  FIRST_SIZE,
  extract,
  newFeatures,
} from '../../electron/engine/detectors/injection/model/features.ts';
import { guisesOf } from '../../electron/engine/detectors/injection/model/guise.ts';
import { fold } from '../../electron/engine/detectors/injection/fold.ts';
import { readConcepts } from '../../electron/engine/detectors/injection/assess.ts';
import { eachWindow, isLong, sizeOf, windowNorm } from '../../electron/engine/detectors/injection/model/windows.ts';
import { type TextView, buildViews } from '../../electron/engine/detectors/views/index.ts';

export interface Row {
  readonly text: string;
  readonly label: 0 | 1;
  readonly source: string;
  readonly role: 'user' | 'tool' | 'system' | 'assistant';
  readonly lang: string;
  readonly kind?: string;
  readonly payload?: string;
  readonly parent?: string;
  /** The source of the attack or text inside it. */
  readonly of?: string;
  readonly obfuscated?: boolean;
}

export interface Window {
  readonly from: number;
  readonly to: number;
  readonly norm: number;
  /** How much of it the attack is; 1 throughout where no attack is marked. */
  readonly attack: number;
  /** Whether the head for whole messages reads it. */
  readonly long: boolean;
  /** Slot of its size. */
  readonly size: number;
}

export interface Reading {
  readonly view: string;
  /** Folded characters. */
  readonly length: number;
  readonly index: Uint32Array;
  readonly windows: readonly Window[];
  /** Slots that count for every window. */
  readonly guises: readonly number[];
}

export interface Bag {
  readonly row: Row;
  readonly readings: readonly Reading[];
}

/** Longer documents say nothing new, and cost memory. Characters. */
const LONGEST = 8_000;

const features = newFeatures();

export function bagOf(row: Row): Bag {
  const text = row.text.slice(0, LONGEST);
  const from = row.payload === undefined || row.payload === '' ? -1 : text.indexOf(row.payload.trim());
  const attack = from < 0 ? null : { start: from, end: from + row.payload!.trim().length };
  return { row, readings: buildViews(text).map((view) => readingOf(view, attack)) };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function readingOf(view: TextView, attack: Span | null): Reading {
  const folded = fold(view.text);
  const { hits, matches } = readConcepts(folded);
  extract(folded, hits, matches, features);
  const windows: Window[] = [];
  eachWindow(folded, (start, end) => {
    const share =
      attack === null || end === start ? 1 : shareOf(attack, view, folded.at[start]!, folded.at[end - 1]! + 1);
    windows.push({
      from: firstFrom(start),
      to: firstFrom(end),
      norm: windowNorm(end - start),
      attack: share,

      long: isLong(end - start, windows.length === 0),

      size: FIRST_SIZE + sizeOf(end - start),
    });
  });
  return {
    view: view.name,
    length: folded.length,
    index: features.index.slice(0, features.count),
    windows,
    guises: guisesOf(view).map((guise) => FIRST_GUISE + guise),
  };
}

/** The larger of: how much of the window the attack is, how much of the attack the window holds. */
function shareOf(attack: Span, view: TextView, start: number, end: number): number {
  const [from, to] = view.toOriginal(start, end);
  const common = Math.min(attack.end, to) - Math.max(attack.start, from);
  return common <= 0 ? 0 : Math.min(1, Math.max(common / (to - from), common / (attack.end - attack.start)));
}

/** The first feature at or behind `position`. */
function firstFrom(position: number): number {
  let low = 0;
  let high = features.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (features.at[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
