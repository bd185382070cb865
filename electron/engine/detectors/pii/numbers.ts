/** What a run of digits is: looked at once per token, whatever the rules that want it. */
import { type Pass, RANK } from '../rule.ts';
import { TableRows, isCountedUp, isInBrackets } from '../singles.ts';
import { codeAddressAt } from './address-code.ts';
import { cardAt, isCardGrouping, isIssued } from './card.ts';
import { germanTaxId, verhoeff } from './check-digits.ts';
import { Cluster, MAX_DIGITS, MAX_GROUPS } from './cluster.ts';
import { ibanAt } from './iban.ts';
import { ipv4At } from './network.ts';
import { isAmericanLength, isAmongNumbers, isNamedBehind, mayBeNamedAfter, phoneAt } from './phone.ts';
import { dashedTokenAt, nieAt, ninoAt, tokenAt } from './tokens.ts';
import { isCapital, isDigit, isLetter, isSeparator, isSign, isWord } from './units.ts';

const PLUS = 43;
const FULL_WIDTH_PLUS = 0xff0b;
const DOT = 46;
const DASH = 45;
const SLASH = 47;
const BLANK = 32;
const ZERO = 48;
/** How far before a number a word for it may stand. Characters. */
const LABEL_REACH = 32;
/** The same for words that make it another number: closer, they are common. */
const OTHER_REACH = 20;
/** Figures. */
const LEAST_OF_CARD = 12;
const MOST_OF_CARD = 19;
/** `call`, `dial`: only at once. */
const CALL_REACH = 16;
/** A word for a card that stands so near before another name is about the same number. */
const CARD_BEFORE_NAME = 20;

/** `at` is the first digit of a run of digits. */
export function numberAt(pass: Pass, at: number): void {
  if (at < pass.consumed) return;
  const { text } = pass;
  const before = text.charCodeAt(at - 1);
  if (isLetter(before)) {
    if (at >= 2 && isLetter(text.charCodeAt(at - 2)) && !isWord(text.charCodeAt(at - 3)) && ibanAt(pass, at)) {
      pass.consumed = at + 15;
      return;
    }
    pass.consumed = tokenAt(pass, at);
    return;
  }
  if (
    before === 32 &&
    isCapital(text.charCodeAt(at - 2)) &&
    isCapital(text.charCodeAt(at - 3)) &&
    !isWord(text.charCodeAt(at - 4))
  ) {
    const nino = ninoAt(pass, at);
    if (nino > 0) {
      pass.consumed = nino;
      return;
    }
  }
  if (before === DASH && isCapital(text.charCodeAt(at - 2)) && !isWord(text.charCodeAt(at - 3))) {
    const nie = nieAt(pass, at);
    if (nie > 0) {
      pass.consumed = nie;
      return;
    }
  }
  if (before === 32 || before === 10) codeAddressAt(pass, at);
  const alone = shortRunEnd(text, at);
  if (alone > 0) {
    pass.consumed = alone;
    return;
  }
  const cluster = (pass.cluster ??= new Cluster(text));
  cluster.read(at);
  const firstEnd = cluster.end(0);
  const first = firstEnd - at;
  const behind = text.charCodeAt(firstEnd);
  if (first === 6 || first === 8 || (first === 2 && behind === DOT)) {
    const dashed = dashedTokenAt(pass, at);
    if (dashed > 0) {
      pass.consumed = dashed;
      return;
    }
  }
  if (isLetter(behind) && behind !== 120) {
    pass.consumed = tokenAt(pass, at);
    return;
  }
  pass.consumed = judge(pass, at, cluster);
}

