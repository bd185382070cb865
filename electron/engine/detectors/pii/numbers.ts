/** What a run of digits is: looked at once per token, whatever the rules that want it. */
import { type Pass, RANK } from '../rule.ts';
import { codeAddressAt } from './address-code.ts';
import { cardAt } from './card.ts';
import { germanTaxId, verhoeff } from './check-digits.ts';
import { Cluster, MAX_DIGITS, MAX_GROUPS } from './cluster.ts';
import { ibanAt } from './iban.ts';
import { ipv4At } from './network.ts';
import { mayBeNamedAfter, phoneAt } from './phone.ts';
import { dashedTokenAt, nieAt, ninoAt, tokenAt } from './tokens.ts';
import { isCapital, isDigit, isLetter, isSeparator, isSign, isWord } from './units.ts';

const PLUS = 43;
const DOT = 46;
const DASH = 45;
/** How far before a number a word for it may stand. Characters. */
const LABEL_REACH = 32;
/** The same for words that make it another number: closer, they are common. */
const OTHER_REACH = 20;
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
  const cluster = new Cluster(text, at);
  const first = cluster.firstEnd - at;
  if (first === 6 || first === 8 || (first === 2 && text.charCodeAt(cluster.firstEnd) === DOT)) {
    const dashed = dashedTokenAt(pass, at);
    if (dashed > 0) {
      pass.consumed = dashed;
      return;
    }
  }
  if (isLetter(text.charCodeAt(cluster.firstEnd)) && text.charCodeAt(cluster.firstEnd) !== 120) {
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
  const { total, end } = cluster;
  if (cluster.count >= 4 && text.charCodeAt(cluster.firstEnd) === DOT) {
    const { groups, separators } = cluster;
    if (separators[0] === '.' && separators[1] === '.' && separators[2] === '.' && ipv4At(pass, at)) {
      return at + groups[0]! + groups[1]! + groups[2]! + groups[3]! + 3;
    }
  }
  if (total < 6 || isListOfSmall(cluster)) return end;
  const { groups, separators } = cluster;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(end);
  // Inside a longer word, a decimal number, a path: not a number of anybody's.
  const clean =
    !isWord(before) && before !== 46 && !isWord(after) && !(after === 46 && isDigit(text.charCodeAt(end + 1)));
  const uniform = separators.every((separator) => separator === separators[0]);
  const labelledCard = at - pass.marks.card <= LABEL_REACH;
  const dotted = separators[0] === '.' && !(groups.length === 4 && groups.every((size) => size === 4));
  if (clean && uniform && !dotted && separators[0] !== '/') {
    if (
      total >= 12 &&
      total <= 19 &&
      !isNamedOtherwise(pass, at, groups) &&
      cardAt(pass, at, end, cluster.digits, groups, labelledCard)
    )
      return end;
    if (identityAt(pass, at, end, cluster)) return end;
  }
  const first = headCard(pass, at, cluster, labelledCard);
  if (first > 0) return first;
  if (before !== PLUS && isDate(text, at, cluster)) return at + groups[0]! + 1;
  const phone = phoneIn(pass, at, cluster);
  if (phone > 0) return phone;
  if (isRowOfPairs(pass, at, cluster)) return end;
  // `2 4111 1111 1111 1111`, `room 12 415-555-0132`: a short number before the one that is meant.
  return groups.length > 1 && groups[0]! <= 4 && separators[0]!.trim() === '' ? at + groups[0]! : end;
}

/**
 * One or two figures each, a blank between them, nobody says what they are: whichever of them is looked at next, there
 * is no number in the rest of the row either.
 */
function isRowOfPairs(pass: Pass, at: number, { end, groups, separators, longest }: Cluster): boolean {
  const { text, marks } = pass;
  if (groups.length < 3 || longest > 2 || at - marks.phone <= LABEL_REACH || at - marks.call <= CALL_REACH)
    return false;
  let from = at;
  for (const [index, size] of groups.entries()) {
    // A trunk zero has another figure behind it.
    if ((size === 2 && text.charCodeAt(from) === ZERO) || (separators[index] ?? ' ') !== ' ') return false;
    from += size + 1;
  }
  return !mayBeNamedAfter(text, end);
}

