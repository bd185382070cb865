/** Numbers in groups that are written as phone numbers are, and say what else they are. */

export interface Grouped {
  readonly start: number;
  /** Behind the last digit. */
  readonly end: number;
  /** How many digits each group has. */
  readonly groups: readonly number[];
  /** Between all groups; null when they differ. */
  readonly separator: string | null;
}

/** Whether it is a stretch of years, a time, a decimal, a code of the post, or bytes, whatever stands before it. */
export function isOtherNumber(text: string, { start, end, groups, separator }: Grouped): boolean {
  const [first = 0, second = 0] = groups;
  if (groups.length === 2) {
    // `2005-2016, x264`
    if (first === 4 && second === 4 && separator === '-' && isYear(text, start) && isYear(text, start + 5)) return true;
    // `+35236450.6`, but `+1.4155550132` as registries of domains write it
    if (separator === '.' && first > 4 && text.charCodeAt(start) === PLUS) return true;
    // `MA 02110-1301`
    if (first === 5 && second === 4 && separator === '-' && STATE.test(text.slice(Math.max(0, start - 5), start)))
      return true;
  }
  // `00:32:00.999999`, `001103 00:36`
  if (text.charCodeAt(start - 1) === COLON && isDigit(text.charCodeAt(start - 2))) return true;
  if (text.charCodeAt(end) === COLON && isDigit(text.charCodeAt(end + 1))) return true;
  // `13,178,002.113936031`
  if (first === 3 && separator === '.' && text.charCodeAt(start - 1) === COMMA && isDigit(text.charCodeAt(start - 2)))
    return true;
  return first === 2 && separator === ' ' && text.slice(Math.max(0, start - 7), start) === 'Buffer ';
}

/** `0041 0300`: code points as tables of Unicode have them. Only a number that exists is written so. */
export function isInFours({ groups }: Pick<Grouped, 'groups'>): boolean {
  return groups.length > 1 && groups.every((size) => size === 4);
}

const STATE = /\b[A-Z]{2}\s{1,3}$/;
const PLUS = 43;
const COLON = 58;
const COMMA = 44;

function isYear(text: string, at: number): boolean {
  return /^(?:19|20)$/.test(text.slice(at, at + 2));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
