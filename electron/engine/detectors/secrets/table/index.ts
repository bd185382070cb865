/** Every documented secret format, vendor group by vendor group. As one table to read: docs/secret-rules.md. */
import type { SecretRow } from '../vendor.ts';
import { AI_SECRETS } from './ai.ts';
import { CHAT_SECRETS } from './chat.ts';
import { CLOUD_SECRETS } from './cloud.ts';
import { CODE_SECRETS } from './code.ts';
import { DATA_SECRETS } from './data.ts';
import { IDENTITY_SECRETS } from './identity.ts';
import { PAYMENT_SECRETS } from './payment.ts';
import { SAAS_SECRETS } from './saas.ts';

export interface SecretGroup {
  readonly title: string;
  readonly rows: readonly SecretRow[];
}

export const SECRET_GROUPS: readonly SecretGroup[] = [
  { title: 'Model providers and AI tools', rows: AI_SECRETS },
  { title: 'Clouds, hosting, networks', rows: CLOUD_SECRETS },
  { title: 'Where code is kept, built, packaged and checked', rows: CODE_SECRETS },
  { title: 'Messaging, mail, telephony, webhooks', rows: CHAT_SECRETS },
  { title: 'Payments, finance, shops', rows: PAYMENT_SECRETS },
  { title: 'Monitoring, productivity, support, marketing', rows: SAAS_SECRETS },
  { title: 'Identity, feature flags, maps, devices', rows: IDENTITY_SECRETS },
  { title: 'Databases and data platforms', rows: DATA_SECRETS },
];

export const SECRET_TABLE: readonly SecretRow[] = SECRET_GROUPS.flatMap(({ rows }) => rows);
