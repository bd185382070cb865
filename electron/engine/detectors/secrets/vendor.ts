/** Vendors' keys as rows of a table, and how a row becomes a rule. */
import { type LiteralRule, type Pass, RANK } from '../rule.ts';
import { adjacentTo, assignedAfter } from './assignment.ts';
import { isCodeName } from './code-value.ts';
import type { Documented, SecretRule } from './documented-rule.ts';
import { isCarriedOpenly } from './documented.ts';
import { PLAIN_BITS, entropy, isMasked, isPlain, isStandIn } from './value.ts';

/** One documented format. Samples are formats of samples.ts. */
export interface SecretRow extends Documented {
  /** `<vendor>_<kind>`, the finding type without `secret.`. */
  readonly name: string;
  /** What it begins with (a match must), or, with `near`, words the name of the variable contains. In lower case. */
  readonly literals: readonly string[];
  /** Without borders: a letter or digit on either side refuses the match. Group 1, if any, is the value. */
  readonly pattern: RegExp;
  /** What passes as such a key beside a word like `key` or `token`: made-up, cut or newer ones. */
  readonly loose?: RegExp;
  /** The key itself is not recognisable: it counts only when it is assigned to a name with one of the literals. */
  readonly near?: boolean;
  /** The pattern is an address without its scheme; the finding takes the scheme along. */
  readonly url?: boolean;
  /** Bits per character the value must have. Default 1.3. */
  readonly entropy?: number;
  /** Characters of the match before the literal; at most so many, or exactly. Default 0. */
  readonly lead?: number;
  readonly exactLead?: boolean;
}

/** Not inside a word, unless that word's end is an escape: `\nghp_…`, `%3Dghp_…`. */
const LEFT = '(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2}))';
const RIGHT = '(?![A-Za-z0-9])';
/** Enough for a documented prefix with anything behind it that varies. */
export const DEFAULT_ENTROPY = 1.3;
export const LOOSE_ENTROPY = 3;
/** How far before a key a word that announces it may stand. Characters. */
const LOOSE_REACH = 64;

export function vendorRule(row: SecretRow): SecretRule {
  const { source, samples, lookalikes } = row;
  return { ...(row.near === true ? nearRule(row) : prefixRule(row)), source, samples, lookalikes };
}

/** The id of the rule that a row becomes. */
export function ruleId({ name }: SecretRow): string {
  return `secrets.${name.replaceAll('_', '-')}`;
}