/** End of a run of at most five figures that nothing follows: most numbers are that, and nobody's. 0 for others. */
function shortRunEnd(text: string, at: number): number {
  let end = at + 1;
  const limit = Math.min(text.length, at + 6);
  while (end < limit && isDigit(text.charCodeAt(end))) end += 1;
  if (end === text.length) return end - at <= 5 ? end : 0;
  if (end - at > 5) return 0;
  const next = text.charCodeAt(end);
  if (isWord(next) || next === 43) return 0;
  if (!isSeparator(next)) return next < 128 ? end : 0;
  const second = end + 1 < text.length ? text.charCodeAt(end + 1) : 32;
  return isDigit(second) || isSeparator(second) || second > 127 || isCapital(second) ? 0 : end;
}

/** Returns where the next number may begin. */
function judge(pass: Pass, at: number, cluster: Cluster): number {
  const { text } = pass;
  const { count, total, longest, uniform } = cluster;
  const end = cluster.end(count - 1);
  if (count >= 4 && cluster.isGap(0, DOT) && cluster.isGap(1, DOT) && cluster.isGap(2, DOT) && ipv4At(pass, at)) {
    return cluster.end(3);
  }
  if (total < 6 || isListOfSmall(cluster)) return end;
  const row = isRowOfPairs(pass, at, cluster);
  const trunk = row ? lastTrunkZero(text, cluster) : -1;
  if (trunk >= 0) {
    const phone = phoneInRow(text, cluster, trunk);
    if (phone !== at) return phone;
    const found = phoneIn(pass, at, cluster);
    return found > 0 ? found : cluster.end(0);
  }
  const apart = row ? cluster.start(1) - cluster.end(0) : 0;
  const card = row ? cardInRow(text, at, end, apart) : at;
  if (card === end || (longest === 1 && total >= LEAST_OF_CARD && isData(pass, at, end))) return end;
  if (card !== at) return mayBeginLater(text, end, apart) ? card : end;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(end);
  // Inside a longer word, a decimal number, a path: not a number of anybody's.
  const clean =
    !isWord(before) && before !== DOT && !isWord(after) && !(after === DOT && isDigit(text.charCodeAt(end + 1)));
  const issued = isIssued(text.charCodeAt(at));
  const labelledCard = at - pass.marks.card <= LABEL_REACH;
  // Of numbers with dots a card's alone, in fours.
  const dotted = cluster.isGap(0, DOT) && !(count === 4 && total === 16 && longest === 4);
  if (clean && uniform && !dotted && !cluster.isGap(0, SLASH)) {
    if (
      total >= LEAST_OF_CARD &&
      total <= MOST_OF_CARD &&
      issued &&
      isCardGrouping(cluster, count) &&
      !isNamedOtherwise(pass, at, count === 1) &&
      cardAt(pass, cluster, count, labelledCard)
    )
      return end;
    if ((count === 3 || count === 4) && identityAt(pass, at, end, cluster)) return end;
  }
  const first = issued ? headCard(pass, at, cluster, labelledCard) : 0;
  if (first > 0) return first;
  if (before !== PLUS && isDate(text, at, cluster)) return cluster.end(0) + 1;
  const phone = phoneIn(pass, at, cluster);
  if (phone > 0) return phone;
  if (row) return mayBeginLater(text, end, apart) ? cardInRow(text, cluster.start(1), end, apart) : end;
  // `2 4111 1111 1111 1111`, `room 12 415-555-0132`: a short number before the one that is meant.
  return count > 1 && cluster.size(0) <= 4 && cluster.separator(0).trim() === '' ? cluster.end(0) : end;
}

/**
 * One or two figures each, blanks between them, nobody says what they are: neither here nor where the next of them
 * begins is there any number but a card's, and up to the last trunk zero a phone's.
 */
function isRowOfPairs(pass: Pass, at: number, cluster: Cluster): boolean {
  const { text, marks } = pass;
  const { count, longest, uniform } = cluster;
  if (count < 3 || longest > 2 || !uniform || isPlus(text.charCodeAt(at - 1)) || !isPlainGap(text, cluster))
    return false;
  if (at - marks.phone <= LABEL_REACH || at - marks.call <= CALL_REACH) return false;
  return !isNamedBehind(pass, cluster.end(count - 1));
}

