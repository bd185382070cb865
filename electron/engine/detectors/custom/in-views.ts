import type { TextView } from '../views/index.ts';
import type { Span } from './span.ts';
import type { FindSpans } from './word-automaton.ts';

/** A match as it stands in the original text. */
export interface FoundInView extends Span {
  /** Name of the view it was found in. */
  readonly view: string;
}

/** A rule's matches in every disguise. What an earlier view found stands: two readings of one place are one match. */
export function findInViews(views: readonly TextView[], find: FindSpans): FoundInView[] {
  const found: FoundInView[] = [];
  for (const view of views) {
    for (const span of find(view.text)) {
      const [start, end] = view.toOriginal(span.start, span.end);
      if (found.some((known) => known.start < end && start < known.end)) continue;
      found.push({ start, end, confidence: span.confidence, view: view.name });
    }
  }
  return found;
}
