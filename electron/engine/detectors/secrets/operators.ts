/** What stands between a name and its value in languages of programs and configuration. All give lengths, 0 for none. */

import { matchLength } from '../sticky.ts';

/** Behind a colon, before the `=`: `: string`, `: &'static str`, `: Optional[str]`. */
const TYPE = /:[ \t]{0,3}(?:&(?:'static )?)?[A-Za-z_][\w.<>[\]|?]{0,30}[ \t]{0,3}=[ \t]{0,3}(?=["'`])/y;
function typeAt(text: string, index: number): number {
  let at = index + 1;
  while (at < index + 4 && isBlank(text.charCodeAt(at))) at += 1;
  const code = text.charCodeAt(at);
  const lower = code | 32;
  // Nearly every colon ends here, and the pattern costs more.
  if (code !== AMPERSAND && code !== UNDERSCORE && (lower < 97 || lower > 122)) return 0;
  return matchLength(TYPE, text, index);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** `=`, `:`, `:=`, `::=`, `?=`, `??=`, `||=`, `=>`, `==`, `||`, `->`, `<-`, a type and its `=`, full-width colon. */
export function operatorAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code === 0xff1a || code === 0xff1d) return 1;
  if (code === EQUALS) {
    const next = text.charCodeAt(index + 1);
    return next === GREATER || next === EQUALS ? 2 : 1;
  }
  if (code === COLON) {
    let length = 1;
    while (length < 3 && text.charCodeAt(index + length) === COLON) length += 1;
    if (text.charCodeAt(index + length) === EQUALS) return length + 1;
    return length === 1 ? typeAt(text, index) || 1 : 0;
  }
  if (code === QUESTION) {
    const twice = text.charCodeAt(index + 1) === QUESTION ? 1 : 0;
    return text.charCodeAt(index + 1 + twice) === EQUALS ? 2 + twice : 0;
  }
  if (code === LESS) return text.charCodeAt(index + 1) === DASH && text.charCodeAt(index + 2) !== DASH ? 2 : 0;
  if (code === DASH && text.charCodeAt(index + 1) === GREATER) return 2;
  if (code === PIPE && text.charCodeAt(index + 1) === PIPE) return text.charCodeAt(index + 2) === EQUALS ? 3 : 2;
  return 0;
}

/**
 * A name that is itself a value, and then its value: `{"name": "DB_PASSWORD", "value": "…"}` of Kubernetes, ECS, Postman
 * and HAR files, `<key>…</key><string>…` of property lists, `variable "…" { default = "…" }` of Terraform.
 */
const BRIDGE =
  /(?:,\s{0,24}|\r?\n[ \t]{1,24})["']?(?:value|default|secret_?value)["']?[ \t]{0,3}[:=][ \t]{0,3}|<\/(?:key|name|string|dt|td|th|label|param-name)>\s{0,24}<(?:string|value|dd|td|param-value)>|\{\s{0,24}(?:[a-z_]{1,20}[ \t]{0,12}=[ \t]{0,3}[^\n{}]{1,60}\n[ \t]{0,24}){0,3}default[ \t]{0,12}=[ \t]{0,3}/iy;
/** Its length; 0 for none. */
export function bridgeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code !== COMMA && code !== 10 && code !== 13 && code !== 60 && code !== 123) return 0;
  BRIDGE.lastIndex = at;
  return BRIDGE.exec(text)?.[0].length ?? 0;
}

const BLOCK = /[|>][-+]?[ \t]{0,3}\r?\n[ \t]{1,24}/y;
/** A YAML scalar that begins on the next line. */
export function blockAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code !== PIPE && code !== GREATER) return 0;
  BLOCK.lastIndex = index;
  return BLOCK.exec(text)?.[0].length ?? 0;
}

const WRAPPER = /(?:new )?(?:(?:std::)?string(?:::from)?|SecretStr(?:ing)?(?:::new)?|Secret::new|Some)(?=\()/iy;
export function wrapperAt(text: string, index: number): number {
  const code = text.charCodeAt(index) | 32;
  // n, s
  if (code !== 110 && code !== 115) return 0;
  WRAPPER.lastIndex = index;
  return WRAPPER.exec(text)?.[0].length ?? 0;
}

const AMPERSAND = 38;
const UNDERSCORE = 95;
const EQUALS = 61;
const COLON = 58;
const GREATER = 62;
const LESS = 60;
const COMMA = 44;
const DASH = 45;
const QUESTION = 63;
const PIPE = 124;
