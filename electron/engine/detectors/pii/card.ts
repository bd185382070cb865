/** Payment card numbers: ISO/IEC 7812 (issuer ranges, Luhn check digit). */
import { type Pass, RANK } from '../rule.ts';
import type { Cluster } from './cluster.ts';

/** Network, issuer ranges, lengths: https://en.wikipedia.org/wiki/Payment_card_number (as of 2025). */
const NETWORKS: readonly (readonly [name: string, ranges: RegExp, lengths: readonly number[]])[] = [
  ['visa', /^4/, [13, 16, 19]],
  ['mastercard', /^(?:5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))/, [16]],
  ['amex', /^3[47]/, [15]],
  ['diners', /^3(?:0[0-5]|095|[689])/, [14, 16, 19]],
  ['discover', /^6(?:011|22(?:12[6-9]|1[3-9]|[2-8]|9[01]|92[0-5])|4[4-9]|5)/, [16, 19]],
  ['jcb', /^35(?:2[89]|[3-8])/, [16, 19]],
  ['unionpay', /^(?:62|81)/, [16, 17, 18, 19]],
  ['maestro', /^(?:50|5[6-9]|6)/, [12, 13, 14, 15, 16, 17, 18, 19]],
  ['mir', /^220[0-4]/, [16, 17, 18, 19]],
  ['rupay', /^(?:60|65|81|82|508|353|356)/, [16]],
  ['elo', /^(?:40117[89]|431274|438935|451416|457393|45763[12]|504175|506699|5067|5090|627780|636297|636368)/, [16]],
  ['troy', /^9792/, [16]],
  ['jcb-15', /^(?:1800|2131)/, [15]],
];

/** No network has numbers that begin with 0 or 7. */
export function isIssued(first: number): boolean {
  return first !== 48 && first !== 55;
}

/** The network of a number of 12 to 19 digits; null when none issues such numbers. */
function cardNetwork(digits: string): string | null {
  for (const [name, ranges, lengths] of NETWORKS) {
    if (lengths.includes(digits.length) && ranges.test(digits)) return name;
  }
  return null;
}

/** Published by payment providers for tests; a setting spares them. https://docs.stripe.com/testing, https://docs.adyen.com/development-resources/test-cards */
const TEST_CARDS = new Set([
  '4111111111111111',
  '4242424242424242',
  '4000056655665556',
  '4012888888881881',
  '4222222222222',
  '5555555555554444',
  '5105105105105100',
  '5200828282828210',
  '2223003122003222',
  '378282246310005',
  '371449635398431',
  '378734493671000',
  '6011111111111117',
  '6011000990139424',
  '6011981111111113',
  '30569309025904',
  '38520000023237',
  '3056930009020004',
  '36227206271667',
  '3566002020360505',
  '3530111333300000',
  '6200000000000005',
  '4000000000000002',
  '4000000000009995',
  '6555900000604105',
  '6205500000000000004',
  '4000002500003155',
  '4000000000009987',
  '4000000000009979',
  '4000000000000069',
  '4000000000000127',
  '4000000000000119',
  '4242424242424241',
  '4000002760003184',
  '5454545454545454',
  '4988438843884305',
  '4166676667666746',
  '4646464646464644',
  '5577000055770004',
  '5555341244441115',
  '2222400070000005',
  '5136333333333335',
  '370000000000002',
  '6011601160116611',
  '36006666333344',
  '3569990010095841',
  '5431111111111111',
  '374245455400126',
  '4032039317984658',
  '6304000000000000',
  '5019717010103742',
  '4000000760000002',
]);

export function isTestCard(digits: string): boolean {
  return TEST_CARDS.has(digits);
}

/** Groups of digits people write card numbers in; anything else is another number with separators. */
const GROUPINGS = new Set(
  [
    '4-4-4-4',
    '4-6-5',
    '4-6-4',
    '4-4-4-4-3',
    '4-4-4-4-2',
    '4-4-4-4-1',
    '4-4-4-3',
    '6-13',
    '4-4-5',
    '4-3-3-3',
    '8-8',
    '4-4-4-2',
    '4-6-6',
  ].map((grouping) => grouping.split('-').reduce((sum, size) => groupingWith(sum, Number(size)), 0)),
);
const MOST_GROUPS = 5;

/** Sizes of up to five groups as one number, one more behind. */
function groupingWith(grouping: number, size: number): number {
  return grouping * 32 + size;
}

/** Whether the first `count` groups may be a card's: all digits in one, each in its own, or as people write them. */
export function isCardGrouping(cluster: Cluster, count: number): boolean {
  if (isSingle(cluster, count)) return true;
  if (count > MOST_GROUPS) return false;
  let grouping = 0;
  for (let index = 0; index < count; index += 1) grouping = groupingWith(grouping, cluster.size(index));
  return GROUPINGS.has(grouping);
}

function isSingle({ longest }: Cluster, count: number): boolean {
  return count === 1 || longest === 1;
}

/** A number of 12..19 digits in the first `count` groups, one separator throughout, that {@link isCardGrouping}. */
export function cardAt(pass: Pass, cluster: Cluster, count: number, labelled: boolean): boolean {
  // Nine in ten numbers end here, and the ranges cost more.
  if (!cluster.hasCheckDigit(count)) return false;
  const single = isSingle(cluster, count);
  const digits = cluster.digits(count);
  const network = cardNetwork(digits);
  if (network === null) return false;
  // Rare networks and lengths share their ranges with tracking and account numbers: one in ten passes Luhn.
  const common = digits.length === 16 || network === 'amex' || (network === 'diners' && digits.length === 14);
  if (!common && !labelled && single) return false;
  if ((network === 'maestro' || network === 'unionpay') && single && !labelled) return false;
  if (!single && !labelled && isInDump(pass.text, cluster.start(0), cluster.end(count - 1))) return false;
  if (!common && !labelled && isAmongNumbers(pass.text, cluster.start(0), cluster.end(count - 1))) return false;
  pass.add({
    type: 'credit_card',
    rule: 'pii.credit-card',
    confidence: labelled || common ? 0.95 : 0.7,
    start: cluster.start(0),
    end: cluster.end(count - 1),
    rank: RANK.checked,
  });
  return true;
}

/** `22 6147 1032 12398 -748`: three of a row of numbers, as drawings and tables have them. */
function isAmongNumbers(text: string, start: number, end: number): boolean {
  return /\d[ ,]$/.test(text.slice(Math.max(0, start - 2), start)) || /^[ ,][+-]?\d/.test(text.slice(end, end + 3));
}

/** Groups of a dump that are looked at before and behind. */
const DUMPED = 8;
const GROUP_BEFORE = /(?<![\w.-])([0-9a-f]{4,5})\s{1,2}$/i;
const GROUP_BEHIND = /^\s{1,2}([0-9a-f]{4,5})(?![\w.-])/i;

/** `5446 5443 5433 5448 541b`: beside it groups of as many hexadecimal figures, one of them with a letter. */
function isInDump(text: string, start: number, end: number): boolean {
  for (let at = start, count = 0; count < DUMPED; count += 1) {
    const group = GROUP_BEFORE.exec(text.slice(Math.max(0, at - 8), at));
    if (group === null) break;
    if (/[a-f]/i.test(group[1]!)) return true;
    at -= group[0].length;
  }
  for (let at = end, count = 0; count < DUMPED; count += 1) {
    const group = GROUP_BEHIND.exec(text.slice(at, at + 8));
    if (group === null) break;
    if (/[a-f]/i.test(group[1]!)) return true;
    at += group[0].length;
  }
  return false;
}