/** A pattern with its borders, sticky. */
export function bordered(pattern: RegExp): RegExp {
  // Where groups stand is only asked of patterns that have one: it makes every match slower.
  const indices = /\((?!\?)/.test(pattern.source) ? 'd' : '';
  return new RegExp(`${LEFT}(?:${pattern.source})${RIGHT}`, `${pattern.flags.replace(/[gyd]/g, '')}y${indices}`);
}

/** Whether what the pattern matched is somebody's key rather than a stand-in. */
export function acceptValue(value: string, bits: number = DEFAULT_ENTROPY): boolean {
  if (bits <= PLAIN_BITS && isPlain(value)) return true;
  if (entropy(value) < bits || isMasked(value)) return false;
  const small = value.toLowerCase();
  if (!small.includes('example') && !small.includes('placeholder') && !small.includes('your')) return true;
  const rest = value.replace(/example|placeholder|your[_-]/gi, '');
  // AWS writes EXAMPLE into its sample keys; a whole random key may still follow somebody's remark in a long one.
  return (
    rest.length === value.length ||
    (rest.length >= 24 && !/^(?:A[KS]IA|ABSK)/.test(value) && !/your[_-]/i.test(value) && entropy(rest) >= 4)
  );
}

function prefixRule(row: SecretRow): LiteralRule {
  const id = ruleId(row);
  // Made when first needed: most are in no text for long, and all of them together delay a start.
  let strict: RegExp | null = null;
  let loose: RegExp | null = null;
  const lead = row.lead ?? 0;
  // What stands before a literal far inside the key is letters, digits, `_` and `-`.
  const wordOnly = lead > 4;
  const bits = row.entropy ?? DEFAULT_ENTROPY;
  const tryPattern = (pass: Pass, start: number, pattern: RegExp, minimum: number, confidence: number): boolean => {
    pattern.lastIndex = start;
    const match = pattern.exec(pass.text);
    if (match === null) return false;
    const [begin, to] = match.indices?.[1] ?? [start, start + match[0].length];
    const from = row.url === true ? schemeStart(pass.text, begin) : begin;
    // Whatever becomes of it: what stands in a refused value would be read once for each literal in there.
    pass.taken.set(id, to);
    if (acceptValue(pass.text.slice(begin, to), minimum) && !isCarriedOpenly(pass.text, from)) {
      pass.add({ type: `secret.${row.name}`, rule: id, confidence, start: from, end: to, rank: RANK.vendorSecret });
    }
    return true;
  };
  return {
    id,
    literals: row.literals,
    ...(lead === 0 ? { wordStart: true } : {}),
    tryAt(pass, at) {
      if (at < (pass.taken.get(id) ?? 0)) return;
      if (row.url === true && lead > 0) {
        strict ??= bordered(row.pattern);
        for (const start of labelsBefore(pass.text, at, lead)) if (tryPattern(pass, start, strict, bits, 0.95)) return;
        return;
      }
      const { text } = pass;
      const first = row.exactLead === true ? at - lead : at;
      const last = Math.max(0, at - lead);
      for (let start = first; start >= last; start -= 1) {
        if (wordOnly && start < at && !isWordOrDash(text.charCodeAt(start))) break;
        // Most positions are inside a word; the pattern would say so too, at ten times the price.
        if (start > 0 && insideWord(text, start)) continue;
        strict ??= bordered(row.pattern);
        if (tryPattern(pass, start, strict, bits, 0.95)) return;
      }
      if (row.loose === undefined || at - pass.marks.secret > LOOSE_REACH) return;
      loose ??= bordered(row.loose);
      tryPattern(pass, at, loose, LOOSE_ENTROPY, 0.85);
    },
  };
}

/** No address in the table has more of them before its literal. */
const MAX_LABELS = 2;
/** Where the address may begin that has its literal at `at`: there, or with a label of its host before it. */
function labelsBefore(text: string, at: number, reach: number): number[] {
  const starts = [at];
  let start = at;
  while (starts.length <= MAX_LABELS) {
    while (start > 0 && at - start < reach && isLabel(text.charCodeAt(start - 1))) start -= 1;
    if (start < starts.at(-1)!) starts.push(start);
    if (text.charCodeAt(start - 1) !== 46 || at - start >= reach) break;
    start -= 1;
  }
  return starts;
}

function isLabel(code: number): boolean {
  return isWordOrDash(code) && code !== 95;
}

const SCHEME = /https?:\\?\/\\?\/$/i;
function schemeStart(text: string, at: number): number {
  return at - (SCHEME.exec(text.slice(Math.max(0, at - 10), at))?.[0].length ?? 0);
}

function nearRule(row: SecretRow): LiteralRule {
  const id = ruleId(row);
  const bits = row.entropy ?? DEFAULT_ENTROPY;
  let pattern: RegExp | null = null;
  return {
    id,
    literals: row.literals,
    wordStart: true,
    tryAt(pass, at, end) {
      // A name inside the value of the same kind of key is part of it.
      if (at < (pass.taken.get(id) ?? 0) || !startsWord(pass.text, at)) return;
      const assigned = assignedAfter(pass, at, end) ?? keyBeside(pass.text, end);
      if (assigned === null) return;
      pattern ??= new RegExp(`^(?:${row.pattern.source})${RIGHT}`, row.pattern.flags.replace(/[gyd]/g, ''));
      const value = pattern.exec(pass.text.slice(assigned.start, assigned.end))?.[0];
      if (value === undefined) return;
      const { start } = assigned;
      pass.taken.set(id, start + value.length);
      if (!acceptValue(value, bits) || isStandIn(value)) return;
      // `self._password = handler.password`
      if (value.includes('.') && isCodeName(value) && !/["'`]/.test(pass.text[start - 1] ?? '')) return;
      pass.add({
        type: `secret.${row.name}`,
        rule: id,
        confidence: 0.85,
        start,
        end: start + value.length,
        rank: RANK.vendorSecret - 1,
      });
    },
  };
}

const REST_OF_NAME =
  /(?:[\s_-]?(?:api|access|auth|secret|personal|live|private|admin|bot|sdk|key|token|password|pat|id)){0,4}/iy;
/** `vercel token …`, `sumo access key …`: the value right behind the name it is part of. */
function keyBeside(text: string, end: number): ReturnType<typeof adjacentTo> {
  REST_OF_NAME.lastIndex = end;
  const name = REST_OF_NAME.exec(text)?.[0] ?? '';
  if (!/key|token|secret|pat$/i.test(name) && !/(?:key|token|secret)$/i.test(text.slice(end - 6, end))) return null;
  return adjacentTo(text, end + name.length);
}

/** `okta` does not begin in `rookTable`; it does in `OKTA_TOKEN`, `myOktaToken` and `x_okta`. */
export function startsWord(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const lower = before | 32;
  if (lower < 97 || lower > 122) return true;
  const first = text.charCodeAt(at);
  if (text.charCodeAt(at - 2) === 92) return true;
  return before >= 97 && first >= 65 && first <= 90;
}

const ALPHANUMERIC = 1;
/** `_` and `-`. */
const JOINING = 2;
/** What keys of many letters ask of each of them, thousands of times in hostile texts. */
const KIND = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return /[a-z\d]/i.test(sign) ? ALPHANUMERIC : '_-'.includes(sign) ? JOINING : 0;
});

function isWordOrDash(code: number): boolean {
  return code < 128 && KIND[code] !== 0;
}

/** Between two letters or digits, so that no value begins here; escapes (`\\n`, `%3D`) aside. */
function insideWord(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (!(before < 128) || KIND[before] !== ALPHANUMERIC) return false;
  return text.charCodeAt(at - 2) !== 92 && text.charCodeAt(at - 3) !== 37;
}
