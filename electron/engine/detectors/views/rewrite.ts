/** A text with some of its stretches read differently, as a view: only their surroundings, where the text is long. */
import { unitsOf } from '../scanner/index.ts';
import { FRAGMENT_BREAK, type SignalKind, SignalCounts, type TextView, ViewBuilder } from './view.ts';

/** `start..end` of the text reads `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly reason: Reason;
  /** Each character of `text` stands for this many of the original, exactly; 0: any part stands for the whole. */
  readonly step: number;
}

/** Worth a view, though it says nothing about who wrote it. */
export const SAYS_NOTHING = 'plain';

/** Why there has to be a view with an edit in it; null for one that is only made where there is a view anyway. */
export type Reason = SignalKind | typeof SAYS_NOTHING | null;

/** All are made here: thousands of several shapes would take twice as long to read. */
export function editOf(start: number, end: number, text: string, reason: Reason, step = 0): Edit {
  return { start, end, text, reason, step };
}

/** Texts up to this length are kept whole. Characters. */
const WHOLE = 1_024;
/** What is kept on either side of an edit: enough for a label before a number or the rest of a sentence. Characters. */
const MARGIN = 240;

type Region = readonly [start: number, end: number];

/** null when no edit is worth a view. `edits` by start, without overlaps. */
export function rewritten(text: string, edits: readonly Edit[], name: string): TextView | null {
  const regions = regionsOf(text, edits);
  return regions.length === 0 ? null : new RewrittenView(name, text, edits, regions);
}

/** Most have nothing in them: how their places map back is only worked out once somebody asks. */
class RewrittenView implements TextView {
  readonly name: string;
  readonly text: string;
  readonly signals: SignalCounts;
  readonly #mapped: () => TextView;
  #map: TextView | null = null;

  constructor(name: string, text: string, edits: readonly Edit[], regions: readonly Region[]) {
    this.name = name;
    this.signals = new SignalCounts();
    this.text = readingOf(text, edits, regions, this.signals);
    this.#mapped = () => mapped(text, edits, regions, name);
  }

  toOriginal(start: number, end: number): readonly [number, number] {
    this.#map ??= this.#mapped();
    return this.#map.toOriginal(start, end);
  }
}

let written = new Uint16Array(4_096);

/** What the regions read, unit by unit: a text may have an edit for every other one, and a string for each is slow. */
function readingOf(text: string, edits: readonly Edit[], regions: readonly Region[], signals: SignalCounts): string {
  const units = unitsOf(text);
  let length = 0;
  const copy = (start: number, end: number): void => {
    if (length + end - start > written.length) grow(length + end - start);
    const into = written;
    for (let index = start; index < end; index += 1) into[length++] = units[index]!;
  };
  const put = (reading: string): void => {
    if (length + reading.length > written.length) grow(length + reading.length);
    for (let index = 0; index < reading.length; index += 1) written[length++] = reading.charCodeAt(index);
  };
  let next = 0;
  for (const [from, to] of regions) {
    if (length > 0) put(FRAGMENT_BREAK);
    let done = from;
    while (next < edits.length && edits[next]!.start < from) next += 1;
    for (; next < edits.length && edits[next]!.end <= to; next += 1) {
      const { start, end, text: reading, reason } = edits[next]!;
      copy(done, start);
      put(reading);
      if (reason !== null && reason !== SAYS_NOTHING) signals.add(reason, start, end);
      done = end;
    }
    copy(done, to);
  }
  return Buffer.from(written.buffer, 0, length * 2).toString('utf16le');
}

function grow(least: number): void {
  const more = new Uint16Array(least * 2);
  more.set(written);
  written = more;
}

/** The same, with the places kept. */
function mapped(text: string, edits: readonly Edit[], regions: readonly Region[], name: string): TextView {
  const builder = new ViewBuilder();
  let next = 0;
  for (const [from, to] of regions) {
    builder.nextFragment();
    let done = from;
    while (next < edits.length && edits[next]!.start < from) next += 1;
    for (; next < edits.length && edits[next]!.end <= to; next += 1) {
      const edit = edits[next]!;
      builder.copy(text.slice(done, edit.start), done);
      // One unit for one: as good as a copy, and part of the copies beside it.
      if (edit.text.length === 1 && edit.end - edit.start === 1) builder.copy(edit.text, edit.start);
      else builder.scaled(edit.text, edit.start, edit.end, edit.step);
      done = edit.end;
    }
    builder.copy(text.slice(done, to), done);
  }
  return builder.build(name);
}

function regionsOf(text: string, edits: readonly Edit[]): [number, number][] {
  const regions: [number, number][] = [];
  /** Where the last edit of the last region ends; how far that region goes is looked up when none follows so near. */
  let end = 0;
  const close = (): number => borderAfter(text, Math.min(text.length, end + MARGIN));
  for (const edit of edits) {
    if (edit.reason === null) continue;
    if (text.length <= WHOLE) return [[0, text.length]];
    const last = regions.at(-1);
    if (last === undefined || edit.start - MARGIN > end + MARGIN) {
      const from = borderBefore(text, Math.max(0, edit.start - MARGIN));
      if (last !== undefined) last[1] = close();
      if (last === undefined || from > last[1]) regions.push([from, 0]);
    }
    end = edit.end;
  }
  const last = regions.at(-1);
  if (last !== undefined) last[1] = close();
  return regions;
}

/** To white space within reach, and never between the halves of a code point. */
function borderBefore(text: string, at: number): number {
  for (let index = at; index > 0 && at - index < 32; index -= 1) if (text.charCodeAt(index - 1) <= 32) return index;
  return isLowSurrogate(text, at) ? at - 1 : at;
}

function borderAfter(text: string, at: number): number {
  for (let index = at; index < text.length && index - at < 32; index += 1)
    if (text.charCodeAt(index) <= 32) return index;
  return isLowSurrogate(text, at) ? at + 1 : at;
}

/** Whether `index` is inside a surrogate pair. */
export function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** Whether this unit is the first half of a code point. */
export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
