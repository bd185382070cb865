/**
 * Akto's names of data types in policies (akto.io documentation of guardrails-sync and of sensitive data types) and the
 * finding types that mean the same here. The one table for both ways: the first name of a type is the one written.
 */
const TABLE: readonly (readonly [akto: string, ...types: string[]])[] = [
  ['email', 'email'],
  ['phone_number', 'phone_number'],
  ['ssn', 'ssn'],
  ['address', 'address'],
  ['complete_address', 'address'],
  ['ip', 'ip_address'],
  ['uuid', 'uuid'],
  ['credit_card', 'credit_card'],
  ['cvv', 'cvv'],
  ['vin', 'vin'],
  ['jwt', 'jwt'],
  ['username', 'username'],
  ['password', 'password'],
  ['secret', 'secret.*'],
  ['token', 'secret.*', 'jwt'],
  ['database', 'secret.database_url'],
  ['database_uri', 'secret.database_url'],
  ['dob', 'date_of_birth'],
  ['passport', 'passport'],
  ['iban', 'iban'],
  ['bank', 'iban'],
  ['pan', 'in_pan'],
  ['pan_card', 'in_pan'],
  ['aadhaar', 'in_aadhaar'],
  ['us_medicare', 'us_medicare'],
  ['us_medicare_health_insurance_claim_number', 'us_medicare'],
  ['uk_national_insurance_number', 'uk_nino'],
  ['uk_ni', 'uk_nino'],
  ['canadian_sin', 'ca_sin'],
  ['canadian_social_insurance_number', 'ca_sin'],
  ['finnish_personal_identity_number', 'fi_hetu'],
  ['german_insurance_identity_number', 'de_tax_id'],
  ['aws_access_key_id', 'secret.aws_access_key'],
  ['aws', 'secret.aws_*'],
  ['gcp', 'secret.gcp_*', 'secret.google_*'],
  ['azure', 'secret.azure_*'],
  ['github', 'secret.github_*'],
  ['gitlab', 'secret.gitlab_*'],
  ['slack', 'secret.slack_*'],
  ['stripe', 'secret.stripe_*'],
  ['twilio', 'secret.twilio_*'],
  ['openai', 'secret.openai_*'],
  ['anthropic', 'secret.anthropic_*'],
  ['hf', 'secret.huggingface_*'],
  ['npm', 'secret.npm_*'],
  ['databricks', 'secret.databricks_*'],
  ['heroku', 'secret.heroku_*'],
];

const TYPES = new Map(TABLE.map(([akto, ...types]) => [akto, types]));
const NAMES = new Map(
  TABLE.filter(([, ...types]) => types.length === 1)
    .toReversed()
    .map(([akto, type]) => [type!, akto]),
);

/** The finding types that Akto's name stands for, perhaps with `*`; empty: nothing here finds it. */
export function typesOfAkto(name: string): readonly string[] {
  return (
    TYPES.get(
      name
        .trim()
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '_'),
    ) ?? []
  );
}

/** Akto's name of a finding type; null: it has none. */
export function aktoNameOf(type: string): string | null {
  return NAMES.get(type) ?? null;
}
