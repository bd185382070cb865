/** JSON Web Tokens, RFC 7519 in the compact serialisation of RFC 7515: three base64url parts, the first a JSON object. */
import { RANK } from '../rule.ts';
import type { SecretRule } from './documented-rule.ts';

/** `{"` in base64url is `eyJ`; `{ "` and `{\n` are `eyA` and `ewo`, which nobody's encoder writes. */
const JWT =
  /(?:(?<![A-Za-z0-9_/+.-])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))(eyJ[A-Za-z0-9_-]{10,2000})\.(eyJ?[A-Za-z0-9_-]{2,20000})\.([A-Za-z0-9_-]{0,2000})/y;

export const jwtRule: SecretRule = {
  id: 'secrets.jwt',
  source: 'https://www.rfc-editor.org/rfc/rfc7519',
  samples: [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ{R40}.{R43}',
    '?access_token=eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJ{R60}.{R86}',
  ],
  lookalikes: [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
    'eyJuYW1lIjoieCJ9.eyJ{R40}.{R43}',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0ZW1wZXJhdHVyZSI6MC43LCJzdHJlYW0iOnRydWV9.{R43}',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6ImFiYyIsInJvbGUiOiJhbm9uIiwiaWF0IjoxfQ.{R43}',
  ],
  literals: ['eyj'],
  tryAt(pass, at) {
    JWT.lastIndex = at;
    const match = JWT.exec(pass.text);
    if (match === null) return;
    const [whole, header = '', payload = '', signature = ''] = match;
    const decoded = Buffer.from(header, 'base64url').toString('latin1');
    if (!/"(?:alg|typ|kid|enc|x5t)"/.test(decoded)) return;
    // Without a signature only an unsecured token is complete (RFC 7519 section 6).
    if (signature === '' && !/"none"/i.test(decoded)) return;
    if (isHarmless(payload)) return;
    pass.add({
      type: 'jwt',
      rule: this.id,
      confidence: 0.98,
      start: at,
      end: at + whole.length,
      rank: RANK.credential + 5,
    });
  },
};

/** Longer ones say something. Characters. */
const LONGEST_SAYING_NOTHING = 200;
/** Claims of RFC 7519 section 4.1, and words for who somebody is or what they may do. */
const CLAIM =
  /^(?:iss|sub|aud|exp|nbf|iat|jti)$|id$|user|uid|name|mail|role|admin|scope|scp|perm|group|auth|access|grant|session|sid|account|acct|client|tenant|org|team|member|key|token|root|super|owner|priv|plan|tier|level/i;

/**
 * A signed statement of figures and switches (`{"confidence":0.8}`): it names nobody, ends never and allows nothing, so
 * that nobody lets its bearer in. What cannot be read, or has a text in it, may be a credential. And the key that every
 * visitor of a site on Supabase gets (https://supabase.com/docs/guides/api/api-keys): it stands for nobody.
 */
function isHarmless(payload: string): boolean {
  if (payload.length > LONGEST_SAYING_NOTHING) return false;
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return false;
  }
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return false;
  if ('role' in claims && 'iss' in claims && claims.role === 'anon' && /^supabase(?:-demo)?$/.test(String(claims.iss)))
    return true;
  const entries = Object.entries(claims);
  return (
    entries.length > 0 &&
    entries.every(([name, value]) => (typeof value === 'number' || typeof value === 'boolean') && !CLAIM.test(name))
  );
}
