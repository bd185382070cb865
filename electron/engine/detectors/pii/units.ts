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

/** What stands between the groups of a number. */
export function isSeparator(code: number): boolean {
  return (
    code === 32 ||
    code === 45 ||
    code === 46 ||
    code === 40 ||
    code === 41 ||
    code === 47 ||
    code === 0xa0 ||
    code === 0x2011
  );
}
