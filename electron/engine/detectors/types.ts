/** The finding types of interfaces.md, with how grave each is. */
import type { Severity } from '../../../shared/domain/index.ts';

const SEVERITY: Readonly<Record<string, Severity>> = {
  email: 'low',
  phone_number: 'low',
  credit_card: 'high',
  cvv: 'high',
  ssn: 'high',
  iban: 'medium',
  ip_address: 'info',
  mac_address: 'info',
  uuid: 'info',
  jwt: 'high',
  vin: 'low',
  passport: 'medium',
  drivers_license: 'medium',
  address: 'low',
  date_of_birth: 'medium',
  person: 'info',
  username: 'info',
  password: 'high',
  url_credentials: 'high',
  uk_nino: 'medium',
  uk_nhs: 'medium',
  es_dni: 'medium',
  in_aadhaar: 'medium',
  in_pan: 'medium',
  ca_sin: 'medium',
  de_tax_id: 'medium',
  fi_hetu: 'medium',
  us_medicare: 'medium',
};

export function severityOf(type: string): Severity {
  if (type.startsWith('secret.')) return 'critical';
  return SEVERITY[type] ?? 'medium';
}
