/**
 * Pairs of small whole numbers as text: what both heads of the model weigh, slot by slot. Each takes as many bits as it is
 * seldom, which gzip comes nowhere near, and the second of a pair is read by the first: both heads learn from the same
 * texts, and know a third of each other. That is a quarter less than a character for each, gzipped.
 *
 * The coder is rANS (J. Duda, https://arxiv.org/abs/1311.2540) over words of 16 bits, low byte first, in base64. Before them
 * stand the odds: for each context its first value, how many values it has, and what each has of {@link WHOLE}; bytes
 * of 7 bits, the low ones first, the eighth says that more follow.
 */

/** Numbers from -46 to 46. */
export const LARGEST = 46;
const VALUES = 2 * LARGEST + 1;

/** Bits of the odds: more bring nothing, and the tables would outgrow the processor's memory. */
const ODDS_BITS = 12;
const WHOLE = 1 << ODDS_BITS;
/** The coder's state is never below it; one word of 16 bits above it is room enough. */
const LOWEST = 1 << 15;

/** First numbers farther from 0 than this tell no more about the second. */
const TELLING = 7;
const FIRSTS = 2 * TELLING + 1;
/** In this order: what is first, then what is second by what is first; the same for what is rare, by whether the first is 0. */
const SECOND = 1;
const RARE_FIRST = SECOND + FIRSTS;
const RARE_SECOND = RARE_FIRST + 1;
const CONTEXTS = RARE_SECOND + 2;

/** The context of a second number. `common`: of a pair that is told from the rest, see {@link pack}. */
function contextOf(first: number, common: boolean): number {
  if (!common) return first === 0 ? RARE_SECOND : RARE_SECOND + 1;
  return SECOND + TELLING + Math.max(-TELLING, Math.min(TELLING, first));
}

/**
 * `pairs`: first and second numbers side by side, from -{@link LARGEST} to {@link LARGEST}. Of the first `common` pairs the
 * numbers spread otherwise than of those behind.
 */
export function pack(pairs: Int8Array, common: number): string {
  const contexts = new Uint8Array(pairs.length);
  for (let at = 0; at < pairs.length; at += 2) {
    const isCommon = at < 2 * common;
    contexts[at] = isCommon ? 0 : RARE_FIRST;
    contexts[at + 1] = contextOf(pairs[at]!, isCommon);
  }
  const counts = Array.from({ length: CONTEXTS }, () => new Float64Array(VALUES));
  for (let at = 0; at < pairs.length; at += 1) counts[contexts[at]!]![pairs[at]! + LARGEST]! += 1;
  const odds = counts.map(oddsOf);
  const words: number[] = [];
  let state = LOWEST;
  // What is written last is read first.
  for (let at = pairs.length - 1; at >= 0; at -= 1) {
    const shares = odds[contexts[at]!]!;
    const value = pairs[at]! + LARGEST;
    const share = shares[value]!;
    const before = shares.subarray(0, value).reduce((sum, one) => sum + one, 0);
    if (state >= share * (LOWEST >> ODDS_BITS) * 2 ** 16) {
      words.push(state & 0xff_ff);
      state = Math.floor(state / 2 ** 16);
    }
    state = Math.floor(state / share) * WHOLE + (state % share) + before;
  }
  words.push(state & 0xff_ff, state >>> 16);
  const bytes = odds.flatMap(writeOdds);
  for (const word of words.toReversed()) bytes.push(word & 0xff, word >> 8);
  return Buffer.from(bytes).toString('base64');
}

/** What each value has of the whole, at least 1 where it occurs. */
function oddsOf(counts: Float64Array): Uint16Array {
  const all = counts.reduce((sum, one) => sum + one, 0);
  const shares = Uint16Array.from(counts, (count) =>
    count === 0 ? 0 : Math.max(1, Math.round((count / all) * WHOLE)),
  );
  // The most frequent one can spare what rounding took too much, and feels it least.
  if (all > 0) shares[shares.indexOf(Math.max(...shares))]! += WHOLE - shares.reduce((sum, one) => sum + one, 0);
  return shares;
}

function writeOdds(shares: Uint16Array): number[] {
  const first = shares.findIndex((share) => share > 0);
  if (first < 0) return [0, 0];
  const last = shares.findLastIndex((share) => share > 0);
  const bytes = [first, last + 1 - first];
  for (const share of shares.subarray(first, last + 1)) {
    if (share > 127) bytes.push((share & 127) | 128, share >> 7);
    else bytes.push(share);
  }
  return bytes;
}

/**
 * What {@link pack} was given: `length` pairs, the first `common` of them common. Throws RangeError where the text is not
 * what it makes of so many.
 */
export function unpack(text: string, length: number, common: number): Int8Array {
  const bytes = Buffer.from(text, 'base64');
  const { values, shares, starts, end } = readOdds(bytes);
  const pairs = new Int8Array(2 * length);
  // By what is first, whether common or not: every start waits for half a million numbers.
  const seconds = [true, false].map((isCommon) =>
    Uint8Array.from({ length: VALUES }, (_, value) => contextOf(value - LARGEST, isCommon)),
  );
  let next = end + 4;
  let state = (bytes[end]! << 16) | (bytes[end + 1]! << 24) | bytes[end + 2]! | (bytes[end + 3]! << 8);
  for (let at = 0, context = 0; at < pairs.length; at += 1) {
    const isSecond = (at & 1) === 1;
    if (!isSecond) context = at < 2 * common ? 0 : RARE_FIRST;
    const rest = state & (WHOLE - 1);
    const value = values[(context << ODDS_BITS) | rest]!;
    const known = context * VALUES + value;
    state = shares[known]! * (state >> ODDS_BITS) + rest - starts[known]!;
    if (state < LOWEST) {
      state = (state << 16) | bytes[next]! | (bytes[next + 1]! << 8);
      next += 2;
    }
    pairs[at] = value - LARGEST;
    if (!isSecond) context = (at < 2 * common ? seconds[0]! : seconds[1]!)[value]!;
  }
  if (state !== LOWEST || next !== bytes.length)
    throw new RangeError('the model file does not fit this code: npm run train');
  return pairs;
}

interface Odds {
  /** By context and remainder the value it stands for, from 0. */
  readonly values: Uint8Array;
  /** By context and value: what it has of the whole, and what those before it have. */
  readonly shares: Uint16Array;
  readonly starts: Uint16Array;
  /** Where in the bytes the words begin. */
  readonly end: number;
}

function readOdds(bytes: Uint8Array): Odds {
  const values = new Uint8Array(CONTEXTS << ODDS_BITS);
  const shares = new Uint16Array(CONTEXTS * VALUES);
  const starts = new Uint16Array(CONTEXTS * VALUES);
  let at = 0;
  for (let context = 0; context < CONTEXTS; context += 1) {
    const first = bytes[at]!;
    const count = bytes[at + 1]!;
    at += 2;
    for (let value = first, start = 0; value < first + count; value += 1) {
      let share = bytes[at++]!;
      if (share > 127) share = (share & 127) | (bytes[at++]! << 7);
      const known = context * VALUES + value;
      shares[known] = share;
      starts[known] = start;
      values.fill(value, (context << ODDS_BITS) | start, ((context << ODDS_BITS) | start) + share);
      start += share;
    }
  }
  return { values, shares, starts, end: at };
}
