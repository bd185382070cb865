/** Every documented secret format, vendor group by vendor group. */
import type { SecretRow } from '../vendor.ts';
import { AI_SECRETS } from './ai.ts';

export const SECRET_TABLE: readonly SecretRow[] = [...AI_SECRETS];
