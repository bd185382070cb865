/** Personal data: formats with a check digit or a context that makes them what they are. */
import type { LiteralRule } from '../rule.ts';
import { emailRule } from './email.ts';

export { numberAt } from './numbers.ts';

export const PII_RULES: readonly LiteralRule[] = [emailRule];
