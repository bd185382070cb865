/** Passwords and keys that only their name gives away, in code, configuration and prose. */
import { type LiteralRule, type Pass, RANK } from '../rule.ts';
import type { SecretRule } from './documented-rule.ts';
import { type Assigned, adjacentTo, assignedAfter } from './assignment.ts';
import { isCodeName, isCodeValue, isVersionOrConstant } from './code-value.ts';
import { isCarriedOpenly } from './documented.ts';
import { entropy, isSequence, isStandIn } from './value.ts';
import { startsWord } from './vendor.ts';
import { KEY_WORDS, PASSWORD_WORDS } from './words.ts';

/** Names that hold something about a password, not one. */
const ABOUT_PASSWORDS =
  /(?:hash|hashed|salt|length|len|min|max|reset|policy|field|input|label|hint|strength|_re|regexp|_rx|confirm(?:ation)?_?(?:label|text)|url|uri|link|page|path|file|type|regex|pattern|rule|error|message|msg|expir\w*|changed|updated|date|attempts?|required|enabled|visible|placeholder|prompt|column|manager|mgr|auth|encoder|validator|count|id|name|key|env|var)s?$/i;

export const passwordRule: SecretRule = {
  id: 'secrets.password',
  source: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
  samples: ['password: "h7{A10}"', 'Das Passwort lautet q4{A8}!'],
  lookalikes: ['password: string', 'the password is required'],
  literals: PASSWORD_WORDS,
  tryAt(pass, at, end) {
    const { text } = pass;
    // A word in a password is part of it.
    if (at < (pass.taken.get(this.id) ?? 0)) return;
    if (!startsWord(text, at) && text.charCodeAt(at - 1) < 128 && !/[a-z]/i.test(text[at - 1] ?? '')) return;
    const ends = text[end - 1] === '=' ? end - 1 : end;
    const assigned = assignedAfter(pass, at, ends) ?? quotedBeside(text, at, ends);
    if (assigned === null) return;
    const value = text.slice(assigned.start, assigned.end);
    if (value.length < MIN_PASSWORD || value.length > MAX_PASSWORD) return;
    const rest = restOfName(assigned.name, text, at, ends);
    if (rest !== '' && ABOUT_PASSWORDS.test(rest)) return;
    if (!isPassword(value, assigned)) return;
    pass.taken.set(this.id, assigned.end);
    pass.add({
      type: 'password',
      rule: this.id,
      confidence: assigned.how === 'prose' ? 0.75 : 0.85,
      start: assigned.start,
      end: assigned.end,
      rank: RANK.assignedSecret,
    });
  },
};

/** Characters. */
const MIN_PASSWORD = 4;
const MAX_PASSWORD = 128;

/** What stands in the name behind the word at `at..end`. */
function restOfName(name: string, text: string, at: number, end: number): string {
  if (name.length === end - at) return '';
  return name.slice(name.toLowerCase().indexOf(text.slice(at, end).toLowerCase()) + (end - at));
}