/** The last of its groups that may have a trunk zero, one with another figure behind it; -1 for none. */
function lastTrunkZero(text: string, cluster: Cluster): number {
  let index = cluster.count - 1;
  while (index >= 0 && (cluster.size(index) < 2 || text.charCodeAt(cluster.start(index)) !== ZERO)) index -= 1;
  return index;
}

/** Figures of a phone's number in pairs, when nothing says that it is one. */
const LEAST_OF_PHONE = 9;
const MOST_OF_PHONE = 13;

/** The first place in a row that may be a phone's up to its last trunk zero, by how many figures follow; else where the rest begins. */
function phoneInRow(text: string, cluster: Cluster, trunk: number): number {
  let left = cluster.total;
  for (let index = 0; index <= trunk; index += 1) {
    const start = cluster.start(index);
    if (left >= LEAST_OF_PHONE && left <= MOST_OF_PHONE) return start;
    const next = index + 1 < cluster.count ? text.charCodeAt(cluster.start(index + 1)) : ZERO;
    const abroad = text.charCodeAt(start) === ZERO && text.charCodeAt(start + 1) === ZERO && next !== ZERO;
    if (abroad && cluster.size(index) === 2) return start;
    left -= cluster.size(index);
  }
  return trunk + 1 < cluster.count ? cluster.start(trunk + 1) : cluster.end(trunk);
}

/** Nothing but blanks. */
function isPlainGap(text: string, cluster: Cluster): boolean {
  for (let at = cluster.end(0), next = cluster.start(1); at < next; at += 1) {
    if (text.charCodeAt(at) !== BLANK) return false;
  }
  return true;
}

/** Where figures with one blank between them begin is where the card does, unless words behind may name a number in them. */
function mayBeginLater(text: string, end: number, apart: number): boolean {
  return apart > 1 || mayBeNamedAfter(text, end);
}

/**
 * The first place in a row from which on its single figures, so many characters apart, may be a card's: by their number
 * and check digit. `end`: none.
 */
function cardInRow(text: string, from: number, end: number, apart: number): number {
  let first = end;
  let sum = 0;
  for (let at = end - 1, count = 1; at >= from && count <= MOST_OF_CARD; at -= 1 + apart, count += 1) {
    if (isDigit(text.charCodeAt(at - 1))) break;
    const figure = text.charCodeAt(at) - ZERO;
    // Luhn's sum, from the last figure on.
    sum += count % 2 === 1 ? figure : figure < 5 ? 2 * figure : 2 * figure - 9;
    if (count >= LEAST_OF_CARD && sum % 10 === 0 && figure !== 0) first = at;
  }
  return first;
}

/** More groups than any number of a person has, none of them longer than three: a list, a table. `1 2 3 …` is one too. */
function isListOfSmall(cluster: Cluster): boolean {
  const { total, count, longest } = cluster;
  if (longest === 1 && cluster.isCountingUp && isCountedUp(cluster.digits(count))) return true;
  return (total > MAX_DIGITS || count > MAX_GROUPS) && longest <= 3;
}

/** Single figures as arrays and tables have them. */
function isData(pass: Pass, at: number, end: number): boolean {
  return isInBrackets(pass.text, at, end, false) || (pass.rows ??= new TableRows(pass.text)).isRow(at, end);
}

