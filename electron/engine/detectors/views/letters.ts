/**
 * How likely two letters stand side by side in texts of Latin script: tells plain text from the same text in rot13 or
 * backwards without knowing any of its words. Counted over eight million letters of benign text in 17 languages
 * (diacritics removed); NOTICE of scripts/eval names the sources.
 *
 * Row = first, column = second letter, both in the order `(no letter) a … z`; the value is -2 ln(share), 'a' = -3 · 2.
 */
const BIGRAMS = [
  'acfdeeeffdhifffeeifdcfgfkgl',
  'emhggnkhngnjegdmhoefeiilmil',
  'iinopgqrrjlthpqipujloirttjp',
  'hgpjogprghsiiopeorhkfhrsrls',
  'dhmojenkogoplmnhorjjojlprmt',
  'bfkffhijlimlggdkijddflhjgjm',
  'fipopijqtgqsksqgrviokitsult',
  'ejpoqfoljhvrkokjkvikmirsvmr',
  'gfrqpdrrsgtsmnlgqsjnhjsrvmt',
  'ghjfgghhponkggdehlhfenhuloj',
  'nkvurjsuootpsvqlqtsitlpqwwt',
  'hlqqnhooqjuqmqkmrwpjmntqwps',
  'fgnmhelnofomglnglqniiimmvht',
  'ffjpmfpnshoqljnhgtpkpjptuks',
  'dgogefiemhnkkmjgjpnfejjqqjn',
  'ejjhglginjmkgfdihqehheihnmo',
  'hgqolgppkisqgkogjufigipsqku',
  'mquvtruuvrwyoututsrrthuuvwx',
  'dfmiidljofsjjiiflqighiknrhp',
  'chphmemohgsjklmghnngehmlrjr',
  'dfokmemndeqpjlnehsgghhqkoho',
  'hiiijhljqiroghgmisffgoprnon',
  'jhtqrftmuhutrtrjsxopsosvtrs',
  'hirqqisqigvrltkirvklprulutv',
  'ijumslsuqluwpqsqjusqiruwppv',
  'elooploquksrlmlgjuoikpsntpn',
  'llttsjtsskutorsnwwrssmvrtqm',
];

/** Code unit -> 0 (neither), 1..26 small, 33..58 capital letter, 32 digit: the row and column of the evidence tables. */
export const SYMBOL = new Uint8Array(65_536);
for (let index = 0; index < 26; index += 1) {
  SYMBOL[97 + index] = index + 1;
  SYMBOL[65 + index] = index + 33;
}
for (let digit = 48; digit < 58; digit += 1) SYMBOL[digit] = 32;
// As the table was counted: where `ş` and `ə` were no letters, Turkish and Azerbaijani were cut up and read as ciphers.
for (const [from, to] of [
  [0xc0, 0x24f],
  [0x1e00, 0x1eff],
] as const) {
  for (let code = from; code <= to; code += 1)
    SYMBOL[code] = SYMBOL[String.fromCharCode(code).normalize('NFKD').charCodeAt(0)]!;
}
const WITHOUT_MARKS = 'əeƏEıiłlŁLøoØOđdĐDħhĦHßsæaÆAœoŒO';
for (let at = 0; at < WITHOUT_MARKS.length; at += 2) {
  SYMBOL[WITHOUT_MARKS.charCodeAt(at)] = SYMBOL[WITHOUT_MARKS.charCodeAt(at + 1)]!;
}

/** Pair of symbols -> index into the evidence tables. */
export const PAIR_BITS = 6;

const surprise = (first: number, second: number): number => BIGRAMS[first]!.charCodeAt(second) - 97;
const rot13 = (letter: number): number => (letter === 0 ? 0 : ((letter + 12) % 26) + 1);
const letterOf = (symbol: number): number => symbol & 31;
/** Identifiers, hashes and base64 change case and mix in digits within a word; sentences do not. Unit: 0.5 nat. */
const NOT_A_SENTENCE = -16;

/** Evidence per pair, positive where the disguise explains the pair better than plain text does. Unit: 0.5 nat. */
export const ROT13_EVIDENCE = new Int8Array(1 << (2 * PAIR_BITS));
export const REVERSED_EVIDENCE = new Int8Array(1 << (2 * PAIR_BITS));
for (let first = 0; first <= 58; first += 1) {
  for (let second = 0; second <= 58; second += 1) {
    const a = letterOf(first);
    const b = letterOf(second);
    if (a > 26 || b > 26) continue;
    const pair = (first << PAIR_BITS) | second;
    const digitInWord = (first === 32 && b > 0) || (second === 32 && a > 0);
    const plain = surprise(a, b);
    ROT13_EVIDENCE[pair] = digitInWord ? NOT_A_SENTENCE : plain - surprise(rot13(a), rot13(b));
    REVERSED_EVIDENCE[pair] = digitInWord ? NOT_A_SENTENCE : plain - surprise(b, a);
    // `erongI` is a capital after a small letter once it is turned round, so only rot13 minds.
    if (first > 0 && first < 27 && second > 32) ROT13_EVIDENCE[pair] = NOT_A_SENTENCE;
    if (first > 0 && first < 27 && second > 32) REVERSED_EVIDENCE[pair] = plain - surprise(b, a) - 4;
  }
}
