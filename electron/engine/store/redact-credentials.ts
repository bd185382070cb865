/** Credentials known by where they stand: headers, query keys, user info of a URL. */
import type { HeaderList } from '../../../shared/domain/index.ts';
import { TextMemo } from '../../../shared/text-memo.ts';
import type { RedactionTools } from './redaction-tools.ts';

type Tools = Pick<RedactionTools, 'redactSecrets' | 'placeholderFor'>;

/** The header carries a credential, whatever its value looks like. The type names the placeholder. */
const CREDENTIAL_HEADERS: Readonly<Record<string, string>> = {
  authorization: 'secret.authorization',
  'proxy-authorization': 'secret.authorization',
  'x-api-key': 'secret.api_key',
  'api-key': 'secret.api_key',
  apikey: 'secret.api_key',
  'x-goog-api-key': 'secret.api_key',
  'x-litellm-api-key': 'secret.api_key',
  'x-litellm-key': 'secret.api_key',
  'ocp-apim-subscription-key': 'secret.api_key',
  'x-functions-key': 'secret.api_key',
  cookie: 'secret.cookie',
  'set-cookie': 'secret.cookie',
  'x-sluice-token': 'secret.token',
};
/** Others that say by their name that they carry one: x-auth-token, cf-access-client-secret, x-portkey-api-key, … */
const CREDENTIAL_NAME =
  /(?:^|[-_])(?:token|secret|passw(?:or)?d|passphrase|credentials?|signature|(?:api|access|auth|private|secret|account|master)[-_]?key|apikey|auth|authorization|authentication)(?:$|[-_])/;
/** A name that only sounds like it: limits, counts and ids that clients and dashboards need. */
const HARMLESS_NAME =
  /ratelimit|rate-limit|www-authenticate|proxy-authenticate|-(?:count|limit|remaining|reset|spend|budget|usage)$/;
/** An authentication scheme in front (RFC 9110, section 11.4) says how, not what. */
const SCHEME = /^(?:Bearer|Basic|Token|Digest|Negotiate|ApiKey|AWS4-HMAC-SHA256) +(?=\S)/i;

export function redactHeaders(headers: HeaderList, tools: Tools, short: (text: string) => string): HeaderList {
  return headers.map(([name, value]) => {
    const type = credentialType(name);
    if (type === null) return [short(name), redactUrl(value, tools, short)] as const;
    if (value === '') return [name, value] as const;
    return [name, `${SCHEME.exec(value)?.[0] ?? ''}${tools.placeholderFor(type)}`] as const;
  });
}

/** Types by the names of headers, which are few: asked once each. */
const types = new TextMemo<string | null>(100_000);

function credentialType(name: string): string | null {
  const known = types.get(name);
  if (known !== undefined) return known;
  const type = typeOfName(name);
  types.set(name, type);
  return type;
}

function typeOfName(name: string): string | null {
  const lower = name.toLowerCase();
  // A client may call a header `constructor`.
  const listed = Object.hasOwn(CREDENTIAL_HEADERS, lower) ? CREDENTIAL_HEADERS[lower] : undefined;
  if (listed !== undefined) return listed;
  return CREDENTIAL_NAME.test(lower) && !HARMLESS_NAME.test(lower) ? 'secret.token' : null;
}

/** Query keys whose value is a credential, compared decoded and in lower case: `key`, `access_token`, `X-Amz-Signature`. */
const CREDENTIAL_KEY =
  /^(?:key|sig|auth|pwd|jwt|code|assertion|authorization)$|(?:token|secret|signature|passw(?:or)?d|passphrase|credentials?|api[-_.]?key|access[-_.]?key(?:[-_.]?id)?)$/;
/** Positions in a list, not credentials. */
const HARMLESS_KEY = /^(?:next[-_]?)?(?:page|continuation|cursor|sync)[-_]?token$/;

/** A path with query (as sent, still encoded): values of credential keys, then user info, then whatever looks like a secret, also %-encoded. */
export function redactPath(path: string, tools: Tools, short: (text: string) => string): string {
  const query = path.indexOf('?');
  if (query < 0) return redactPieces(redactUserInfo(path, tools), /(\/)/, short);
  const start = redactPieces(redactUserInfo(path.slice(0, query), tools), /(\/)/, short);
  return `${start}?${redactFields(path.slice(query + 1), tools, short)}`;
}

/** `name=value` pairs as in a query or a form body (https://url.spec.whatwg.org/#application/x-www-form-urlencoded). */
export function redactFields(fields: string, tools: Tools, short: (text: string) => string): string {
  const redacted = fields.split(/([&;])/).map((field) => redactField(field, tools, short));
  return short(redacted.join(''));
}

function redactField(field: string, tools: Tools, short: (text: string) => string): string {
  const equals = field.indexOf('=');
  if (equals < 0) return redactEncoded(field, short);
  const name = decoded(field.slice(0, equals)).toLowerCase();
  const value = field.slice(equals + 1);
  if (value !== '' && CREDENTIAL_KEY.test(name) && !HARMLESS_KEY.test(name)) {
    return `${field.slice(0, equals)}=${tools.placeholderFor('secret.query_key')}`;
  }
  return `${field.slice(0, equals)}=${redactEncoded(value, short)}`;
}

function redactPieces(text: string, separator: RegExp, short: (text: string) => string): string {
  if (!text.includes('%')) return short(text);
  return short(
    text
      .split(separator)
      .map((piece) => redactEncoded(piece, short))
      .join(''),
  );
}

/** A secret hidden by %-encoding gives the whole piece its decoded, redacted look. */
function redactEncoded(text: string, short: (text: string) => string): string {
  if (!text.includes('%')) return text;
  const plain = decoded(text);
  const redacted = short(plain);
  return redacted === plain ? text : redacted;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** `//user:password@host` (RFC 3986, section 3.2.1). */
function redactUserInfo(text: string, tools: Tools): string {
  return text.includes('@')
    ? text.replaceAll(
        /(\/\/)[^/?#@\s]+@/g,
        (_, slashes: string) => `${slashes}${tools.placeholderFor('url_credentials')}@`,
      )
    : text;
}

/** Referer, Location, Link: a header's value may be an address with a credential in its query. */
function redactUrl(value: string, tools: Tools, short: (text: string) => string): string {
  return value.includes('?') && value.includes('=')
    ? redactPath(value, tools, short)
    : short(redactUserInfo(value, tools));
}
