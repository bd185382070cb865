/** What stands behind `=` and `:` in programs without quotes is an expression: a name, a member, a type. */

/** Words and numbers of a name: `getX509Token` has four of them. */
const PIECES = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
const NAME = /^[A-Za-z_$][\w$]*$/;
const MEMBER = /^[A-Za-z_$][\w$]*(?:!?\??\.[A-Za-z_$][\w$]*|\[[\w$]{0,40}\]?)+$/;

/**
 * `CL100K_TOKEN_SPLIT_REGEX`, `RealtimeFactoryV4Options`, `api_keys_1.LimitError`: a name made of words, as random letters
 * are not, since those change case and sort at every other.
 */
export function isCodeName(value: string): boolean {
  if (!(NAME.test(value) ? /[a-z\d][A-Z]|[A-Za-z\d]_[A-Za-z\d]/ : MEMBER).test(value)) return false;
  const pieces = value.match(PIECES) ?? [];
  if (pieces.length < 2 || pieces.length * 3 > value.length) return false;
  // One may be short for something.
  return pieces.filter((piece) => piece.length > 2 && /[a-z]/.test(piece) && !/[aeiouy]/i.test(piece)).length < 2;
}

const TYPE = /^(?:(?:Big)?U?[Ii]nt\d{1,3}|Float\d\d)(?:Clamped)?Array$|^u?int\d{1,3}(?:_t)?$|^[iuf](?:8|16|32|64|128)$/;
const INDEXED = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*(?:\[[\d:-]{0,8}\]?)+$/;
const CHAINED = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*\?\.[A-Za-z_$]/;
/** As minifiers write: `null,t.at(-1)!=…`, `b,rawPassword:x,…`; a role of Sphinx, `:py:data`; a variable of Vim, `a:dict.x`. */
const OTHER =
  /^(?:null|void 0|undefined|true|false|!0|!1),|^[\w$]{1,2},[A-Za-z_$][\w$]*:|^:[a-z]+:[a-z]|^[abglstvw]:[a-z]\w*\./;

/** No password, though it has figures or signs. */
export function isCodeValue(value: string): boolean {
  return TYPE.test(value) || INDEXED.test(value) || CHAINED.test(value) || OTHER.test(value);
}

const VERSION = /^[\^~<>=v]{0,3}\d{1,4}\.\d{1,4}\.\d{1,4}(?:[-+][\w.+-]{1,40})?$/;
const CONSTANT = /^0x[0-9a-f]{1,8}$|^(?:%[sdr][:@/]?)+$/i;
/** Second arguments of what reads a file or a string: `readFile('/etc/passwd', 'utf8')`. */
const CHARSET =
  /^(?:utf-?8|utf-?16(?:le|be)?|latin-?1|ascii|base64(?:url)?|hex|binary|ucs-?2|iso-8859-\d{1,2}|cp125\d)$/i;
/** How a password is kept or checked: `"password", "scram-sha-256"`. */
const ALGORITHM =
  /^(?:(?:scram|hmac|pbkdf2|rsa|ecdsa|aes|hs|rs|es|ps)[-_]?)?(?:sha-?)?(?:1|128|192|224|256|384|512)(?:[-_](?:cbc|gcm|ctr))?$|^(?:md5|bcrypt|argon2(?:id|i|d)?|ed25519|x25519|pbkdf2)$/i;

/** `"pbkdf2-password": "1.2.1"`, `Username/Password (0x02)`, `Buffer.from(password, 'utf8')`, `'%s:%s'`. */
export function isVersionOrConstant(value: string): boolean {
  return VERSION.test(value) || CONSTANT.test(value) || CHARSET.test(value) || ALGORITHM.test(value);
}
