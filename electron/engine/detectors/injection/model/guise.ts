/** How a reading came about, as features: what hides itself from people, or from filters, has a reason to. */
import type { SignalKind, TextView } from '../../views/index.ts';

const KINDS: readonly SignalKind[] = [
  'tag-characters',
  'bidi-override',
  'zero-width',
  'variation-selectors',
  'homoglyphs',
  'full-width',
  'leet',
  'spaced',
];
const READINGS = ['hidden', 'base64', 'hex', 'percent', 'rot13', 'reversed', 'other'] as const;
/** Of texts as programs hand them over: how JSON and HTML write a quote or a line feed, and what was made plain. */
const EVERYDAY: ReadonlySet<string> = new Set(['normalised', 'decoded:json', 'decoded:html']);
/** A single word is a name, or a piece of a key. */
const FEWEST_LEET = 2;
/** Signals for each hundred characters from which a guise counts as the next level: here and there, often, throughout. */
const LEVELS = [0, 1, 4] as const;

/** Number of guises; they are counted from 0. */
export const GUISES = KINDS.length * LEVELS.length + READINGS.length;

/** None for a text as it was written, nor for one that only had white space, quotes or escapes made plain. */
export function guisesOf({ name, text, signals }: Pick<TextView, 'name' | 'text' | 'signals'>): number[] {
  if (name === 'raw') return [];
  const guises: number[] = [];
  for (const [index, kind] of KINDS.entries()) {
    const count = signals.of(kind);
    if (count < (kind === 'leet' ? FEWEST_LEET : 1)) continue;
    const density = (count * 100) / Math.max(text.length, 20);
    const level = LEVELS.findLastIndex((from) => density >= from);
    for (let at = 0; at <= level; at++) guises.push(index * LEVELS.length + at);
  }
  for (const step of name.split('>')) {
    if (EVERYDAY.has(step)) continue;
    const reading = READINGS.findIndex((one) => step === one || step === `decoded:${one}`);
    const known = reading < 0 ? READINGS.length - 1 : reading;
    const guise = KINDS.length * LEVELS.length + known;
    if (!guises.includes(guise)) guises.push(guise);
  }
  return guises;
}
