/** A document as the trainer sees it: all windows of all its readings. The model's score of it is that of the best window. */
import { extract, newFeatures } from '../../electron/engine/detectors/injection/model/features.ts';
import { fold } from '../../electron/engine/detectors/injection/fold.ts';
import { readConcepts } from '../../electron/engine/detectors/injection/assess.ts';
import { eachWindow, windowNorm } from '../../electron/engine/detectors/injection/model/windows.ts';
import { buildViews } from '../../electron/engine/detectors/views/index.ts';

export interface Row {
  readonly text: string;
  readonly label: 0 | 1;
  readonly source: string;
  readonly role: 'user' | 'tool' | 'system' | 'assistant';
  readonly lang: string;
  readonly kind?: string;
  readonly payload?: string;
  readonly parent?: string;
  readonly obfuscated?: boolean;
}

export interface Window {
  readonly from: number;
  readonly to: number;
  readonly norm: number;
}

export interface Reading {
  readonly view: string;
  /** Folded characters. */
  readonly length: number;
  readonly index: Uint16Array;
  readonly windows: readonly Window[];
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
  return { row, readings: buildViews(text).map((view) => readingOf(view.name, view.text)) };
}

function readingOf(view: string, text: string): Reading {
  const folded = fold(text);
  const { hits, matches } = readConcepts(folded);
  extract(folded, hits, matches, features);
  const windows: Window[] = [];
  eachWindow(folded.length, (start, end) => {
    windows.push({ from: firstFrom(start), to: firstFrom(end), norm: windowNorm(end - start) });
  });
  return { view, length: folded.length, index: features.index.slice(0, features.count), windows };
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
