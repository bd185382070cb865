/** Phone numbers: libphonenumber behind a prefilter, because asking it about every number costs more than all other rules. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Pass, RANK } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import { isInFours, isOtherNumber } from './not-phones.ts';
import { isDigit, isWord } from './units.ts';

/** Questions to libphonenumber per text; beyond that the shape decides. 10 µs each, and hostile texts hold thousands. */
const MAX_QUESTIONS = 64;
/** Whose national formats are recognised without a word that says "phone". */
const COUNTRIES: readonly CountryCode[] = ['GB', 'DE', 'FR', 'IN', 'AU', 'IT', 'ES', 'BR', 'JP', 'NL', 'CH'];
const CALLED_FROM: readonly CountryCode[] = ['US', ...COUNTRIES];
/** After the number: `… (mobile)`, `-Fax`, `ext. 12`. */
const LABEL_AFTER =
  /[\s,;(-]{0,3}(?:office|fax|mobile|cell|home|work|tel\b|phone|direct|handy|büro|privat|móvil|mobil|telefon|téléphone|teléfono|telefono|whatsapp)/iy;
const EXTENSION = /[ ,;]{0,2}(?:x|(?:ext\.?|extension|доб\.?|poste|durchwahl)[ .:]{0,2})\d{1,6}(?!\d)/iy;
/** What their words begin with, in small letters. */
const LABEL_FROM = 'ofmchwtpdb';
const EXTENSION_FROM = 'xepd';
/** Both, and `is`, `est` of {@link NAMED_AFTER}. */
const WORDS_FROM = `${LABEL_FROM}${EXTENSION_FROM}i`;
const NANP = /^(?:\+?1[-. ]|001[-. ])?(?:\(\d{3}\)[-. ]?|\d{3}[-.])\d{3}[-. ]\d{4}$/;
/** Russia's and Kazakhstan's, behind the trunk eight; area codes begin with 3, 4, 7, 8 or 9. */
const RUSSIAN = /^8[- ]?(?:\([34789]\d{2}\)|[34789]\d{2})[- ]?\d{3}-\d{2}-\d{2}$/;

export interface PhoneShape {
  readonly start: number;
  /** Behind the last digit. */
  readonly end: number;
  readonly digits: string;
  readonly groups: readonly number[];
  /** The separator between all groups; null when they differ. */
  readonly separator: string | null;
  /** A `+` or `00` stands before the country code. */
  readonly international: boolean;
  /** An area code in parentheses. */
  readonly area: boolean;
  /** A word for a phone stands shortly before. */
  readonly labelled: boolean;
  /** A word stands at once before it that asks for a number, or counts: `call`. */
  readonly called: boolean;
}

/** Adds a phone number when the shape is one. */
export function phoneAt(pass: Pass, shape: PhoneShape): boolean {
  const { text } = pass;
  const { start, end, digits } = shape;
  if (digits.length < 6 || digits.length > 17 || isOtherNumber(text, shape)) return false;
  const written = text.slice(start, end);
  const confidence = confidenceOf(pass, shape, written, shape.labelled || isNamedBehind(pass, end));
  if (confidence === 0) return false;
  const extension = extensionAt(text, end);
  pass.add({
    type: 'phone_number',
    rule: 'pii.phone-number',
    confidence,
    start,
    end: end + extension,
    rank: RANK.contextual,
  });
  return true;
}

/** Whether what stands behind a number says that it is a phone's, or is its extension. Rows end in one place: asked once. */
export function isNamedBehind({ text, behind }: Pass, end: number): boolean {
  if (behind.end !== end) {
    behind.named = isNamed(text, end);
    behind.end = end;
  }
  return behind.named;
}

function isNamed(text: string, end: number): boolean {
  return (
    mayBeNamedAfter(text, end) &&
    (extensionAt(text, end) > 0 ||
      (startsWith(text, end, LABEL_FROM) && matchLength(LABEL_AFTER, text, end) > 0) ||
      isNamedAfter(text, end))
  );
}

function extensionAt(text: string, end: number): number {
  return startsWith(text, end, EXTENSION_FROM) ? matchLength(EXTENSION, text, end) : 0;
}

/** One look at what stands there; false when it does not. */
export function mayBeNamedAfter(text: string, end: number): boolean {
  return startsWith(text, end, WORDS_FROM);
}

/** Whether the first word behind a few signs may be one of those that begin with `letters`. */
function startsWith(text: string, from: number, letters: string): boolean {
  let index = from;
  while (index < from + 3 && isBeforeWord(text.charCodeAt(index))) index += 1;
  if (index >= text.length) return false;
  return text.charCodeAt(index) > 127 || letters.includes(text[index]!.toLowerCase());
}

/** Blanks and line ends, `,`, `;`, `(`, `-`. */
function isBeforeWord(code: number): boolean {
  return code <= 32 || code === 44 || code === 59 || code === 40 || code === 45;
}

/** `… is my number`, `… est mon numéro de téléphone`. */
const NAMED_AFTER =
  /\s{1,2}(?:is|est|ist|es|è|é|is)\s(?:my|the|his|her|our|their|mon|son|le|ma|meine?|seine?|ihre?|die|mi|su|el|il mio|il suo|o meu|meu|mijn|het)\s(?:[\p{L}']{2,12}\s){0,2}(?:phone|number|mobile|cell|landline|téléphone|numéro|portable|telefon\w*|handy\w*|mobil\w*|rufnummer|teléfono|número|móvil|celular|cellulare|numero|telefono|telefone|nummer)/iuy;
function isNamedAfter(text: string, end: number): boolean {
  return text.charCodeAt(end) === 32 && matchLength(NAMED_AFTER, text, end) > 0;
}

function confidenceOf(pass: Pass, shape: PhoneShape, written: string, labelled: boolean): number {
  const { digits, groups, international, area, separator } = shape;
  if (international) {
    if (digits.length < 8) return 0;
    if (!labelled && written.startsWith('00') && isAmongNumbers(pass.text, shape.start, shape.end)) return 0;
    if (ask(pass, written.startsWith('00') ? `+${written.slice(2)}` : written)) return 0.95;
    // Made-up and new ranges: the shape is still that of a phone number.
    return labelled || (groups.length > 1 && !(written.startsWith('00') && isInFours(shape))) ? 0.7 : 0;
  }
  // A number that ends in zeros counts something.
  if (groups.length === 1 && /0{6}$/.test(digits)) return 0;
  if (shape.called && groups.length === 1 && !labelled) {
    return digits.length >= 9 && CALLED_FROM.some((country) => ask(pass, written, country)) ? 0.75 : 0;
  }
  if (shape.called && groups.length > 1) return 0.8;
  if (groups.length === 1 && COMPACT_DATE.test(digits)) return 0;
  // A single short run behind a label is as often a count or a code, and `300/150` a rate.
  if (labelled && (digits.length > 6 || (groups.length > 1 && separator !== '/'))) return 0.85;
  if (isAmericanLength(digits.length) && (NANP.test(written) || RUSSIAN.test(written))) return 0.8;
  if (area && digits.length >= 8) return 0.7;
  return isNational(shape) &&
    !isAmongNumbers(pass.text, shape.start, shape.end) &&
    COUNTRIES.some((country) => ask(pass, written, country))
    ? 0.65
    : 0;
}

/** With no country code, with `1` or `8`, with `001`. Digits. */
export function isAmericanLength(digits: number): boolean {
  return digits === 10 || digits === 11 || digits === 13;
}

/** `20250314` */
const COMPACT_DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

/** More groups before or behind it: a stretch of a parcel's number, of a serial number, of bytes in figures. */
export function isAmongNumbers(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 2);
  if (text.charCodeAt(start - 1) === BLANK && (isDigit(before) || (before >= 65 && before <= 70))) return true;
  if (text.charCodeAt(end) !== BLANK) return false;
  let index = end + 1;
  while (index < end + 8 && isHex(text.charCodeAt(index))) index += 1;
  const after = text.charCodeAt(index);
  return index - end > 2 && index < end + 8 && !isWord(after) && after !== AT;
}

const BLANK = 32;
const AT = 64;

/** Small letters only. */
function isHex(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102);
}

const SEPARATORS = new Set([' ', '-', '.', '/', ' / ', ' - ']);
/** Trunk zero, two to five groups with one separator, none of them too long: `0431 19 97 94`, `020 7946 0958`. */
function isNational({ digits, groups, separator }: PhoneShape): boolean {
  if (separator === null || !SEPARATORS.has(separator)) return false;
  if (!/^0[1-9]/.test(digits) || digits.length < 9 || digits.length > 12) return false;
  const [first = 0, ...rest] = groups;
  return (
    first >= 2 && first <= 5 && rest.length >= 1 && rest.length <= 4 && rest.every((size) => size >= 2 && size <= 8)
  );
}

function ask(pass: Pass, written: string, country?: CountryCode): boolean {
  const key = `${country ?? ''}${written}`;
  // Known answers count too: what a text is found to hold must not depend on the texts before it.
  if (pass.questions >= MAX_QUESTIONS) return country === undefined;
  pass.questions += 1;
  const known = ANSWERS.get(key);
  if (known !== undefined) return known;
  const answer = parsePhoneNumberFromString(written, country)?.isValid() === true;
  if (ANSWERS.size >= MAX_ANSWERS) ANSWERS.clear();
  ANSWERS.set(key, answer);
  return answer;
}

/** Agents send the same text again and again, numbers included. */
const ANSWERS = new Map<string, boolean>();
const MAX_ANSWERS = 1_024;
