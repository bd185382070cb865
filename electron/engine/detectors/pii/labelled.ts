/** Values that only the label before them makes personal, or whose check digit is weak without one. */
import { type LiteralRule, type Mark, type Pass, RANK } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import { dniCheck, germanTaxId, hetuCheck, luhn, nhsCheck, verhoeff } from './check-digits.ts';
import * as labels from './labels.ts';
import * as numberLabels from './number-labels.ts';
import { isSsn } from './numbers.ts';

interface LabelledValue {
  readonly type: string;
  readonly labels: readonly string[];
  /** Tried at the beginning of each word behind the label. */
  readonly value: RegExp;
  readonly check?: (compact: string) => boolean;
  readonly confidence: number;
  /** Characters between label and value. Default 40. */
  readonly reach?: number;
}

const digitCount = (text: string): number => text.replace(/\D/g, '').length;
const BORDER = String.raw`(?![\p{L}\p{N}]|[-/.]\d)`;
const value = (source: string, flags = 'iuy'): RegExp => new RegExp(`(?:${source})${BORDER}`, flags);

/** Passport: nine characters in most countries (ICAO 9303 part 4), a letter or two and six to eight figures in others. */
const TABLE: readonly LabelledValue[] = [
  {
    type: 'passport',
    labels: labels.PASSPORT,
    value: value(
      String.raw`[a-z]{1,3}[ -]?\d{6,8}[a-z]?|\d{2} ?[a-z]{2} ?\d{5}|\d{4} \d{6}|[a-z]{2}[a-z0-9]{6}\d|[a-z]\d{3}[a-z]\d{4}|[cfghjklmnprtvwxyz][cfghjklmnprtvwxyz0-9]{8}|\d{2} \d{2} \d{6}|\d{7,10}|[a-z]\d{2}[a-z0-9]{6}`,
    ),
    check: (text) => digitCount(text) >= 3,
    confidence: 0.85,
  },
  {
    type: 'drivers_license',
    labels: labels.DRIVERS_LICENSE,
    value: value(
      String.raw`[a-z9]{5}\d{6}[a-z9]{2}\d[a-z]{2}|[a-z]{1,3}(?:[- ]?\d{1,6}){1,6}[a-z]{0,2}|\d{5,14}[a-z]{0,2}|\d{2,6}(?:[-/ ]\d{2,6}){1,4}|[a-z]{2,7}\*[a-z*]{1,4}\d{3}[a-z0-9]{2}|[a-z]\d{2}[a-z0-9]{2}\d{4,5}|wdl[a-z0-9]{9}|[a-z0-9]{8,18}`,
    ),
    check: (text) => digitCount(text) >= (/^wdl/i.test(text) ? 3 : 4) && text.length >= 5,
    confidence: 0.85,
  },
  // `DL` and `license number` are common words: only formats that licences alone have, and at once.
  {
    type: 'drivers_license',
    labels: ['dl', 'wdl', 'license no', 'licence no', 'license number', 'licence number', 'license #'],
    value: value(
      String.raw`[a-z9]{5}\d{6}[a-z9]{2}\d[a-z]{2}|[a-z]\d{7,14}|[a-z]\d{3}[- ]\d{3,4}[- ]\d{2,5}(?:[- ]\d{1,4}){0,2}|\d{7,9}|\d{3} \d{3} \d{3}|[a-z]{2,7}\*[a-z*]{1,4}\d{3}[a-z0-9]{2}|wdl[a-z0-9]{9}`,
    ),
    // Seven to nine figures alone may be anybody's licence to anything.
    check: (text) => !/^\d+$/.test(text) || text.length >= 7,
    confidence: 0.7,
    reach: 8,
  },
  { type: 'cvv', labels: labels.CVV, value: value(String.raw`\d{3,4}`), confidence: 0.9, reach: 24 },
  {
    type: 'ssn',
    labels: labels.SSN,
    value: value(String.raw`\d{3}[- ]?\d{2}[- ]?\d{4}`),
    // The one that everybody makes up is one where it is called so.
    check: (text) => isSsn(text) || /^9\d\d[5-9]\d/.test(text) || text === '123456789',
    confidence: 0.97,
  },
  {
    type: 'uk_nhs',
    labels: labels.NHS,
    value: value(String.raw`\d{3}[- ]?\d{3}[- ]?\d{4}`),
    check: nhsCheck,
    confidence: 0.95,
  },
  {
    type: 'uk_nino',
    labels: labels.NINO,
    value: value(String.raw`[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d]`),
    confidence: 0.95,
  },
  {
    type: 'in_aadhaar',
    labels: labels.AADHAAR,
    value: value(String.raw`[2-9]\d{3}[- ]?\d{4}[- ]?\d{4}`),
    check: verhoeff,
    confidence: 0.97,
  },
  {
    type: 'in_pan',
    labels: labels.PAN,
    value: value(String.raw`[a-z]{3}[abcfghjlpt][a-z]\d{4}[a-z]`),
    confidence: 0.97,
  },
  {
    type: 'ca_sin',
    labels: labels.SIN,
    value: value(String.raw`[0-79]\d{2}[- ]?\d{3}[- ]?\d{3}`),
    check: luhn,
    confidence: 0.95,
  },
  {
    type: 'de_tax_id',
    labels: labels.GERMAN_TAX,
    value: value(String.raw`[1-9]\d(?:[ -/]?\d{3}){3}`),
    check: germanTaxId,
    confidence: 0.95,
  },
  {
    type: 'us_medicare',
    labels: labels.MEDICARE,
    value: value(
      String.raw`[1-9][ac-hjkmnp-rt-y][0-9ac-hjkmnp-rt-y]\d-?[ac-hjkmnp-rt-y][0-9ac-hjkmnp-rt-y]\d-?[ac-hjkmnp-rt-y]{2}\d{2}`,
    ),
    confidence: 0.97,
  },
  {
    type: 'vin',
    labels: labels.VIN,
    value: value(String.raw`[a-hj-npr-z0-9]{17}`),
    check: (text) => digitCount(text) >= 4 && /[a-z]/i.test(text),
    confidence: 0.9,
  },
  // With colons or dashes it needs no label (network.ts).
  {
    type: 'mac_address',
    labels: ['mac', 'mac address', 'hwaddr', 'hw address', 'hardware address', 'bssid'],
    value: value(String.raw`[0-9a-f]{12}`),
    check: (text) => /\d/.test(text) && /[a-f]/i.test(text),
    confidence: 0.8,
    reach: 12,
  },
  {
    type: 'es_dni',
    labels: labels.DNI,
    value: value(String.raw`(?:\d{8}|\d{2}\.\d{3}\.\d{3}|[xyz][- ]?\d{7})[- ]?[a-z]`),
    check: dniCheck,
    confidence: 0.97,
  },
  {
    type: 'fi_hetu',
    labels: labels.HETU,
    value: value(String.raw`\d{6}[-+a-fu-y]\d{3}[0-9a-y]`),
    check: (text) => text.length === 10 || hetuCheck(text),
    confidence: 0.97,
  },
];

