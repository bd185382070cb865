/** What stands in a placeholder for each finding type: short, and telling a model what was there. */
const LABELS: Readonly<Record<string, string>> = {
  credit_card: 'CARD',
  cvv: 'CARD_CODE',
  phone_number: 'PHONE',
  ip_address: 'IP',
  mac_address: 'MAC',
  date_of_birth: 'BIRTH_DATE',
  drivers_license: 'LICENCE',
  person: 'NAME',
  url_credentials: 'ADDRESS_WITH_PASSWORD',
  uk_nino: 'NINO',
  uk_nhs: 'NHS_NUMBER',
  es_dni: 'DNI',
  in_aadhaar: 'AADHAAR',
  in_pan: 'PAN',
  ca_sin: 'SIN',
  de_tax_id: 'TAX_ID',
  fi_hetu: 'HETU',
  us_medicare: 'MEDICARE',
  'secret.private_key': 'PRIVATE_KEY',
  'policy.pattern': 'TEXT',
  'policy.words': 'WORD',
  'policy.topic': 'TEXT',
  'policy.llm': 'TEXT',
  'policy.harmful': 'TEXT',
};

/** `credit_card` → `CARD`, `secret.aws_access_key` → `SECRET`, `injection.override` → `REMOVED`. */
export function labelOf(type: string): string {
  const known = LABELS[type];
  if (known !== undefined) return known;
  if (type.startsWith('secret.')) return 'SECRET';
  if (type.startsWith('injection.')) return 'REMOVED';
  const label = type
    .toUpperCase()
    .replaceAll(/[^A-Z]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return label === '' ? 'TEXT' : label.slice(0, 30);
}
