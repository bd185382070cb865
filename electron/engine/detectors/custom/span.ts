/** A stretch of a text that a rule matched; UTF-16 offsets, `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** 0..1; exact rules say 1. */
  readonly confidence: number;
}

/**
 * At most this many matches of a rule are told apart in one part. What comes after the last is one span up to the end
 * of the part: a rule that masks must not let the next match through.
 */
export const MAX_SPANS = 200;

/** In order, overlapping ones made one: whoever masks them must cover every match, also one inside two others. */
export function united(spans: Span[]): Span[] {
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) {
      result.push(span);
    } else {
      const end = Math.max(last.end, span.end);
      result[result.length - 1] = { start: last.start, end, confidence: Math.max(last.confidence, span.confidence) };
    }
  }
  return result;
}

/** Cuts a list of spans to {@link MAX_SPANS}, the last one covering the rest of the text. */
export function bounded(spans: readonly Span[], textLength: number): readonly Span[] {
  const last = spans[MAX_SPANS - 1];
  if (last === undefined || spans.length === MAX_SPANS) return spans;
  return [...spans.slice(0, MAX_SPANS - 1), { ...last, end: textLength }];
}
