/** Cookies that are as good as a login while they last: in headers, on command lines, in code. */
import { type Pass, RANK } from '../rule.ts';
import type { SecretRule } from './documented-rule.ts';
import { entropy, isStandIn } from './value.ts';
import { startsWord } from './vendor.ts';

/** Between the name of the header (or option) and its first pair. */
const BEFORE_PAIRS = /["'`]?\]?\s{0,2}(?:[:=,]\s{0,2}|\s)["'`]?/y;
/** RFC 6265 section 4.1.1: a token, then octets without blanks, quotes, commas, semicolons and backslashes. */
const PAIR = /(?<name>[\w!#$%&'*+.^`|~-]{1,80})=(?<value>[^\s"',;\\]{0,4096})(?<more>;\s?)?/y;
const MAX_PAIRS = 64;
/** What frameworks and people call the cookie that says who somebody is. */
const SESSION_NAME =
  /sess|(?:^|[._-])s?sid(?:$|[._-])|auth|token|jwt|login|remember|identity|credential|access|refresh|^(?:connect\.sid|laravel_\w+|wordpress_(?:logged_in|sec)\w*|sb-[\w-]+|li_at|xs|user_session|SSID|HSID|APISID|SAPISID|__Secure-\w+|__Host-\w+)$/i;
/** Of the same kind, but for what a page may read too, or for counting visitors. */
const HARMLESS_NAME = /csrf|xsrf|consent|analytics|^_g[aci]|^_fb|expire|timeout|count|lang|theme|type|state/i;
const MIN_VALUE = 16;
const MIN_BITS = 3;

export const cookieRule: SecretRule = {
  id: 'secrets.session-cookie',
  source: 'https://www.rfc-editor.org/rfc/rfc6265#section-4.2',
  samples: [
    'Cookie: lang=de; connect.sid=s%3A{A32}.{A43}',
    'Set-Cookie: PHPSESSID={N26}; path=/; HttpOnly',
    "curl https://acme.io/api -b 'theme=dark' --cookie 'session={H64}'",
  ],
  lookalikes: [
    'Cookie: lang=de; theme=dark; _ga=GA1.2.1234567890.1700000000',
    'Set-Cookie: session=deleted; Max-Age=0',
    'Cookie: csrftoken={A32}',
    'Cookie: session=${SESSION}; lang=de',
  ],
  literals: ['cookie'],
  wordStart: true,
  tryAt(pass, at, end) {
    if (at < (pass.taken.get(this.id) ?? 0) || !startsWord(pass.text, at)) return;
    BEFORE_PAIRS.lastIndex = end;
    if (!BEFORE_PAIRS.test(pass.text)) return;
    let from = BEFORE_PAIRS.lastIndex;
    for (let pairs = 0; pairs < MAX_PAIRS; pairs += 1) {
      PAIR.lastIndex = from;
      const groups = PAIR.exec(pass.text)?.groups;
      if (groups === undefined) break;
      const { name = '', value = '', more } = groups;
      addCookie(pass, this.id, name, value, from + name.length + 1);
      from = PAIR.lastIndex;
      pass.taken.set(this.id, from);
      if (more === undefined) break;
    }
  },
};

function addCookie(pass: Pass, rule: string, name: string, value: string, start: number): void {
  if (!SESSION_NAME.test(name) || HARMLESS_NAME.test(name)) return;
  if (value.length < MIN_VALUE || isStandIn(value) || /[${<]/.test(value)) return;
  if (!/\d/.test(value) || !/[a-z]/i.test(value) || entropy(value) < MIN_BITS) return;
  pass.add({
    type: 'secret.session_cookie',
    rule,
    confidence: 0.85,
    start,
    end: start + value.length,
    rank: RANK.assignedSecret + 5,
  });
}
