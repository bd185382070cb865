/** Personal data: formats with a check digit or a context that makes them what they are. */
import type { LiteralRule } from '../rule.ts';
import { boxRule, militaryRule, streetRules, unitRule, zipRule } from './address.ts';
import { asianAddressRules } from './address-asia.ts';
import { leadRule } from './address-lead.ts';
import { birthRule } from './birth.ts';
import { emailRule } from './email.ts';
import { labelledRules, markRules } from './labelled.ts';
import { mrzRule } from './mrz.ts';
import { colonRule, dashRule } from './network.ts';
import { personRule } from './person.ts';
import { speltEmailRule } from './spelt-email.ts';
import { usernameRule } from './username.ts';

export { isTestCard } from './card.ts';
export { numberAt } from './numbers.ts';

export const PII_RULES: readonly LiteralRule[] = [
  // First, so that what they remember is there when a number behind them is judged.
  ...markRules,
  emailRule,
  speltEmailRule,
  colonRule,
  dashRule,
  ...labelledRules,
  birthRule,
  mrzRule,
  usernameRule,
  ...streetRules,
  unitRule,
  boxRule,
  militaryRule,
  leadRule,
  zipRule,
  ...asianAddressRules,
];

/** Only when the user asked for names of people. */
export const PERSON_RULES: readonly LiteralRule[] = [personRule];
