/** What single UTF-16 units are, for rules that read numbers and names by hand. */

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** Of ASCII. */
export function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** Letter, digit or underscore. */
export function isWord(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === 95;
}

export function isSign(code: number): boolean {
  return code === 45 || code === 43;
}

/** Blank, dash, dot, parentheses, slash, the blank that keeps a line together, and the dash that does. */
const SEPARATORS = ' -.()/\u00a0\u2011';
/** From 1 on, for units of one byte. */
const SEPARATOR = Uint8Array.from({ length: 256 }, (_, code) => SEPARATORS.indexOf(String.fromCharCode(code)) + 1);

/** Which of the signs that stand between groups of a number it is, below 16; 0 for none of them. */
export function separatorOf(code: number): number {
  return code < 256 ? SEPARATOR[code]! : code === 0x2011 ? SEPARATORS.length : 0;
}

export function isSeparator(code: number): boolean {
  return separatorOf(code) > 0;
}
