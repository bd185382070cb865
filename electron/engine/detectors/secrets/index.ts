/** Secrets: keys of known vendors, private keys, tokens, credentials in addresses, whatever is assigned to a telling name. */
import type { LiteralRule } from '../rule.ts';
import { pinRule, recoveryCodeRule } from './codes.ts';
import { commandLineRules } from './command-line.ts';
import { cookieRule } from './cookie.ts';
import { dockerAuthRule, netrcRule, pgpassRule } from './files.ts';
import { assignedKeyRule, loginPairRule, passwordRule, secretMarkRule, shortPasswordRule } from './generic.ts';
import { bearerRule, curlRule, headerRule } from './http.ts';
import type { SecretRule } from './documented-rule.ts';
import { jwtRule } from './jwt.ts';
import { keyStoreRule, walletKeyRule } from './key-store.ts';
import { derKeyRule, privateKeyRule, puttyKeyRule } from './private-key.ts';
import { SECRET_TABLE } from './table/index.ts';
import { urlRule } from './url.ts';
import { vendorRule } from './vendor.ts';

export { type Assigned, assignedAfter } from './assignment.ts';
export { isDocumentedKey } from './documented.ts';
export { isStandIn } from './value.ts';

export const FINDING_RULES: readonly SecretRule[] = [
  ...SECRET_TABLE.map(vendorRule),
  jwtRule,
  privateKeyRule,
  puttyKeyRule,
  derKeyRule,
  keyStoreRule,
  walletKeyRule,
  urlRule,
  headerRule,
  bearerRule,
  curlRule,
  cookieRule,
  pinRule,
  recoveryCodeRule,
  passwordRule,
  shortPasswordRule,
  loginPairRule,
  ...commandLineRules,
  netrcRule,
  pgpassRule,
  dockerAuthRule,
  assignedKeyRule,
];

/** First the one whose memory others use when a key behind it is judged. */
export const SECRET_RULES: readonly LiteralRule[] = [secretMarkRule, ...FINDING_RULES];
