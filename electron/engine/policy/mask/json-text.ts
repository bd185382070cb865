/** Text that is itself JSON: the arguments of a tool call travel as a JSON document inside a string. */

/** Where a span stands in a JSON document. `across`: over a border, so that replacing it would break the document. */
export type Standing = 'inside-string' | 'bare-value' | 'across';

export function isJsonDocument(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** One pass over the document; then each question costs a binary search. */
export function createStandings(json: string): (start: number, end: number) => Standing {
  // Offsets of the contents of all string literals: start, end, start, end, …
  const literals: number[] = [];
  let open = -1;
  for (let at = 0; at < json.length; at += 1) {
    const unit = json.charCodeAt(at);
    if (open >= 0 && unit === BACKSLASH) at += 1;
    else if (unit === QUOTE && open >= 0) {
      literals.push(open, at);
      open = -1;
    } else if (unit === QUOTE) open = at + 1;
  }
  return (start, end) => {
    const border = firstAfter(literals, start);
    const next = literals[border];
    // An odd index is the end of a literal: the span begins inside it.
    if (border % 2 === 1) return next !== undefined && end <= next ? 'inside-string' : 'across';
    if (next !== undefined && end >= next) return 'across';
    const alone = /[\s,:[]/.test(json.charAt(start - 1)) && /[\s,\]}]/.test(json.charAt(end));
    return alone ? 'bare-value' : 'across';
  };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Index of the first border behind `offset`; a literal's own start and end belong to it. */
function firstAfter(borders: readonly number[], offset: number): number {
  let low = 0;
  let high = borders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const behind = middle % 2 === 0 ? borders[middle]! > offset : borders[middle]! >= offset;
    if (behind) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** As it must be written inside a string literal. */
export function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What the inside of a string literal says; as it is when it is no such thing. */
export function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === 'string' ? value : raw;
  } catch {
    return raw;
  }
}
