/** International bank account numbers, ISO 13616. */
import { type Pass, RANK } from '../rule.ts';
import { mod97 } from './check-digits.ts';
import { isDigit } from './units.ts';

/** Country and length: SWIFT IBAN Registry, release 99. */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BI: 27,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DJ: 27,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FK: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HN: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MN: 20,
  MR: 27,
  MT: 31,
  MU: 30,
  NI: 28,
  NL: 18,
  NO: 15,
  OM: 23,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  RU: 33,
  SA: 24,
  SC: 31,
  SD: 18,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SO: 23,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
  YE: 30,
};

/** `at` is the first check digit, two letters stand before it. Grouped by fours or not; separators must be all the same. */
export function ibanAt(pass: Pass, at: number): boolean {
  const { text } = pass;
  // Two check digits: most pairs of letters with a figure behind them end here.
  if (!isDigit(text.charCodeAt(at + 1))) return false;
  const start = at - 2;
  const wanted = LENGTHS[text.slice(start, at).toUpperCase()];
  if (wanted === undefined) return false;
  let compact = '';
  let index = start;
  const separator =
    text[start + 4] === ' ' || text[start + 4] === '-' || text[start + 4] === '\u00a0' ? text[start + 4] : '';
  while (compact.length < wanted && index < text.length) {
    const code = text.charCodeAt(index);
    const lower = code | 32;
    if ((code >= 48 && code <= 57) || (lower >= 97 && lower <= 122)) compact += text[index];
    else if (text[index] !== separator || separator === '') return false;
    index += 1;
  }
  if (compact.length < wanted || isAlphanumeric(text.charCodeAt(index)) || !mod97(compact)) return false;
  pass.add({ type: 'iban', rule: 'pii.iban', confidence: 0.98, start, end: index, rank: RANK.checked + 5 });
  return true;
}

function isAlphanumeric(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122);
}