const DIRECTLY_BEHIND = /^[\s:#=.,"'([]*(?:(?:is|number|no|nr|id|was|ist|code)\b[\s:#=.,"'([]*){0,2}$/i;
/** `Order 4532-…`, `"tracking_id": "4532…"`: one in ten numbers has a right check digit, and this one says what it is. */
function isNamedOtherwise(pass: Pass, at: number, alone: boolean): boolean {
  const { notCard, id, card } = pass.marks;
  const name = alone ? Math.max(notCard, id) : notCard;
  // `card id`, `visa card, order …`
  if (name - card < CARD_BEFORE_NAME || at - name > LABEL_REACH) return false;
  return DIRECTLY_BEHIND.test(pass.text.slice(name, at));
}

/** How many groups a card's number is written in, where others follow. */
const GROUPS_OF_CARD = [4, 3, 1] as const;
/** A card number followed by other groups (expiry, CVV) with the same separator: `4111 1111 1111 1111 12/27 123`. */
function headCard(pass: Pass, at: number, cluster: Cluster, labelled: boolean): number {
  const first = cluster.size(0);
  // Nearly all: cards begin with four figures, or have all in one group.
  if (cluster.count === 1 || (first !== 4 && first < 13)) return 0;
  const sign = cluster.isGap(0, BLANK) ? BLANK : DASH;
  for (const count of GROUPS_OF_CARD) {
    if (cluster.count <= count) continue;
    let total = 0;
    let uniform = true;
    for (let index = 0; index < count; index += 1) {
      total += cluster.size(index);
      uniform &&= index === count - 1 || cluster.isGap(index, sign);
    }
    if (!uniform || total < 13 || total > 16 || !isCardGrouping(cluster, count)) continue;
    if (!isNamedOtherwise(pass, at, count === 1) && cardAt(pass, cluster, count, labelled))
      return cluster.end(count - 1);
  }
  return 0;
}

/** Social security and Aadhaar numbers by their grouping. */
function identityAt(pass: Pass, at: number, end: number, cluster: Cluster): boolean {
  const { count } = cluster;
  const dashed = cluster.isGap(0, DASH);
  const spaced = cluster.isGap(0, BLANK);
  const isGrouped = (...sizes: number[]): boolean =>
    count === sizes.length && sizes.every((size, index) => cluster.size(index) === size);
  const add = (type: string, confidence: number, rank: number): true => {
    pass.add({ type, rule: `pii.${type.replaceAll('_', '-')}`, confidence, start: at, end, rank });
    return true;
  };
  // With blanks, or none, it needs a label (labelled.ts).
  if (dashed && isGrouped(3, 2, 4)) {
    return isSsn(cluster.digits(3)) && !isSign(pass.text.charCodeAt(at - 1)) && add('ssn', 0.85, RANK.checked - 1);
  }
  if ((dashed || spaced) && isGrouped(4, 4, 4) && pass.text.charCodeAt(at) >= 50 && verhoeff(cluster.digits(3)))
    return add('in_aadhaar', 0.85, RANK.checked - 2);
  if (spaced && isGrouped(2, 3, 3, 3) && germanTaxId(cluster.digits(4))) return add('de_tax_id', 0.8, RANK.checked - 2);
  return false;
}

/** Area 000, 666 and 900-999, group 00 and serial 0000 were never issued: https://www.ssa.gov/employer/randomization.html */
export function isSsn(digits: string): boolean {
  return (
    /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) && !/^(\d)\1{8}$/.test(digits) && digits !== '123456789'
  );
}