/** More groups than any number of a person has, none of them longer than three: a list, a table. */
function isListOfSmall({ total, count, longest }: Cluster): boolean {
  return (total > MAX_DIGITS || count > MAX_GROUPS) && longest <= 3;
}

const DIRECTLY_BEHIND = /^[\s:#=.,"'([]*(?:(?:is|number|no|nr|id|was|ist|code)\b[\s:#=.,"'([]*){0,2}$/i;
/** `Order 4532-…`, `"tracking_id": "4532…"`: one in ten numbers has a right check digit, and this one says what it is. */
function isNamedOtherwise(pass: Pass, at: number, groups: readonly number[]): boolean {
  const { notCard, id, card } = pass.marks;
  const name = groups.length === 1 ? Math.max(notCard, id) : notCard;
  // `card id`, `visa card, order …`
  if (name - card < CARD_BEFORE_NAME || at - name > LABEL_REACH) return false;
  return DIRECTLY_BEHIND.test(pass.text.slice(name, at));
}

/** A card number followed by other groups (expiry, CVV) with the same separator: `4111 1111 1111 1111 12/27 123`. */
function headCard(pass: Pass, at: number, cluster: Cluster, labelled: boolean): number {
  const { groups, separators } = cluster;
  // Nearly all: neither four groups nor a long one with others behind it.
  if (groups.length === 1 || (groups.length < 4 && groups[0]! < 13)) return 0;
  for (const count of [4, 3, 1]) {
    const head = groups.slice(0, count);
    const total = head.reduce((sum, size) => sum + size, 0);
    if (groups.length <= count || total < 13 || total > 16) continue;
    const gaps = separators.slice(0, count - 1);
    if (gaps.some((gap) => gap !== gaps[0] || (gap !== ' ' && gap !== '-'))) continue;
    const end = at + total + gaps.reduce((sum, gap) => sum + gap.length, 0);
    if (!isNamedOtherwise(pass, at, head) && cardAt(pass, at, end, cluster.digits.slice(0, total), head, labelled))
      return end;
  }
  return 0;
}

/** Social security and Aadhaar numbers by their grouping. */
function identityAt(pass: Pass, at: number, end: number, cluster: Cluster): boolean {
  const { groups, separators } = cluster;
  if (groups.length !== 3 && groups.length !== 4) return false;
  const [first = 0, second = 0, third = 0, fourth = 0] = groups;
  const separator = separators[0] ?? '';
  // With blanks, or none, it needs a label (labelled.ts).
  if (groups.length === 3 && first === 3 && second === 2 && third === 4 && separator === '-') {
    if (!isSsn(cluster.digits) || isSign(pass.text.charCodeAt(at - 1))) return false;
    pass.add({ type: 'ssn', rule: 'pii.ssn', confidence: 0.85, start: at, end, rank: RANK.checked - 1 });
    return true;
  }
  if (
    groups.length === 3 &&
    first === 4 &&
    second === 4 &&
    third === 4 &&
    pass.text.charCodeAt(at) >= 50 &&
    (separator === ' ' || separator === '-') &&
    verhoeff(cluster.digits)
  ) {
    pass.add({ type: 'in_aadhaar', rule: 'pii.in-aadhaar', confidence: 0.85, start: at, end, rank: RANK.checked - 2 });
    return true;
  }
  if (first === 2 && second === 3 && third === 3 && fourth === 3 && separator === ' ' && germanTaxId(cluster.digits)) {
    pass.add({ type: 'de_tax_id', rule: 'pii.de-tax-id', confidence: 0.8, start: at, end, rank: RANK.checked - 2 });
    return true;
  }
  return false;
}

/** Area 000, 666 and 900-999, group 00 and serial 0000 were never issued: https://www.ssa.gov/employer/randomization.html */
export function isSsn(digits: string): boolean {
  return (
    /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) && !/^(\d)\1{8}$/.test(digits) && digits !== '123456789'
  );
}