const QUOTED_BESIDE = /(?: -[A-Za-z]{1,12})? ["'`]([^\s"'`]{6,64})["'`]/dy;
/** `the password "…" is weak`: a string right behind the word, which no word or name looks like. */
function quotedBeside(text: string, at: number, end: number): Assigned | null {
  if (text.charCodeAt(end) !== 32) return null;
  QUOTED_BESIDE.lastIndex = end;
  const span = QUOTED_BESIDE.exec(text)?.indices?.[1];
  if (span === undefined || !isStrong(text.slice(...span))) return null;
  return { start: span[0], end: span[1], quoted: true, how: 'argument', name: text.slice(at, end) };
}

/** Short words for a password: only assigned, and only what no word or number looks like. */
export const shortPasswordRule: SecretRule = {
  id: 'secrets.password-short',
  source: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
  samples: ['pass: Xk3{A8}!', 'pw=Qw7{A8}#'],
  lookalikes: ['pass: 12 of 12', 'pw: v1.2.3'],
  literals: ['pass', 'pw', 'psw', 'creds'],
  wholeWord: true,
  tryAt(pass, at, end) {
    const { text } = pass;
    if (isWordLetter(text.charCodeAt(end)) || !startsWord(text, at)) return;
    const assigned = assignedAfter(pass, at, end);
    if (assigned === null || assigned.how === 'argument' || assigned.how === 'flag') return;
    if (!/^(?:[a-z][a-z_-]*[_-])?(?:pass|pw|psw|creds)$|[a-z]P(?:ass|w)$/i.test(assigned.name)) return;
    const value = text.slice(assigned.start, assigned.end);
    if (!isStrong(value) || isStandIn(value) || isCodeValue(value) || SENTENCE_WITHOUT_BLANKS.test(value)) return;
    pass.add({
      type: 'password',
      rule: this.id,
      confidence: 0.75,
      start: assigned.start,
      end: assigned.end,
      rank: RANK.assignedSecret,
    });
  },
};

/** Chinese, Japanese and Korean are written without blanks, or nearly: `"pass": "…が存在します"` is a message. */
const SENTENCE_WITHOUT_BLANKS = /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{4}/;

function isWordLetter(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57);
}

/** Figures and letters, and a capital or a sign: six characters or more, no version and no unit. */
function isStrong(value: string): boolean {
  if (value.length < 6 || value.length > 64 || /\s/.test(value)) return false;
  if (!/\d/.test(value) || !/[a-z]/i.test(value) || /^[\w.-]+\(|^v?\d+(?:\.\d+)+/.test(value)) return false;
  return /[a-z]/.test(value) && /[A-Z]/.test(value) ? true : /[^\w.,:/-]/.test(value);
}

/** What has no end within its length is refused before one is looked for backwards. */
const LOGIN =
  /[\s:=]{1,3}(?:(?:are|is|with|as|details|data|info|sind|sont|son|using|use|to|for|in)[\s:=]{1,2}){0,2}["'`]?(?<user>[\w.@+-]{2,40})["'`]?(?: \/ | ?: ?|\/| and (?:password |pw )?)["'`]?(?![^\s"'`/,;.)]{65})(?<value>[^\s"'`/,;]{6,64})["'`]?(?=[\s,;.)]|$)/iuy;
/** What leads to a value, and a value, are shorter together. */
const LONGEST_LOGIN = 192;
/** What ends a value; not all of it, which is no matter. */
const ENDS = Uint8Array.from({ length: 128 }, (_, code) => (/[\s"'`/,;.)]/.test(String.fromCharCode(code)) ? 1 : 0));

/** Behind a word for a login nothing ends a value, as far as one may be told. Rows of such words are read once. */
function isEndless({ text, endless }: Pass, from: number): boolean {
  if (from < endless.from || from > endless.to) {
    endless.from = from;
    endless.to = from;
  }
  const limit = Math.min(text.length, from + LONGEST_LOGIN);
  let index = endless.to;
  while (index < limit && ENDS[text.charCodeAt(index)] === 0) index += 1;
  endless.to = index;
  return index - from >= LONGEST_LOGIN;
}

/** `credentials are jane / …`, `log in as admin:…`. */
export const loginPairRule: SecretRule = {
  id: 'secrets.login-pair',
  source: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
  samples: ['login: admin / Xk3{A8}!', 'the credentials are jane:Qw7{A8}#'],
  lookalikes: ['login: admin / operator', 'log in with Google / GitHub'],
  literals: [
    'credentials',
    'login',
    'log in',
    'logins',
    'creds',
    'zugangsdaten',
    'identifiants',
    'credenciales',
    'sign in',
    'credenziali',
    'inloggegevens',
  ],
  wholeWord: true,
  tryAt(pass, at, end) {
    const { text } = pass;
    if (isWordLetter(text.charCodeAt(end)) || isWordLetter(text.charCodeAt(at - 1))) return;
    if (isEndless(pass, end)) return;
    LOGIN.lastIndex = end;
    const said = LOGIN.exec(text)?.groups?.['value'];
    if (said === undefined) return;
    const value = said.replace(/[.?!]$/, (mark) => (mark === '!' ? mark : ''));
    if (!isStrong(value) || isStandIn(value) || value.includes('://') || /@[\w-]+\.\w/.test(value)) return;
    // Nothing but a quote stands behind it: asked for places, the engine takes its time.
    const stop = LOGIN.lastIndex;
    const start = (/["'`]/.test(text.charAt(stop - 1)) ? stop - 1 : stop) - said.length;
    pass.add({
      type: 'password',
      rule: this.id,
      confidence: 0.7,
      start,
      end: start + value.length,
      rank: RANK.assignedSecret - 2,
    });
  },
};

function isPassword(value: string, assigned: Assigned): boolean {
  // Letters alone: most of what is assigned in code, and refused sooner for that than for being a stand-in.
  if (isName(value)) {
    if (!assigned.quoted || assigned.how === 'argument' || value.length < 6 || isWordy(value)) return false;
  }
  const digits = /\d/.test(value);
  const symbols = /[^\p{L}\p{N}\s_.-]/u.test(value);
  if ((!assigned.quoted && !digits && !symbols) || isStandIn(value)) return false;
  if (isVersionOrConstant(value)) return false;
  // `"null"` in backquotes
  if (/^["'].*["']$/.test(value) && isStandIn(value.slice(1, -1))) return false;
  if (!assigned.quoted && assigned.how === 'operator' && isCodeValue(value)) return false;
  // Two of a list of names: `"kadmin/passwd", "kadmin/server"`.
  if (assigned.how === 'argument' && /^[a-z]+(?:\/[a-z]+)+$/i.test(value)) return false;
  // A type, a call, a member: code around the name, not its value. In a sentence a member has no figures.
  if (/^(?:[A-Za-z_$][\w$]*\.)+[A-Za-z_$][\w$]*(?:\(|$)|^[A-Za-z_$][\w$.]*\(.*\)?$/.test(value)) {
    if (assigned.how !== 'prose' || !/^[^(]*\d+$/.test(value)) return false;
  }
  if (/^(?:https?:\/\/|\/[\w-]+\/|\.{1,2}\/|~\/)/.test(value)) return false;
  // What a password must look like.
  if (/^\^.*\$$|\(\?[:=!<]/.test(value)) return false;
  if (assigned.quoted) {
    if (/\s/.test(value)) return isPassphrase(value, assigned);
    return digits || symbols || (assigned.how !== 'argument' && value.length >= 6 && !isWordy(value));
  }
  if (assigned.how === 'prose' && /^\d{1,3}$/.test(value)) return false;
  // Unquoted words are code (`password = input`) or prose (`password is required`).
  if (/[()[\]{}|<>]/.test(value) && !digits) return false;
  return digits || (symbols && value.length >= 6 && /[a-z]/i.test(value) && !/^\W*\w+\W*$/.test(value));
}

/** Nothing but letters of ASCII, `_`, `.` and `-`. */
function isName(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    const lower = code | 32;
    if ((lower < 97 || lower > 122) && code !== 95 && code !== 46 && code !== 45) return false;
  }
  return true;
}

/** Four words or so, no sentence: `correct horse battery staple`. */
function isPassphrase(value: string, assigned: Assigned): boolean {
  const words = value.split(/\s+/);
  if (!/phrase/i.test(assigned.name) && !/\d/.test(value)) return false;
  // `top secret` is what Node's manual calls all of its own.
  if (words.length < 3 && !/\d/.test(value)) return false;
  return words.length <= 12 && words.every((word) => word.length >= 2) && !/[.?!]$/.test(value);
}

/** An identifier or a phrase: `userPassword`, `new-password`, `PASSWORD`. */
function isWordy(value: string): boolean {
  return (
    /^(?:[a-z]+(?:[A-Z][a-z]+)*|[A-Z][a-z]+(?:[A-Z][a-z]+)*|[a-z]+(?:[-_.][a-z]+)*|[A-Z]+(?:_[A-Z]+)*|\p{L}+)$/u.test(
      value,
    ) || /pass/i.test(value)
  );
}

/** Tokens and keys that are no credentials, by the word before: `next_token`, `cacheKey`. Not `admin_token`. */
const HARMLESS_BEFORE =
  /(?:^|[_.-])(?:(?:next|prev|previous|last)?(?:page|paging|continuation|cursor)|next|prev|previous|sync|start|end|begin|max|min|total|prompt|completion|input|output|stop|eos|bos|pad|unk|sep|cls|special|num|n|count|cached)[_-]?tokens?(?![a-z])|(?:^|[_.-])(?:public|primary|foreign|cache|partition|sort|row|hash|range|index|object|idempotency|dedup\w*|storage|s3|routing|map|dict|lookup|group|shard|host|translation|i18n|query|state|event|meta|data|metadata|json|tag|label|feature|config|field|column|item|menu|tab|react|unique|natural|surrogate|composite|candidate|super|stream|message|topic|consumer|site|entry|node|path|file|image|bucket|document|sheet|issue|project|board|ticket|space|publishable|registry)[_-]?key(?![a-z])/;
/** Names that say something about one. In small letters, with `_` before a word that begins with a capital. */
const HARMLESS_NAME =
  /csrf|xsrf|authenticity|nonce|tokeni[sz]|tokens?[_-]?(?:id|type|count|limit|name|url|uri|endpoint|class|length|usage|expir\w*|symbol|address|contract)|secrets?[_-]?(?:name|id|arn|version|path|ref|manager|santa)|key[_-]?(?:id|name|path|file|pair|type|size|length|alias|arn|vault|word|space|board|code|frame|stroke|value)|fingerprint|integrity|checksum|digest|(?<![a-z])sha\d*(?![a-z])|md5|commit|revision|etag|asset|token_hash|(?:restore|recv|receive|list|delete|export|edit|sign|refresh|default)-(?:secret-)?keys?$|\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kt|cs|c|h|cpp|php|swift|vue|svelte|json|ya?ml|toml|md|mdx|txt|html?|s?css|svg|png|sql|sh|lock|map)$/;
function isHarmless(name: string): boolean {
  const small = name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_').toLowerCase();
  return HARMLESS_NAME.test(small) || HARMLESS_BEFORE.test(small);
}
/** Characters of what may be a key. */
const MIN_KEY = 12;
const MAX_KEY = 512;
/** Of a key with fewer than two figures in it. */
const MIN_WORDY_KEY = 24;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const assignedKeyRule: SecretRule = {
  id: 'secrets.assigned-key',
  source: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
  samples: ['api_key = "k9{A30}"', 'SERVICE_TOKEN=t4{A38}'],
  lookalikes: ['api_key: YOUR_API_KEY', 'next_page_token={A40}'],
  literals: KEY_WORDS,
  tryAt(pass, at, end) {
    // `client_key` was looked at when `_key` comes, in the same name.
    if (pass.taken.get(this.id) === end) return;
    pass.taken.set(this.id, end);
    const assigned = assignedAfter(pass, at, end) ?? beside(pass.text, at, end);
    if (assigned === null || assigned.end - assigned.start < MIN_KEY || assigned.end - assigned.start > MAX_KEY) return;
    const value = pass.text.slice(assigned.start, assigned.end);
    if (value.length < MIN_WORDY_KEY && countDigits(value) < 2) return;
    if (!OF_A_KEY.test(value) || !isWorthReading(pass, assigned) || isHarmless(assigned.name)) return;
    if (!isKey(value, assigned) || isCarriedOpenly(pass.text, assigned.start)) return;
    pass.add({
      type: 'secret.generic_api_key',
      rule: this.id,
      confidence: 0.7,
      start: assigned.start,
      end: assigned.end,
      rank: RANK.assignedSecret - 1,
    });
  },
};

/** `and the secret kLPK…`: a long random value right behind the word, no hash. */
function beside(text: string, at: number, end: number): Assigned | null {
  if (text[end - 1] === '_' || text[end - 1] === '=' || !startsWord(text, at)) return null;
  const value = adjacentTo(text, end);
  if (value === null) return null;
  const written = text.slice(value.start, value.end);
  // Hexadecimal figures are as often a hash, unless they are said to be a key, or are what a name is declared to be.
  const key =
    isMixed(written) ||
    (/^[0-9a-z]{24,64}$/.test(written) && isDeclared(text, at)) ||
    (/^[0-9a-f]{32,64}$/.test(written) && /key$|schlüssel$/i.test(text.slice(at, end)));
  if (!key || entropy(written) < (isMixed(written) ? 3.8 : 3)) return null;
  return { ...value, quoted: false, how: 'prose', name: text.slice(at, end) };
}

const DECLARES = /(?:\bENV|\bARG|#define|\bsetenv|\(def|\bset -g?x)\s{1,3}[\w-]{0,40}$/;
/** `ENV NAME value`, `#define NAME "value"`. */
function isDeclared(text: string, at: number): boolean {
  return DECLARES.test(text.slice(Math.max(0, at - 52), at));
}

function isMixed(value: string): boolean {
  return /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value);
}

const OF_A_KEY = /^[\w+/=.~:!@$%^&*#?|-]+$/;
/** Characters of values that end in one place, each the end of the one before, that are looked through. */
const MOST_READ = 1_024;
/** A shorter value is looked through all the same. */
const SHORT = 64;

/** `token=token=token=…`: each name is given all that follows. No text of anybody's has many of them without a blank. */
function isWorthReading({ keys }: Pass, { start, end }: Assigned): boolean {
  if (keys.end !== end) {
    keys.end = end;
    keys.read = 0;
  }
  keys.read += end - start;
  return keys.read <= MOST_READ || end - start <= SHORT;
}

/** Stand-ins cost most, so they are looked for last. */
function isKey(value: string, assigned: Assigned): boolean {
  return isLikeKey(value, assigned) && !isStandIn(value) && !isSequence(value);
}

/** `value` is {@link OF_A_KEY}. */
function isLikeKey(value: string, assigned: Assigned): boolean {
  if (!/[a-z]/i.test(value) || value.startsWith('xox') || value.includes('://')) return false;
  // Versions, dates, paths, addresses, versioned names are assigned to such names too.
  if (/^(?:https?:|file:|\/|\.{1,2}\/|v?\d+\.\d+\.\d+|\d{4}-\d{2}-\d{2}|urn:|arn:|sha\d+[:-]|data:)/i.test(value))
    return false;
  if (UUID.test(value)) return !/id$/i.test(assigned.name);
  const digits = countDigits(value);
  if (/^[0-9a-f]+$/i.test(value)) return value.length >= 16 && digits >= 3 && entropy(value) >= 2.8;
  // Words joined by dots or dashes are names: `my.service.account-key-2`.
  if (/^[a-z]+\d{0,4}(?:[-_.:/][a-z]+\d{0,4})+(?:-\d{4}-\d\d-\d\d)?$/i.test(value) || isCamelName(value)) return false;
  if ((assigned.how === 'argument' || (!assigned.quoted && assigned.how === 'operator')) && isCodeName(value))
    return false;
  // Part of a signature of AWS and Google: says who signed, where and when.
  if (/(?:aws|goog)4_request$/.test(value)) return false;
  if (digits >= 2)
    return value.length >= 16
      ? entropy(value) >= 3.2
      : entropy(value) >= 3.3 && /[a-z]/.test(value) && /[A-Z]/.test(value);
  return value.length >= MIN_WORDY_KEY && entropy(value) >= 4.1 && /[a-z]/.test(value) && /[A-Z]/.test(value);
}

function countDigits(value: string): number {
  let count = 0;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code >= 48 && code <= 57) count += 1;
  }
  return count;
}

/** `getServiceAccountToken2`: words of three letters and more. */
function isCamelName(value: string): boolean {
  return /^[A-Za-z]?[a-z]*(?:[A-Z]{1,4}[a-z]{2,})+\d{0,3}$/.test(value);
}

/** Words that announce a secret: vendor rules are less strict behind them. */
export const secretMarkRule: LiteralRule = {
  id: 'secrets.mark',
  literals: [
    'key',
    'token',
    'secret',
    'credential',
    'passw',
    'auth',
    'bearer',
    'login',
    'schlüssel',
    'clave',
    'clé',
    'chave',
    'chiave',
    'ключ',
    '密钥',
    'キー',
  ],
  tryAt(pass, _at, end) {
    pass.marks.secret = end;
  },
};
