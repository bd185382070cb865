import { ALERT_THRESHOLD, BLOCK_THRESHOLD } from '../detectors/index.ts';
import type { Behaviour, Policy, PolicyRule } from './policy.ts';

const both = (onRequest: Behaviour, onResponse: Behaviour, ...types: readonly string[]): PolicyRule[] =>
  types.map((type) => ({ type, onRequest, onResponse }));

/**
 * In force until a person changes them. Everything of the finding vocabulary that is not named here (ip_address,
 * mac_address, uuid, vin, address, date_of_birth, username, person) is found and shown, without a verdict.
 */
export const DEFAULT_POLICIES: readonly Policy[] = [
  {
    id: 'default-secrets',
    name: 'Secrets never leave',
    description: 'Keys, tokens and passwords are stopped before they reach a model, and reported in answers.',
    enabled: true,
    severity: 'critical',
    rules: both('block', 'alert', 'secret.*', 'jwt', 'password', 'url_credentials'),
    agents: [],
    advice: 'Remove the credential, or refer to it by name, and send the request again.',
  },
  {
    id: 'default-payment-data',
    name: 'Payment data',
    description: 'Payment cards and US social security numbers are stopped, and reported in answers.',
    enabled: true,
    severity: 'high',
    rules: both('block', 'alert', 'credit_card', 'cvv', 'ssn'),
    agents: [],
    advice: 'Remove the number, or replace it by a placeholder, and send the request again.',
  },
  {
    id: 'default-injection',
    name: 'Prompt injection',
    description: 'Text of users and tools that tries to take over the agent. System prompts are never judged.',
    enabled: true,
    severity: 'high',
    rules: [
      {
        type: 'injection.*',
        onRequest: 'block',
        onResponse: 'none',
        minConfidence: BLOCK_THRESHOLD,
        roles: ['user', 'tool'],
      },
      {
        type: 'injection.*',
        onRequest: 'alert',
        onResponse: 'none',
        minConfidence: ALERT_THRESHOLD,
        roles: ['user', 'tool'],
      },
      {
        type: 'injection.*',
        onRequest: 'none',
        onResponse: 'alert',
        minConfidence: ALERT_THRESHOLD,
        roles: ['assistant', 'tool'],
      },
    ],
    agents: [],
    advice: 'Leave out the text that gives the agent new instructions, and send the request again.',
  },
  {
    id: 'default-personal-data',
    name: 'Personal data',
    description: 'Contact data, bank accounts and official numbers are reported, and pass.',
    enabled: true,
    severity: 'low',
    rules: both(
      'alert',
      'alert',
      'email',
      'phone_number',
      'iban',
      'passport',
      'drivers_license',
      'uk_nino',
      'uk_nhs',
      'es_dni',
      'in_aadhaar',
      'in_pan',
      'ca_sin',
      'de_tax_id',
      'fi_hetu',
      'us_medicare',
    ),
    agents: [],
    advice: 'Leave out the personal data, and send the request again.',
  },
];

/** The built-in policies as they are here, each where it stood; those that were deleted come first. Own ones stay. */
export function withDefaults(policies: readonly Policy[]): Policy[] {
  const original = new Map(DEFAULT_POLICIES.map((policy) => [policy.id, policy]));
  const missing = DEFAULT_POLICIES.filter(({ id }) => !policies.some((policy) => policy.id === id));
  return [...missing, ...policies.map((policy) => original.get(policy.id) ?? policy)];
}