/** `security code` is `security_code` and `securityCode` in data. */
function asNames(some: readonly string[]): string[] {
  return some.flatMap((label) =>
    /^[a-z]{2,}(?: [a-z]{2,}){1,2}$/.test(label)
      ? [label, label.replaceAll(' ', '_'), label.replaceAll(' ', '')]
      : [label],
  );
}

export const labelledRules: readonly LiteralRule[] = TABLE.map((row) => ({
  id: `pii.${row.type.replaceAll('_', '-')}-labelled`,
  literals: asNames(row.labels),
  wholeWord: true,
  tryAt(pass, at, end) {
    // `CID` is American Express's word, and an id of everything else.
    if (
      row.type === 'cvv' &&
      end - at === 3 &&
      (pass.text.charCodeAt(at + 1) | 32) === 105 &&
      at - pass.marks.card > 64
    )
      return;
    const labelEnd = compoundEnd(pass.text, end);
    if (!isWholeWord(pass.text, at, labelEnd)) return;
    const found = valueAfter(pass, row, labelEnd);
    if (found === null) return;
    pass.add({
      type: row.type,
      rule: this.id,
      confidence: row.confidence,
      start: found.start,
      end: found.end,
      rank: RANK.checked + 2,
    });
  },
}));

const COMPOUND = /^(?:s?nummern?|snr|nr|numret|number|nº|numero)(?![\p{L}])/iu;
/** `Reisepassnummer`, `Führerscheinnummer`: the label goes on to the end of the word. */
function compoundEnd(text: string, end: number): number {
  const first = text.charCodeAt(end) | 32;
  if (first !== 110 && first !== 115) return end;
  return end + (COMPOUND.exec(text.slice(end, end + 12))?.[0].length ?? 0);
}