/** Dates and times in figures. */
function isDate(text: string, at: number, { groups, separators }: Cluster): boolean {
  const [a = 0, b = 0, c = 0] = groups;
  if (groups.length < 3) return false;
  const first = separators[0]!;
  if (first !== separators[1] || (first !== '-' && first !== '/' && first !== '.')) return false;
  if (a === 4 && b <= 2 && c <= 2) {
    const century = (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
    return century >= 16 && century <= 21;
  }
  if (groups.length > 3 && separators[2] === first) return false;
  return a <= 2 && b <= 2 && (c === 4 || (c === 2 && groups.length === 3 && first !== '-'));
}

const ZERO = 48;
/** With no country code, with `1`, with `001`. Digits. */
const AMERICAN = new Set([10, 11, 13]);

/** The part of the cluster that is a phone number; returns its end, 0 for none. */
function phoneIn(pass: Pass, at: number, cluster: Cluster): number {
  const { text } = pass;
  const { groups, separators } = cluster;
  let start = at;
  const area = text.charCodeAt(at - 1) === 40 && groups[0]! <= 5 && separators[0]?.startsWith(')') === true;
  if (area) start -= 1;
  const plus = text[start - 1] === '+' || text[start - 1] === '＋';
  if (plus) start -= 1;
  if (
    isWord(text.charCodeAt(start - 1)) ||
    text[start - 1] === '.' ||
    text[start - 1] === '#' ||
    text[start - 1] === '$' ||
    text[start - 1] === '€'
  )
    return 0;
  // Two numbers side by side make one cluster: `030 1234567, 030 7654321` does not, `0301234567 0307654321` does.
  let count = groups.length;
  let { total } = cluster;
  while (count > 1 && (total > 15 || isWide(separators[count - 2]!))) {
    count -= 1;
    total -= groups[count]!;
  }
  let end = at;
  for (let index = 0; index < count; index += 1)
    end += groups[index]! + (index < count - 1 ? separators[index]!.length : 0);
  const after = text.charCodeAt(end);
  if ((isLetter(after) && after !== 120 && after !== 88) || after === 37 || after === 95) return 0;
  // `65537 (0x10001)`: a number that is written a second time, in hex.
  if (after === 120 && groups[count - 1] === 1 && text[end - 1] === '0') return 0;
  const doubleZero = text.charCodeAt(at) === ZERO && groups[0] !== 1 && text.charCodeAt(at + 1) === ZERO;
  const international = plus || (doubleZero && cluster.digits[2] !== '0');
  const gaps = separators.slice(0, count - 1);
  const separator = gaps.every((gap) => gap === gaps[0]) ? (gaps[0] ?? '') : null;
  const labelled = start - pass.marks.phone <= LABEL_REACH && pass.marks.phone >= pass.marks.other;
  // `order number 123-456-7890`
  if (!international && !labelled && start - pass.marks.other <= OTHER_REACH) return 0;
  // `0.1018 1.96`: decimals in a row; numbers with dots have nothing but dots, unless they are said to be a phone's.
  if (gaps.includes('.') && gaps.some((gap) => gap !== '.') && !plus && !labelled) return 0;
  const called = start - pass.marks.call <= CALL_REACH && pass.marks.call >= pass.marks.other;
  // Nearly all that are left: nobody says that it is one, and it has neither a trunk zero nor the length of an American.
  if (
    !(international || labelled || called || area || text.charCodeAt(at) === ZERO) &&
    !AMERICAN.has(total) &&
    !mayBeNamedAfter(text, end)
  )
    return 0;
  const added = phoneAt(pass, {
    start,
    end,
    digits: cluster.digits.slice(0, total),
    groups: groups.slice(0, count),
    separator,
    international,
    area,
    labelled,
    called,
  });
  return added ? end : 0;
}

/** More than two characters part two numbers, unless they are a dash or slash between blanks: `089 / 1234567`. */
function isWide(separator: string): boolean {
  return separator.length > 2 && separator !== ' / ' && separator !== ' - ';
}