/** Dates and times in figures. */
function isDate(text: string, at: number, cluster: Cluster): boolean {
  const { count } = cluster;
  if (count < 3) return false;
  const sign = text.charCodeAt(cluster.end(0));
  if ((sign !== DASH && sign !== SLASH && sign !== DOT) || !cluster.isGap(0, sign) || !cluster.isGap(1, sign))
    return false;
  const a = cluster.size(0);
  const b = cluster.size(1);
  const c = cluster.size(2);
  if (a === 4 && b <= 2 && c <= 2) {
    const century = (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
    return century >= 16 && century <= 21;
  }
  if (cluster.isGap(2, sign)) return false;
  return a <= 2 && b <= 2 && (c === 4 || (c === 2 && count === 3 && sign !== DASH));
}

/** The part of the cluster that is a phone number; returns its end, 0 for none. */
function phoneIn(pass: Pass, at: number, cluster: Cluster): number {
  const { text, marks } = pass;
  let start = at;
  const area = text.charCodeAt(at - 1) === 40 && cluster.size(0) <= 5 && text.charCodeAt(cluster.end(0)) === 41;
  if (area) start -= 1;
  const plus = isPlus(text.charCodeAt(start - 1));
  if (plus) start -= 1;
  const before = text.charCodeAt(start - 1);
  // `.`, `#`, `$`, `€`
  if (isWord(before) || before === DOT || before === 35 || before === 36 || before === 0x20ac) return 0;
  // Two numbers side by side make one cluster: `030 1234567, 030 7654321` does not, `0301234567 0307654321` does.
  let { count, total } = cluster;
  while (count > 1 && (total > 15 || isWide(cluster, count - 2))) {
    count -= 1;
    total -= cluster.size(count);
  }
  const end = cluster.end(count - 1);
  const after = text.charCodeAt(end);
  if ((isLetter(after) && after !== 120 && after !== 88) || after === 37 || after === 95) return 0;
  // `65537 (0x10001)`: a number that is written a second time, in hex.
  if (after === 120 && cluster.size(count - 1) === 1 && text.charCodeAt(end - 1) === ZERO) return 0;
  const international = plus || beginsAbroad(text, at, cluster);
  const labelled = start - marks.phone <= LABEL_REACH && marks.phone >= marks.other;
  const called = start - marks.call <= CALL_REACH && marks.call >= marks.other;
  // `order number 123-456-7890`; `customer: call 415-555-0132` is a phone's all the same.
  if (!international && !labelled && !called && start - marks.other <= OTHER_REACH) return 0;
  // Nearly all that are left: nobody says that it is one, and it does not look like one.
  if (
    !(international || labelled || called || area) &&
    !mayBeNational(text, cluster, count, total) &&
    !isNamedBehind(pass, end)
  )
    return 0;
  const separator = cluster.common(count);
  // `0.1018 1.96`: decimals in a row; numbers with dots have nothing but dots, unless they are said to be a phone's.
  if (separator === null && !plus && !labelled && hasDot(cluster, count)) return 0;
  const added = phoneAt(pass, {
    start,
    end,
    digits: cluster.digits(count),
    groups: cluster.sizes(count),
    separator,
    international,
    area,
    labelled,
    called,
  });
  return added ? end : 0;
}

/** Two zeros, and no third digit that is one. */
function beginsAbroad(text: string, at: number, cluster: Cluster): boolean {
  const first = cluster.size(0);
  if (first === 1 || text.charCodeAt(at) !== ZERO || text.charCodeAt(at + 1) !== ZERO) return false;
  return text.charCodeAt(first > 2 ? at + 2 : cluster.start(1)) !== ZERO;
}

/** A trunk zero and as many digits as phones have, or the groups and digits of numbers in America and Russia. */
function mayBeNational(text: string, cluster: Cluster, count: number, total: number): boolean {
  if (count === 1) return false;
  const american = isAmericanLength(total);
  if (text.charCodeAt(cluster.start(0)) === ZERO && total >= 9 && total <= 12) {
    return cluster.size(0) > 1 && (american || !isAmongNumbers(text, cluster.start(0), cluster.end(count - 1)));
  }
  const last = cluster.size(count - 1);
  return american && (last === 4 || last === 2);
}

function isPlus(code: number): boolean {
  return code === PLUS || code === FULL_WIDTH_PLUS;
}

/** More than two characters part two numbers, unless they are a dash or slash between blanks: `089 / 1234567`. */
function isWide(cluster: Cluster, index: number): boolean {
  if (cluster.start(index + 1) - cluster.end(index) <= 2) return false;
  const separator = cluster.separator(index);
  return separator !== ' / ' && separator !== ' - ';
}

/** A single dot between two of the first `count` groups. */
function hasDot(cluster: Cluster, count: number): boolean {
  for (let index = 0; index < count - 1; index += 1) if (cluster.isGap(index, DOT)) return true;
  return false;
}
