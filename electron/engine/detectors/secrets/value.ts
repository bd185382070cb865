/** Is this string a secret, or what people write where a secret would stand? */

/** Of a value of up to so many characters with so many different ones the entropy is at least {@link PLAIN_BITS}. */
const PLAIN_LENGTH = 64;
const PLAIN_DISTINCT = 16;
export const PLAIN_BITS = 1.7;

/**
 * One look says that nobody masked it, that it holds no word for a stand-in, and that its entropy is above
 * {@link PLAIN_BITS}: nearly all keys. False says nothing.
 */
export function isPlain(value: string): boolean {
  if (value.length > PLAIN_LENGTH) return false;
  let low = 0;
  let middle = 0;
  let high = 0;
  let run = 1;
  let before = 0;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === 35 || code === 42 || code === 46 || code < 32 || code > 126) return false;
    if (code < 64) low |= 1 << (code & 31);
    else if (code < 96) middle |= 1 << (code & 31);
    else high |= 1 << (code & 31);
    run = code === before ? run + 1 : 1;
    // `exa…`, `…ceho…`, `you…`
    const pair = (before << 8) | code | 0x2020;
    if (run >= MIN_MASK || pair === 0x7861 || pair === 0x6568 || pair === 0x796f) return false;
    before = code;
  }
  return ones(low) + ones(middle) + ones(high) >= PLAIN_DISTINCT;
}

/** How many bits are set. */
function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** How often each unit of ASCII was met; zeros between two calls. */
const COUNTS = new Uint16Array(128);
/** `n log2 n`, as far as it is asked for most. */
const N_LOG_N = Float64Array.from({ length: 512 }, (_, count) => (count === 0 ? 0 : count * Math.log2(count)));

function nLogN(count: number): number {
  return N_LOG_N[count] ?? count * Math.log2(count);
}

/** Shannon entropy in bits per character, over UTF-16 units. */
export function entropy(text: string): number {
  const { length } = text;
  if (length === 0) return 0;
  let others: Map<number, number> | null = null;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 128) COUNTS[code]! += 1;
    else (others ??= new Map()).set(code, (others.get(code) ?? 0) + 1);
  }
  let sum = 0;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 128 || COUNTS[code] === 0) continue;
    sum += nLogN(COUNTS[code]!);
    COUNTS[code] = 0;
  }
  if (others !== null) for (const count of others.values()) sum += nLogN(count);
  return Math.log2(length) - sum / length;
}

/** Words that only a stand-in contains, wherever in it they are. */
const STAND_IN_WORD =
  /example|placeholder|change[_-]?me|changeit|replace[_-]?(?:me|with|this)|insert[_-]?|your[_-]?(?:own|api|app|access|auth|bot|client|key|secret|token|pass|password|user|account)|(?:my|the|some|any|test|fake|dummy|sample|demo|real)[_-](?:api|app|access|auth|bot|client|key|secret|token|pass|password)|redacted|masked|removed|hidden|obfuscated|xxxx|dummy|not[_-]?a[_-]?(?:real|secret)|put[_-].*here|here$|^todo|lorem|notreal|foobar/i;
/** Whole values that stand for a password in documentation. */
const STAND_IN =
  /^(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|key|api[_-]?key|user(?:name)?|login|null|none|nil|undefined|true|false|string|str|text|empty|blank|default|value|foo|bar|baz|qux|test|tests|testing|abc|xyz|xxx|yyy|zzz|x+|\*+|\.+|-+|_+|•+|0+|n\/a|tbd|optional|required|unset|unknown|varchar|char|int|number|boolean|object|any|void|self|this|env|prompt|stdin|file|input|hunter2example|user:pass|changeme|mysecret|mypassword|mypass|mytoken|mykey|yourpassword|yourtoken|yourkey|yoursecret|somepassword|secretkey|secretpassword|passw?0rd_?)$/i;
/** A value that is looked up elsewhere: environment, vault, template, shell, code. */
const REFERENCE =
  /^(?:\$|%[\w.]+%$|<[^>]*>?$|\{\{|\{[\w.$ -]*\}?$|\[[^\]]*\]?$|@|#\{|!!?|&|\*|`|\\?\$\{|process\.env|os\.(?:environ|getenv)|env[.([:]|ENV\[|getenv|System\.|secrets?\.|vault:|ssm:|arn:|op:\/\/|keyring|config[.([]|settings[.([]|self\.|this\.|props\.|data\.|var\.|local\.|module\.|params?[.([]|args?[.([]|options?[.([]|request[.([]|req[.([]|ctx\.|input\(|prompt\(|read|fs\.|await\b|new\b|function\b|lambda\b|\(|=>)/i;
const TEMPLATE = /\$\{[^}]*\}|\{\{[^}]*\}\}|\$\([^)]*\)|<%|%\(\w+\)s|#\{/;

