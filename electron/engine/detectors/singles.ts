/** Figures one by one: what tells data from a number that somebody spells out. A check digit is right by chance too often. */

/** Longer lines are no rows of single figures. Characters. */
const LONGEST_ROW = 80;
const NEIGHBOURS = 2;
const FEWEST_IN_A_ROW = 6;
const LINE_END = 10;

/** Two of the lines beside the one of `start..end`, two on either side, have figures one by one as well. */
export function isRowOfTable(text: string, start: number, end: number): boolean {
  return rowsBeside(text, start - 1, -1) + rowsBeside(text, end, 1) >= NEIGHBOURS;
}

function rowsBeside(text: string, from: number, step: 1 | -1): number {
  let index = from;
  let rows = 0;
  for (let line = 0; line <= NEIGHBOURS; line += 1) {
    let single = 0;
    let most = 0;
    let since = 0;
    let beside = false;
    let length = 0;
    for (; index >= 0 && index < text.length && text.charCodeAt(index) !== LINE_END; index += step) {
      length += 1;
      if (length > LONGEST_ROW) return rows;
      const code = text.charCodeAt(index);
      const figure = code >= 48 && code <= 57;
      if (figure) single = beside || since > 3 ? 1 : single + 1;
      else if (code > 64 && code !== 124) single = 0;
      since = figure ? 0 : since + 1;
      beside = figure;
      most = Math.max(most, single);
    }
    // The rest of the line itself is none.
    if (line > 0 && most >= FEWEST_IN_A_ROW) rows += 1;
    index += step;
  }
  return rows;
}

/** `[4, 1, 1, …]`: a bracket opens directly before, or closes directly behind. Parentheses count where `calls` may be. */
export function isInBrackets(text: string, start: number, end: number, calls: boolean): boolean {
  const before = text.slice(Math.max(0, start - 4), start);
  const behind = text.slice(end, end + 4);
  return calls
    ? /[[({]\s*$/.test(before) || /^\.?\s*[\])}]/.test(behind)
    : /[[{]\s*$/.test(before) || /^\.?\s*[\]}]/.test(behind);
}

/** `123456789`, `0123456`: nobody has it, everybody counts so. */
export function isCountedUp(digits: string): boolean {
  return '01234567890123456789'.includes(digits);
}
