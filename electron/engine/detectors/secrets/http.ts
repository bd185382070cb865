/** Credentials in HTTP headers (RFC 9110 section 11) and on curl's command line. */
import { type Pass, RANK } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import type { SecretRule } from './documented-rule.ts';
import { isCodeName } from './code-value.ts';
import { entropy, isStandIn } from './value.ts';

const HEADERS = [
  'authorization',
  'x-api-key',
  'x-auth-token',
  'x-access-token',
  'x-auth-key',
  'api-token',
  'api-key',
  'private-token',
  'x-gitlab-token',
  'x-vault-token',
  'x-token',
  'x-session-token',
  "'token",
  '"token',
];
/** Name, closing quote, colon or comma, opening quote, scheme. */
const BEFORE_VALUE =
  /["'`\\]{0,2}\]?\s{0,3}(?::|=>|=|,)\s{0,3}(?:[bfr]?[\\]?["'`])?(?:(?<scheme>bearer|basic|token|api-token|apikey|api-key|digest|ssws|key|bot|jwt|oauth|negotiate|(?:aws|goog)4-[a-z\d-]+)\s{1,3}|token=\s?)?/iuy;
const VALUE = /[A-Za-z0-9+/=_.~@:%!-]{8,4096}/y;

export const headerRule: SecretRule = {
  id: 'secrets.http-authorization',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2',
  samples: ['Authorization: Token 7f{H38}', 'x-api-key: 4k{A30}'],
  lookalikes: ['Authorization: Bearer <token>', 'Authorization: Basic auth with user and password'],
  literals: HEADERS,
  tryAt(pass, at, end) {
    // A header does not begin inside the value of another.
    if (at < (pass.taken.get(this.id) ?? 0)) return;
    BEFORE_VALUE.lastIndex = end;
    const before = BEFORE_VALUE.exec(pass.text);
    if (before === null) return;
    addCredential(pass, this.id, end + before[0].length, before.groups?.['scheme']?.toLowerCase());
  },
};

export const bearerRule: SecretRule = {
  id: 'secrets.bearer-token',
  source: 'https://www.rfc-editor.org/rfc/rfc6750',
  samples: ['-H "Authorization: Bearer a1{A40}"', 'sends Bearer 9c{H38}'],
  lookalikes: ['Bearer authentication is required', 'Bearer ${TOKEN}'],
  literals: ['bearer '],
  tryAt(pass, at, end) {
    if (at < (pass.taken.get(this.id) ?? 0) || /[A-Za-z0-9]/.test(pass.text[at - 1] ?? '')) return;
    addCredential(pass, this.id, end, 'bearer');
  },
};

function addCredential(pass: Pass, rule: string, start: number, scheme: string | undefined): void {
  // A signature over this one request, in parts with names.
  if (scheme !== undefined && /4-/.test(scheme)) return;
  VALUE.lastIndex = start;
  const written = VALUE.exec(pass.text)?.[0];
  if (written === undefined) return;
  pass.taken.set(rule, start + written.length);
  const value = withoutEnd(written);
  if (isStandIn(value) || /^https?:/i.test(value)) return;
  // A template begins where the value's characters end: `Bearer abc${…}`.
  if (/[${<]/.test(pass.text[start + value.length] ?? '')) return;
  if (scheme === 'basic' ? !isBasic(value) : !isToken(value)) return;
  pass.add({
    type: 'secret.http_authorization',
    rule,
    confidence: 0.85,
    start,
    end: start + value.length,
    rank: RANK.assignedSecret + 5,
  });
}

/** Without the punctuation of a sentence behind it. A regular expression would try every colon of a row of them. */
function withoutEnd(value: string): string {
  let end = value.length;
  while (end > 0 && '.:,'.includes(value[end - 1]!)) end -= 1;
  return value.slice(0, end);
}

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** RFC 7617: base64 of `user:password`. */
export function isBasic(value: string): boolean {
  // Decoding skips what is not of its alphabet: a token in three parts would pass for a pair.
  if (!BASE64.test(value)) return false;
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  const colon = decoded.indexOf(':');
  if (colon <= 0 || !/^[\x20-\x7e]+$/.test(decoded.slice(0, colon))) return false;
  return !isStandIn(decoded.slice(colon + 1)) || decoded.length === colon + 1;
}

/** A word is the name of a scheme or prose; a token has figures or changes case, and variety. */
function isToken(value: string): boolean {
  if (isCodeName(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value))
    return value.length >= 24 && /[a-z][A-Z].*[a-z][A-Z]/.test(value) && entropy(value) > 3.5;
  return entropy(value) >= 2.8;
}

const CURL_REACH = 400;
const QUOTED = String.raw`'[^'\n]{0,200}'|"(?:[^"\\\n]|\\.){0,200}"`;
const USER_OPTION = new RegExp(
  String.raw`(?:-u|--user|-U|--proxy-user)[ =]{0,4}(?<pair>(?:${QUOTED}|[^\s'"]{1,200}){1,3})`,
  'duy',
);

export const curlRule: SecretRule = {
  id: 'secrets.curl-user',
  source: 'https://curl.se/docs/manpage.html#-u',
  samples: ['curl -u deploy:{A16}7 https://ci.acme.io', 'curl https://ci.acme.io --user "deploy:{A14}9x"'],
  lookalikes: ['curl -u user:$PASSWORD https://ci.acme.io', 'sort -u a:b'],
  literals: [' -u', ' --user', ' --proxy-user'],
  tryAt(pass, at) {
    const { text } = pass;
    if (at - programBefore(pass, at) > CURL_REACH) return;
    USER_OPTION.lastIndex = at + 1;
    const span = USER_OPTION.exec(text)?.indices?.groups?.['pair'];
    if (span === undefined) return;
    const secret = secretOf(text, span[0], span[1]);
    if (secret === null) return;
    pass.add({
      type: 'password',
      rule: this.id,
      confidence: 0.85,
      start: secret[0],
      end: secret[1],
      rank: RANK.credential,
    });
  },
};

const PROGRAM = /\b(?:curl|wget|http|httpie)\b/iy;
const NEVER = -1_000_000;
const BACKSLASH = 92;

/** Where on this line, as far as an option may be, the last program begins that takes it. A backslash lets lines go on. */
function programBefore({ text, command }: Pass, at: number): number {
  // However many options there are, each stretch before them is read once.
  for (let index = Math.max(0, command.read, at - CURL_REACH); index < at; index += 1) {
    const code = text.charCodeAt(index);
    const lower = code | 32;
    if (code === 10) {
      if (index === 0 || text.charCodeAt(index - 1) !== BACKSLASH) command.program = NEVER;
    } else if ((lower === 99 || lower === 104 || lower === 119) && matchLength(PROGRAM, text, index) > 0) {
      command.program = index;
    }
  }
  command.read = at;
  return command.program;
}

/** The password of `user:password`, or the user where the password is empty (an API key as user name). */
function secretOf(text: string, start: number, end: number): readonly [number, number] | null {
  const colon = colonIn(text, start, end);
  if (colon === -1) return null;
  const password = unquoted(text, colon + 1, end);
  if (password[1] > password[0]) return accepts(text.slice(...password), text.slice(start, colon)) ? password : null;
  const user = unquoted(text, start, colon);
  const name = text.slice(...user);
  return /\d/.test(name) && /[^\w]|[a-z][A-Z]|[A-Z][a-z]\d/.test(name) && accepts(name, '') ? user : null;
}

function accepts(value: string, user: string): boolean {
  const bare = user.replace(/["'{}]/g, '');
  // `{ZqL5…}` is how some services write theirs; `{password}` is a template.
  const inner = /^\{.*\d.*\}$/.test(value) ? value.slice(1, -1) : value;
  return value.length >= 4 && value !== bare && !isStandIn(inner) && !/^[$<{]/.test(bare);
}

/** Not the one of `https://`, and after a domain of an e-mail address as user. */
function colonIn(text: string, start: number, end: number): number {
  const colon = text.slice(start, end).indexOf(':');
  return colon === -1 ? -1 : start + colon;
}

/** Without quotes at either end, a leading one of the whole pair included. */
function unquoted(text: string, start: number, end: number): readonly [number, number] {
  let from = start;
  let to = end;
  while (from < to && /["']/.test(text[from]!)) from += 1;
  while (to > from && /["']/.test(text[to - 1]!)) to -= 1;
  return [from, to];
}
