/** What the user's own detectors find in one part, in every disguise the built-in ones see through. */
import type { CustomDetector, Finding, Part, Side } from '../../../../shared/domain/index.ts';
import type { TextView } from '../views/index.ts';
import { findInViews } from './in-views.ts';
import { compilePattern } from './pattern.ts';
import { type FindSpans, createWordFinder } from './word-automaton.ts';

interface Compiled {
  readonly detector: CustomDetector;
  readonly find: FindSpans;
  readonly steps: number;
}

/** Lists are immutable and change seldom: each is compiled once and forgotten with it. */
const compiledLists = new WeakMap<readonly CustomDetector[], readonly Compiled[]>();

/**
 * Findings of each enabled detector, free of overlaps with each other; never in the way of another detector's. What an
 * earlier view found stands.
 */
export function findCustom(
  part: Part,
  views: readonly TextView[],
  side: Side,
  detectors: readonly CustomDetector[],
  late: () => boolean,
): Finding[] {
  return compiledOf(detectors).flatMap(({ detector, find, steps }) => {
    // What came before may have taken the time that was left; asked only where it matters.
    if (steps > HEAVY_STEPS && late()) return [];
    return findInViews(views, find).map((found) => ({
      ...found,
      type: `custom.${detector.id}`,
      rule: `custom.${detector.id}`,
      severity: detector.severity,
      side,
      role: part.role,
      pointer: part.pointer,
    }));
  });
}

/** More than a message of 64 KB may cost on the thread that serves requests. */
const HEAVY_STEPS = 100;

/** Whether one of them takes so long that only the detector thread, which has a deadline, should run it. */
export function isHeavy(detectors: readonly CustomDetector[]): boolean {
  return compiledOf(detectors).some(({ steps }) => steps > HEAVY_STEPS);
}

function compiledOf(detectors: readonly CustomDetector[]): readonly Compiled[] {
  let compiled = compiledLists.get(detectors);
  if (compiled === undefined) {
    compiled = detectors.filter(({ enabled }) => enabled).flatMap(compile);
    compiledLists.set(detectors, compiled);
  }
  return compiled;
}

function compile(detector: CustomDetector): Compiled[] {
  const { caseSensitive = false } = detector;
  if (detector.kind === 'words') {
    const { find } = createWordFinder(detector.words, { caseSensitive, wholeWords: detector.wholeWords ?? true });
    return [{ detector, find, steps: 1 }];
  }
  const pattern = compilePattern(detector.pattern, caseSensitive);
  // Lists are read before they get here: what does not compile was refused then.
  return pattern.ok ? [{ detector, find: pattern.find, steps: pattern.steps }] : [];
}
