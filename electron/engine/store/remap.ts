/** Spans of findings after text was replaced around them. */

/** A piece of the original text and what stands in its place. Sorted, not overlapping. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a span of the original stands now. A span that touches a replaced piece covers the whole placeholder. */
export function remapSpan(
  span: { readonly start: number; readonly end: number },
  replacements: readonly Replacement[],
): { start: number; end: number } {
  let shift = 0;
  let { start, end } = span;
  let startDone = false;
  for (const { start: from, end: to, text } of replacements) {
    const now = from + shift;
    if (!startDone && span.start < to) {
      start = span.start <= from ? span.start + shift : now;
      startDone = true;
    }
    if (span.end <= from) return { start, end: span.end + shift };
    if (span.end <= to) return { start, end: now + text.length };
    shift += text.length - (to - from);
  }
  end = span.end + shift;
  return { start: startDone ? start : span.start + shift, end };
}

/** Overlapping ones become one, under the first one's replacement. */
export function mergeReplacements(replacements: readonly Replacement[]): Replacement[] {
  const merged: Replacement[] = [];
  for (const next of [...replacements].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last !== undefined && next.start < last.end) {
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, next.end) };
    } else {
      merged.push(next);
    }
  }
  return merged;
}

export function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of replacements) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

const PLACEHOLDER = /(\[[a-z][a-z0-9_.-]*\])/;

/**
 * Finds what was replaced when only the result is known: the text between the placeholders of `after` is looked for in
 * `before`, in order. null when they do not belong together.
 */
export function inferReplacements(before: string, after: string): Replacement[] | null {
  const [head = '', ...pieces] = after.split(PLACEHOLDER);
  if (!before.startsWith(head)) return null;
  const found: Replacement[] = [];
  let at = head.length;
  for (let index = 0; index < pieces.length; index += 2) {
    const placeholder = pieces[index] ?? '';
    const literal = pieces[index + 1] ?? '';
    const last = index + 2 >= pieces.length;
    const where = last ? before.length - literal.length : before.indexOf(literal, at);
    if (where < at || !before.startsWith(literal, where)) return null;
    if (before.slice(at, where) !== placeholder) found.push({ start: at, end: where, text: placeholder });
    at = where + literal.length;
  }
  return at === before.length ? found : null;
}
