/** Identifiers of letters and digits: looked at once per token that holds a digit. */
import { type Pass, RANK } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import { dniCheck, hetuCheck, vinCheck } from './check-digits.ts';

const MAX_TOKEN = 24;

/** HMRC: no D, F, I, Q, U, V first, no O second; some prefixes never issued. https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110 */
const NINO = /^(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]$/;
const NINO_SPACED =
  /(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][ -]\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])/y;
/** Income Tax Department: fourth letter is the kind of holder, fifth the first letter of the name. https://incometaxindia.gov.in */
const PAN = /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/;
const DNI = /^(?:\d{8}|[XYZxyz]\d{7})[A-Za-z]$/;
const DNI_DASHED = /(?:\d{8}|[XYZ]-?\d{7}|\d{2}\.\d{3}\.\d{3})[- ]?[A-Z](?![A-Za-z0-9])/y;
const HETU = /\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?![A-Za-z0-9])/y;
/** CMS, Medicare Beneficiary Identifier format: https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi.pdf */
const MBI =
  /[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?![A-Za-z0-9-])/y;
/** As Cisco's devices print them. */
const MAC_DOTTED = /(?=[0-9a-f.]{0,13}[a-f])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.-])/iy;
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/i;

/** `at` is the first digit of a token of letters and digits. Returns the end of the token. */
export function tokenAt(pass: Pass, at: number): number {
  const { text } = pass;
  let start = at;
  while (start > 0 && at - start <= MAX_TOKEN && isAlphanumeric(text.charCodeAt(start - 1))) start -= 1;
  let end = at;
  while (end < text.length && isAlphanumeric(text.charCodeAt(end))) end += 1;
  if (end - start === 4 && text.charCodeAt(end) === 46 && text.charCodeAt(end + 5) === 46) {
    const mac = matchLength(MAC_DOTTED, text, start);
    if (mac > 0 && !isJoined(text, start, start + mac)) {
      pass.add({
        type: 'mac_address',
        rule: 'pii.mac-address',
        confidence: 0.85,
        start,
        end: start + mac,
        rank: RANK.structured,
      });
      return start + mac;
    }
  }
  if (end - start <= MAX_TOKEN && !isJoined(text, start, end)) identify(pass, start, end);
  return end;
}

function identify(pass: Pass, start: number, end: number): void {
  const { text } = pass;
  const token = text.slice(start, end);
  const add = (type: string, confidence: number, to = end): void =>
    pass.add({ type, rule: `pii.${type.replaceAll('_', '-')}`, confidence, start, end: to, rank: RANK.checked });
  if (token.length === 9 && DNI.test(token) && dniCheck(token)) return add('es_dni', 0.95);
  if (token.length === 9 && NINO.test(token)) return add('uk_nino', 0.95);
  if (token.length === 10 && PAN.test(token)) return add('in_pan', 0.85);
  if (token.length === 17 && VIN.test(token) && !isId(token, text.charCodeAt(start - 1)) && isVin(token))
    return add('vin', 0.9);
  if (token.length === 11 || (token.length === 4 && text[end] === '-')) {
    const mbi = matchLength(MBI, text, start);
    // The dashes or a capital look of the whole: lower-case ones are hashes.
    if (mbi > 0) return add('us_medicare', 0.9, start + mbi);
  }
  if (token.length >= 10 && token.length <= 11) {
    const hetu = matchLength(HETU, text, start);
    if (hetu > 0 && hetuCheck(text.slice(start, start + hetu))) return add('fi_hetu', 0.95, start + hetu);
  }
}

/** Formats whose first token is figures only: `131052-308T`, `12345678-Z`; and NINO in groups. */
export function dashedTokenAt(pass: Pass, at: number): number {
  const { text } = pass;
  const hetu = matchLength(HETU, text, at);
  if (hetu > 0 && hetuCheck(text.slice(at, at + hetu))) {
    pass.add({ type: 'fi_hetu', rule: 'pii.fi-hetu', confidence: 0.95, start: at, end: at + hetu, rank: RANK.checked });
    return at + hetu;
  }
  const dni = matchLength(DNI_DASHED, text, at);
  if (dni > 0 && dniCheck(text.slice(at, at + dni).replace(/[-. ]/g, ''))) {
    pass.add({ type: 'es_dni', rule: 'pii.es-dni', confidence: 0.9, start: at, end: at + dni, rank: RANK.checked });
    return at + dni;
  }
  return 0;
}

/** `X-1234567-L`: `at` is the first digit, a letter and a dash stand before it. */
export function nieAt(pass: Pass, at: number): number {
  const start = at - 2;
  const length = matchLength(DNI_DASHED, pass.text, start);
  if (length === 0 || !dniCheck(pass.text.slice(start, start + length).replaceAll('-', ''))) return 0;
  pass.add({ type: 'es_dni', rule: 'pii.es-dni', confidence: 0.9, start, end: start + length, rank: RANK.checked });
  return start + length;
}

/** `QQ 12 34 56 C`: `at` is the first digit, two capitals and a blank stand before it. */
export function ninoAt(pass: Pass, at: number): number {
  const nino = matchLength(NINO_SPACED, pass.text, at - 3);
  if (nino === 0) return 0;
  pass.add({
    type: 'uk_nino',
    rule: 'pii.uk-nino',
    confidence: 0.95,
    start: at - 3,
    end: at - 3 + nino,
    rank: RANK.checked + 1,
  });
  return at - 3 + nino;
}

/** Check digit (North America), or a year and plant position that only vehicles have: figures at the end, letters before. */
function isVin(token: string): boolean {
  const vin = token.toUpperCase();
  if (!/\d{4}$/.test(vin) || !/[A-Z]/.test(vin) || new Set(vin).size < 6) return false;
  return vinCheck(vin);
}

/** Seventeen hexadecimal figures are the id of a machine in a cloud (`i-0abcd1234ef567890`): one in eleven checks. */
function isId(token: string, before: number): boolean {
  return before === 45 || /^[0-9a-f]+$/.test(token);
}

/** Part of a longer name: `v1-ABCPD1234E_2`, `/AB123456C.png`, an address of e-mail or web. */
function isJoined(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  return before === 95 || after === 95 || before === 64 || after === 64 || before === 47 || before === 38;
}

function isAlphanumeric(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122);
}