/** Words people put between a label and its value; others end the search. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    'number numbers num no nr nummer numero número numéro numer номер № id ids is was are be ist lautet ' +
    "est es è é jest code card of the my his her their your our and it its s it's for holder field value " +
    'expires issued uk us usa eu german british indian canadian australian french spanish italian de la ' +
    'del der die das du da do di n nbr ending with reads says account ssn identity identification ' +
    'insurance verification security permit license licence document book as follows here currently on ' +
    'file call x xx xxx nie dni nif sin tin mbi vin pan a in to enter use uses using provided given ' +
    'called has have had been updated changed new old please e y und et o or cvc cvv серия серии и ' +
    'номером 号码 號碼 号 番号 は 为 是 번호 번호는 संख्या नंबर رقم რ số nomor nomeri numara numarası číslo szám numărul ' +
    'broj αριθμός swedish dutch polish swiss austrian belgian irish mexican brazilian japanese chinese ' +
    'korean russian california californian texas florida ontario nhs tax steuer carte kaart karte karta ' +
    'kort kortti tarjeta carta cartão numeri nummern mit con avec med met lyder är er será sera'
  ).split(' '),
);
const LONGEST_FILLER = Math.max(...Array.from(FILLERS, (filler) => filler.length));
/** With the vowel signs of Indic scripts, and not much longer than a filler: what is none ends the search. */
const WORD = new RegExp(String.raw`\p{L}[\p{L}\p{M}\p{N}'’]{0,${LONGEST_FILLER}}`, 'uy');
const MAX_WORDS = 7;
/** No value has its first figure further behind its beginning. */
const DIGIT_REACH = 18;

/** A figure stands in `from..to`. What was read for the label before is not read again. */
export function hasDigit({ text, figureless }: Pass, from: number, to: number): boolean {
  const end = Math.min(text.length, to);
  if (from < figureless.from || from > figureless.to) {
    figureless.from = from;
    figureless.to = from;
  }
  let index = figureless.to;
  while (index < end && !isFigure(text.charCodeAt(index))) index += 1;
  figureless.to = index;
  return index < end;
}