/** Documentation, template or masked values. `value` without its quotes. */
export function isStandIn(value: string): boolean {
  const first = value.charCodeAt(0);
  // What a pattern cannot be without is looked for first: values of other scripts have none of it.
  const seen = signsOf(value);
  return (
    ((first < 128 || first === BULLET) && STAND_IN.test(value)) ||
    ((seen & LETTER) !== 0 && STAND_IN_WORD.test(value)) ||
    (first < 128 && REFERENCE.test(value)) ||
    ((seen & TEMPLATE_SIGN) !== 0 && TEMPLATE.test(value)) ||
    isMasked(value) ||
    isPair(value)
  );
}

const BULLET = 0x2022;
const LETTER = 1;
const TEMPLATE_SIGN = 2;
/** What each unit of ASCII is: a letter, what a template begins with. */
const SIGNS = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return /[a-z]/i.test(sign) ? LETTER : '$#{<%'.includes(sign) ? TEMPLATE_SIGN : 0;
});

function signsOf(value: string): number {
  let seen = 0;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 128) seen |= SIGNS[code]!;
  }
  return seen;
}

/** `****`, `sk-…XXXX`, `abc•••`, `0000…`: a third of it, or more, is one character that people mask with. */
export function isMasked(value: string): boolean {
  // Nearly no value has one of these, and a loop says so sooner than a pattern.
  if (hasMaskSign(value) && /[*•●█#]{3,}|…|\.{3,}/.test(value)) return true;
  return longestMask(value) * 3 >= value.length && value.length > 0;
}

/** `#`, `*`, `.`, or a sign beyond letters. */
function hasMaskSign(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === 35 || code === 42 || code === 46 || code >= 0x2022) return true;
  }
  return false;
}

/** Made of one or two characters, both cases of a letter being one. */
function isPair(value: string): boolean {
  let first = NOT_ONE;
  let second = NOT_ONE;
  for (let index = 0; index < value.length; index += 1) {
    const unit = smallAt(value, index);
    if (unit === NOT_ONE) return isPairOfCharacters(value);
    if (unit === first || unit === second) continue;
    if (first === NOT_ONE) first = unit;
    else if (second === NOT_ONE) second = unit;
    else return false;
  }
  return true;
}

const NOT_ONE = -1;

/** The unit at `index` as a small letter; {@link NOT_ONE} where it is half a character, or its small letter takes two. */
function smallAt(value: string, index: number): number {
  const code = value.charCodeAt(index);
  if (code < 128) return code >= 65 && code <= 90 ? code | 32 : code;
  // Scripts of the East have one case.
  if (code >= 0x2e80 && code < 0xa000) return code;
  if (code >= 0xd800 && code < 0xe000) return NOT_ONE;
  const small = value.charAt(index).toLowerCase();
  return small.length === 1 ? small.charCodeAt(0) : NOT_ONE;
}

/** The same, for any characters. */
function isPairOfCharacters(value: string): boolean {
  const first = value[0]?.toLowerCase();
  let second: string | undefined;
  for (const written of value) {
    const character = written.toLowerCase();
    if (character === first || character === second) continue;
    if (second !== undefined) return false;
    second = character;
  }
  return true;
}

/** Characters that people mask with by repeating them. */
const MASKS = 'xX01a_-';
const MIN_MASK = 5;

/** The longest run of one masking character, counted from five on. */
function longestMask(value: string): number {
  let longest = 0;
  for (let from = 0; from < value.length;) {
    const code = value.charCodeAt(from);
    let to = from + 1;
    while (to < value.length && value.charCodeAt(to) === code) to += 1;
    if (to - from >= MIN_MASK && to - from > longest && MASKS.includes(value[from]!)) longest = to - from;
    from = to;
  }
  return longest;
}

/** `abcdefgh`, `12345678`, `qwerty`: more than half of the neighbours follow each other. */
export function isSequence(value: string): boolean {
  if (value.length < 6) return false;
  let follow = 0;
  const lower = value.toLowerCase();
  for (let index = 1; index < lower.length; index += 1) {
    const step = lower.charCodeAt(index) - lower.charCodeAt(index - 1);
    if (step === 1 || step === -1) follow += 1;
  }
  return follow * 3 > value.length * 2;
}
