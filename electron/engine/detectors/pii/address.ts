/**
 * Postal addresses: a street with its number, a post box, a postal code with its town, then whatever of unit, town,
 * region, code and country follows. Every search is bounded, so that a text full of street words costs no more.
 */
import { type LiteralRule, type Pass, RANK } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import { BOXES, STREET_AFTER, STREET_AFTER_STRONG, STREET_BEFORE, STREET_ENDINGS, UNITS } from './address-words.ts';
import { hasDigit, isWholeWord } from './labelled.ts';
import { isDigit, isLetter } from './units.ts';
import { streetLineBefore } from './street-line.ts';
import { NAME_WORD, NUMBER_BEFORE, OPENING, StreetWords } from './street-word.ts';

const CAPITAL = /^(?:\p{Lu}|\d|['’"])/u;
const NUMBER_AFTER =
  /(?: (?!\d{5} )|, ?(?!\d{5}))(?:n[°ºr.]{1,2} ?|nº ?|#|N[ro][.:]{1,2} ?|No |núm\.? ?|д\. ?|дом |буд\. ?)?\d{1,5}(?: ?[-–/] ?\d{1,4})?(?: ?[A-Za-z](?![\p{L}]))?(?![\d\p{L}]|[.,]\d|%|:\d)/uy;
const MAX_WORDS = 5;
/** `apt` or `Apt`: cheaper than asking the engine to fold every character of the rest. */
const eitherCase = (word: string): string =>
  `[${word[0]!.toUpperCase()}${word[0]!}]${word.slice(1).replaceAll('.', '\\.')}`;
const UNIT = `(?:${UNITS.map(eitherCase).join('|')})`;
/** One more line or comma-separated piece of an address. */
const SEPARATOR = '(?:,?[ \\t]*\\n[ \\t>?*|]*|, ?,?|;? | - )(?:, ?)?';
const UNIT_PIECE = new RegExp(
  `${SEPARATOR}(?:${UNIT}(?:\\.? ?(?:no\\.? ?)?#? ?\\d[\\p{L}\\d-]{0,5}|\\.? ?#?[A-Z])|#\\d{1,5}[a-z]?|\\d{1,2}[ºª°](?:[ .][A-Za-z]|[A-Za-z])?)(?![\\p{L}\\d])`,
  'uy',
);
/** `, CA`, ` - SP` behind a town, whether a code follows or not. */
const STATE_PIECE = /(?:, ?| - )[A-Z]{2}(?:, ?USA)?(?![\p{L}\d])/uy;
const CODE =
  '(?:\\d{5}-\\d{3,4}|\\d{4}-\\d{3}|\\d{2}-\\d{3}|\\d{5}|\\d{4} ?[A-Z]{2}|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|(?:[A-Z]{1,3}-)\\d{4,5}|\\d{3}[- ]\\d{2,4}|\\d{4,6})';
const TOWN =
  "\\p{Lu}[\\p{L}'’.()-]*(?: (?:\\p{Lu}[\\p{L}'’.()-]*|of|and|the|de|del|la|le|les|do|da|di|am|an|der|im|bei|sur|en|sous|upon|St\\.|&)){0,4}";
const CODE_PIECE = new RegExp(
  `${SEPARATOR}(?:${CODE} ${TOWN}|${TOWN},? ${CODE}|(?:[A-Z]{2,3} |nan |, )?${CODE})(?![\\p{L}\\d])`,
  'uy',
);
const TOWN_PIECE = new RegExp(
  `(?:,?[ \\t]*\\n[ \\t>?*|]*|, ?| - )(?:, ?)?${TOWN}(?=[,\\n]|[.;!?)"'<*]|$| (?:in|for|and|is|on|by|as)\\b| - [A-Z]{2}\\b)`,
  'uy',
);
const MAX_PIECES = 5;

const STRONG: ReadonlySet<string> = new Set(STREET_AFTER_STRONG);

export const streetRules: readonly LiteralRule[] = [
  {
    id: 'pii.address-street',
    // With the blank before it: nothing else may join it to the name.
    literals: [...STREET_AFTER_STRONG, ...STREET_AFTER].map((word) => ` ${word}`),
    wholeWord: true,
    tryAt(pass, blank, end) {
      const at = blank + 1;
      if (!isBordered(pass.text, at, end)) return;
      const strong = STRONG.has(pass.text.slice(at, end).toLowerCase());
      nameThenStreet(pass, at, end, strong);
    },
  },
  {
    id: 'pii.address-named',
    literals: STREET_BEFORE,
    wholeWord: true,
    tryAt(pass, at, end) {
      if (at >= (pass.taken.get(this.id) ?? 0) && isBordered(pass.text, at, end))
        streetThenName(pass, this.id, at, end);
    },
  },
  {
    id: 'pii.address-compound',
    literals: STREET_ENDINGS,
    tryAt(pass, at, end) {
      if (isLetterAt(pass.text, at - 1) && !isLetterAt(pass.text, end)) compound(pass, at, end);
    },
  },
];

/** `72 3637 Heritage Drive`, `5th Ave 12`: words back to a number, or a number behind. */
function nameThenStreet(pass: Pass, at: number, end: number, strong: boolean): void {
  const { text } = pass;
  const known = (pass.streetWords ??= new StreetWords(text));
  let start = at;
  let names = 0;
  // More than initials: `93 S. Ct.` is a report of cases.
  let named = false;
  for (let words = 0; words <= MAX_WORDS; words += 1) {
    const from = wordBefore(text, start);
    if (from === null) break;
    const { number, name, lower, isInitial } = known.at(from, start - 1);
    if (number >= 0) {
      if (!named) return;
      addAddress(pass, numbersBefore(text, number), directed(text, dotted(text, end)), 0.8);
      return;
    }
    if (words === MAX_WORDS || !(name || (strong && names < 3 && lower))) break;
    names += 1;
    named ||= !isInitial;
    start = from;
  }
  if (!named || names > 4 || !CAPITAL.test(text.slice(start, start + 2))) return;
  const number = matchLength(NUMBER_AFTER, text, dotted(text, end));
  // `Main Street 5` is an address, `Wall Street 2024` a film or a year.
  if (number > 0 && !/\b(?:19|20)\d\d$/.test(text.slice(end, end + number))) addAddress(pass, start, end + number, 0.6);
}

/** `34 Avenue des Tuileries`, `Via Carlo Cattaneo 130`. */
function streetThenName(pass: Pass, rule: string, at: number, end: number): void {
  const { text } = pass;
  if (text[end] !== ' ' && text[end - 1] !== '.' && text[end - 1] !== '/') return;
  if (!canBeName(text.charCodeAt(text[end] === ' ' ? end + 1 : end))) return;
  let from = wordBefore(text, at);
  // `3 bis boulevard Voltaire`
  if (from !== null && /^(?:bis|ter|quater)$/.test(text.slice(from, at - 1))) from = wordBefore(text, from);
  if (from !== null) from += OPENING.exec(text.slice(from, at - 1))?.[0].length ?? 0;
  const before = from === null ? '' : text.slice(from, at - 1);
  const numbered = NUMBER_BEFORE.test(before) || /^\d{1,4} (?:bis|ter|quater)$/.test(before);
  let index = end;
  let capitals = 0;
  for (let words = 0; words < MAX_WORDS; words += 1) {
    const word = wordAfter(text, index);
    if (word === null || !NAME_WORD.test(word.text) || NUMBER_BEFORE.test(word.text)) {
      // What is no name is none from its middle on either.
      if (words === 0 && word !== null) pass.taken.set(rule, word.end);
      break;
    }
    if (CAPITAL.test(word.text)) capitals += 1;
    index = word.end;
    if (word.closed) break;
  }
  // `via email 5`, `take place in 20`: in running text a street begins with a capital or stands behind its number.
  const abbreviated = text[end - 1] === '.' || text[end - 1] === '/';
  if (capitals === 0 || !(numbered || abbreviated || CAPITAL.test(text.slice(at, at + 1)))) return;
  // Behind its number a street is complete: what follows a comma is the postal code.
  const number = numbered && text[index] === ',' ? 0 : matchLength(NUMBER_AFTER, text, index);
  if (number > 0) addAddress(pass, numbersBefore(text, numbered ? from! : at), index + number, 0.75);
  else if (numbered) addAddress(pass, numbersBefore(text, from!), index, 0.7);
}

/** Letters, figures, quotes, and whatever is not ASCII: a name begins with one of them. */
function canBeName(code: number): boolean {
  return code >= 128 || isLetter(code) || isDigit(code) || code === 34 || code === 39 || code === 40;
}

/** `Linieweg 350`, `Lille Vibyvej 8`. */
function compound(pass: Pass, at: number, end: number): void {
  const { text } = pass;
  const number = matchLength(NUMBER_AFTER, text, dotted(text, end));
  if (number === 0) return;
  let start = at;
  while (isLetterAt(text, start - 1) && at - start < 40) start -= 1;
  if (!CAPITAL.test(text.slice(start, start + 1)) || at - start < 2) return;
  for (let words = 0; words < 2; words += 1) {
    const from = wordBefore(text, start);
    if (from === null || !/^\p{Lu}[\p{L}.-]+$/u.test(text.slice(from, start - 1))) break;
    start = from;
  }
  addAddress(pass, numbersBefore(text, start), dotted(text, end) + number, 0.75);
}

const UNIT_NUMBER = /\.? ?(?:no\.? ?)?#?\d{1,5}[A-Za-z]?(?![\d\p{L}]|[.,]\d|%)/uy;
/** A second unit closer to the first is part of the same address. Characters. */
const UNITS_APART = 16;

/** Apartments and suites: seldom without the street they are in, whatever that street is called. */
export const unitRule: LiteralRule = {
  id: 'pii.address-unit',
  literals: ['apt', 'suite', 'apartment', 'ste.'],
  wholeWord: true,
  tryAt(pass, at, end) {
    const { text } = pass;
    if (at < (pass.taken.get(this.id) ?? 0) || !isBordered(text, at, end)) return;
    const number = matchLength(UNIT_NUMBER, text, end);
    if (number === 0) return;
    pass.taken.set(this.id, at + UNITS_APART);
    const line = streetLineBefore(text, at);
    if (line === null) {
      // Alone it needs its full form: `Apt. 469`; `suite 5` may be a test suite.
      if (text[end] === '.' || text.slice(at, end) === 'Suite') addAddress(pass, at, end + number, 0.5);
      return;
    }
    // `deliver it to 48 Oak Drive, Apt 3B`: words before the house number lead to it.
    const said = text.slice(line.start, line.end);
    const lead = /^(?:[\p{L}'’]+ ){0,4}\p{Ll}[\p{L}'’]* (?=\d{1,5}[A-Za-z]? \p{L})/u.exec(said)?.[0].length ?? 0;
    addAddress(pass, line.start + lead, end + number, 0.7);
  },
};

const BOX_NUMBER = / ?(?:no\.? ?|#)?\d[\d ]{0,8}\d?(?![\d\p{L}])/iuy;
const MILITARY = /(?:Unit|PSC|CMR) \d{1,5},?\s(?:Box \d{1,5})?,?\s{0,3}(?:DPO|APO|FPO),? A[AEP] \d{5}/iy;
const SHIP = /US(?:S|NS|NV|CGC) \p{Lu}[\p{L}' ]{2,30},?\s(?:DPO|APO|FPO),? A[AEP] \d{5}/iuy;
/** Up to the last figure of its code. Characters. */
const LONGEST_SHIP = 64;

export const boxRule: LiteralRule = {
  id: 'pii.address-box',
  literals: BOXES.filter((box) => box !== 'box '),
  wholeWord: true,
  tryAt(pass, at, end) {
    if (!isBordered(pass.text, at, end)) return;
    const number = matchLength(BOX_NUMBER, pass.text, end);
    if (number > 0) addAddress(pass, numbersBefore(pass.text, at), end + number, 0.8);
  },
};

export const militaryRule: LiteralRule = {
  id: 'pii.address-military',
  literals: ['unit ', 'psc ', 'cmr ', 'uss ', 'usns ', 'usnv ', 'uscgc '],
  tryAt(pass, at) {
    const { text } = pass;
    const isShip = (text.charCodeAt(at + 1) | 32) === 115 && (text.charCodeAt(at) | 32) === 117;
    const length = isShip
      ? hasDigit(pass, at, at + LONGEST_SHIP)
        ? matchLength(SHIP, text, at)
        : 0
      : matchLength(MILITARY, text, at);
    if (length > 0) addAddress(pass, at, at + length, 0.9);
  },
};

const ZIP_LABELLED =
  /(?:\s?code)?(?:\s(?:is|was))?\s?[:=]?\s?["']?(?<code>\d{5}(?:-\d{4})?|\d{4} ?[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{6})(?![\d\p{L}]|[.,]\d)/diuy;

export const zipRule: LiteralRule = {
  id: 'pii.address-code',
  literals: [
    'zip',
    'zip code',
    'zipcode',
    'postal code',
    'postcode',
    'plz',
    'postleitzahl',
    'code postal',
    'código postal',
    'cap ',
  ],
  wholeWord: true,
  tryAt(pass, at, end) {
    if (!isWholeWord(pass.text, at, end)) return;
    ZIP_LABELLED.lastIndex = end;
    const span = ZIP_LABELLED.exec(pass.text)?.indices?.groups?.['code'];
    if (span !== undefined)
      pass.add({ type: 'address', rule: this.id, confidence: 0.6, start: span[0], end: span[1], rank: RANK.loose + 2 });
  },
};

/** From the core on: units, towns, codes, countries as long as they follow each other. */
export function addAddress(pass: Pass, start: number, coreEnd: number, confidence: number): void {
  const { text } = pass;
  let end = coreEnd;
  for (let pieces = 0; pieces < MAX_PIECES; pieces += 1) {
    if (!canContinue(text, end)) break;
    const length =
      matchLength(UNIT_PIECE, text, end) ||
      matchLength(CODE_PIECE, text, end) ||
      matchLength(TOWN_PIECE, text, end) ||
      matchLength(STATE_PIECE, text, end);
    if (length === 0) break;
    end += length;
  }
  pass.add({ type: 'address', rule: 'pii.address', confidence, start, end, rank: RANK.loose + 1 });
}

/** Every piece begins with a line end, a comma, a semicolon or a blank, and goes on with a capital, a figure or a unit. */
function canContinue(text: string, at: number): boolean {
  const code = at < text.length ? text.charCodeAt(at) : 0;
  if (code !== 44 && code !== 59 && !isSpace(code)) return false;
  let index = at + 1;
  while (index < text.length && index - at < 24 && BETWEEN.has(text.charCodeAt(index))) index += 1;
  const first = text.charCodeAt(index);
  const lower = first >= 97 && first <= 122;
  return !lower || UNIT_STARTS.has(text.slice(index, index + 2));
}

const BETWEEN = new Set(Array.from(' \t\n\r,;>?*|-', (character) => character.charCodeAt(0)));
const UNIT_STARTS = new Set(['na', ...UNITS.map((unit) => unit.slice(0, 2))]);

const UNIT_BEFORE =
  /(?:^|[\s"'(:])((?:(?:flat|unit|apt\.?|apartment|suite|ste\.?|room|shop|office|lot|level|floor)(?: ?(?:no\.?|#)?\d{0,5}[A-Za-z]?,?)? |г\. \p{Lu}\p{L}+, ?))$/iu;
/** Up to two more numbers before the first: house and flat, box and street. */
function numbersBefore(text: string, start: number): number {
  let from = start;
  for (let count = 0; count < 2; count += 1) {
    const before = wordBefore(text, from);
    if (before === null || !/^\d{1,5}[A-Za-z]?,?$/.test(text.slice(before, from - 1))) break;
    from = before;
  }
  // `Flat 4, 12 Station Road`: the numbers taken may be a unit's.
  const unit = UNIT_BEFORE.exec(text.slice(Math.max(0, from - 24), from));
  return unit === null ? from : from - unit[1]!.length;
}

/** Start of the word that ends one blank before `at`, on the same line; null when there is none. */
function wordBefore(text: string, at: number): number | null {
  if (text[at - 1] !== ' ' || at < 2) return null;
  let from = at - 1;
  while (from > 0 && at - from < 32 && !isSpace(text.charCodeAt(from - 1))) from -= 1;
  return from === at - 1 ? null : from;
}

function wordAfter(
  text: string,
  at: number,
): { readonly text: string; readonly end: number; readonly closed: boolean } | null {
  let from = at;
  if (text[from] === ' ') from += 1;
  let end = from;
  while (end < text.length && end - from < 32 && !isSpace(text.charCodeAt(end))) end += 1;
  const word = text.slice(from, end);
  const bare = word.replace(/[,;:!?)"]+$|(?<=\p{L}{4})\.$/u, '');
  return bare === '' ? null : { text: bare, end: from + bare.length, closed: bare.length < word.length };
}

const DIRECTION = / (?:NW|NE|SW|SE|[NSEWO]|North|South|East|West|Nord|Sud|Süd|Est|Ouest)(?:\.|\b)(?!['’]\p{L})/uy;
/** `Pennsylvania Avenue NW`, `Queen Street West`. */
function directed(text: string, end: number): number {
  return text.charCodeAt(end) === 32 ? end + matchLength(DIRECTION, text, end) : end;
}

/** `Rd.` with its full stop when more follows. */
function dotted(text: string, end: number): number {
  return text[end] === '.' && /^\.[ ,\n]/.test(text.slice(end, end + 2)) ? end + 1 : end;
}

function isBordered(text: string, at: number, end: number): boolean {
  return !isLetterAt(text, at - 1) && !isLetterAt(text, end) && text[at - 1] !== '-' && text[at - 1] !== '/';
}

function isLetterAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 0xc0 && code < 0x2000);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}
