/** Every documented secret format, vendor group by vendor group. */
import type { SecretRow } from '../vendor.ts';
import { AI_SECRETS } from './ai.ts';
import { CHAT_SECRETS } from './chat.ts';
import { CLOUD_SECRETS } from './cloud.ts';
import { CODE_SECRETS } from './code.ts';
import { DATA_SECRETS } from './data.ts';
import { PAYMENT_SECRETS } from './payment.ts';
import { SAAS_SECRETS } from './saas.ts';

export const SECRET_TABLE: readonly SecretRow[] = [
  ...AI_SECRETS,
  ...CLOUD_SECRETS,
  ...CODE_SECRETS,
  ...CHAT_SECRETS,
  ...PAYMENT_SECRETS,
  ...SAAS_SECRETS,
  ...DATA_SECRETS,
];