function isFigure(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isFiller(word: string): boolean {
  return FILLERS.has(word) || FILLERS.has(word.toLowerCase());
}

const DEFAULT_REACH = 40;
/** No value is shorter, and all are written in ASCII. Characters. */
const LEAST = 3;

function isAscii(text: string, from: number, to: number): boolean {
  if (to > text.length) return false;
  for (let index = from; index < to; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}

function valueAfter(
  pass: Pass,
  row: LabelledValue,
  from: number,
): { readonly start: number; readonly end: number } | null {
  const { text } = pass;
  const limit = Math.min(text.length, from + (row.reach ?? DEFAULT_REACH));
  if (!hasDigit(pass, from, limit + DIGIT_REACH)) return null;
  let index = from;
  for (let words = 0; words < MAX_WORDS; words += 1) {
    while (index < limit && !isAlphanumeric(text.charCodeAt(index))) index += 1;
    if (index >= limit) return null;
    row.value.lastIndex = index;
    const match = isAscii(text, index, index + LEAST) ? row.value.exec(text) : null;
    // `is 12345678` is no number that begins with two letters.
    const filler = match === null || text.charCodeAt(index) <= 57 ? null : /^(\p{L}+) /u.exec(match[0])?.[1];
    if (match !== null && !isFiller(filler ?? '-')) {
      const compact = match[0].replace(/[ ./-]/g, '');
      const accepted =
        row.type === 'passport' || row.type === 'drivers_license' ? row.check?.(match[0]) : row.check?.(compact);
      if (accepted !== false) return { start: index, end: index + match[0].length };
    }
    // No filler begins with a figure.
    if (text.charCodeAt(index) <= 57) return null;
    const word = matchLength(WORD, text, index);
    if (word === 0 || word > LONGEST_FILLER || !isFiller(text.slice(index, index + word))) return null;
    index += word;
  }
  return null;
}

/** `SIN` is a label, `business` is not; `userSsn`, `user_ssn` and words of scripts without blanks are. */
export function isWholeWord(text: string, at: number, end: number): boolean {
  const first = text.charCodeAt(at);
  const after = text.charCodeAt(end);
  if (first >= 0x2e80) return true;
  const before = text.charCodeAt(at - 1);
  if (isLetterCode(before) && !(isLower(before) && isUpper(first))) return false;
  if (!isLetterCode(after)) return true;
  // `passportNumber`, `VINs`
  return (
    (isUpper(after) && isLower(text.charCodeAt(end - 1))) || (after === 115 && !isLetterCode(text.charCodeAt(end + 1)))
  );
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isLetterCode(code: number): boolean {
  return isUpper(code) || isLower(code) || (code >= 0xc0 && code < 0x2000);
}

function isAlphanumeric(code: number): boolean {
  return isLetterCode(code) || (code >= 48 && code <= 57) || code >= 0x2e80;
}

const MARKED: readonly (readonly [mark: Mark, labels: readonly string[]])[] = [
  ['phone', numberLabels.PHONE],
  ['call', numberLabels.CALL],
  ['card', numberLabels.CARD],
  ['notCard', numberLabels.NOT_A_CARD],
  ['id', numberLabels.IDS],
  ['other', numberLabels.OTHER_NUMBER],
];

/**
 * Labels of which only the place is remembered, for the numbers that follow. One rule for those that mean the same:
 * `order` is no card, and another number.
 */
export const markRules: readonly LiteralRule[] = (() => {
  const marksOf = new Map<string, Mark[]>();
  for (const [mark, some] of MARKED) {
    for (const label of asNames(some)) {
      const marks = marksOf.get(label);
      if (marks === undefined) marksOf.set(label, [mark]);
      else if (!marks.includes(mark)) marks.push(mark);
    }
  }
  const labelsOf = Map.groupBy(marksOf.keys(), (label) => marksOf.get(label)!.join(' '));
  return Array.from(labelsOf, ([marks, some]) => markRule(marks.split(' ') as Mark[], some));
})();

function markRule(marks: readonly Mark[], literals: readonly string[]): LiteralRule {
  return {
    id: `pii.mark-${marks.join('-')}`,
    literals,
    wholeWord: true,
    tryAt(pass, at, end) {
      if (!isWholeWord(pass.text, at, end)) return;
      for (const mark of marks) {
        // `calls` counts them, `call` asks for one.
        const counted = (mark === 'phone' || mark === 'call') && (pass.text.charCodeAt(end) | 32) === 115;
        if (!counted) pass.marks[mark] = end;
      }
    },
  };
}
