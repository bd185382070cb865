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
  lookalikes: ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', 'eyJuYW1lIjoieCJ9.eyJ{R40}.{R43}'],
  literals: ['eyj'],
  tryAt(pass, at) {
    JWT.lastIndex = at;
    const match = JWT.exec(pass.text);
    if (match === null) return;
    const [whole, header = '', , signature = ''] = match;
    const decoded = Buffer.from(header, 'base64url').toString('latin1');
    if (!/"(?:alg|typ|kid|enc|x5t)"/.test(decoded)) return;
    // Without a signature only an unsecured token is complete (RFC 7519 section 6).
    if (signature === '' && !/"none"/i.test(decoded)) return;
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
