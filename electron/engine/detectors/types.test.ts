import { expect, test } from 'vitest';

import { inspect } from './index.ts';
import { fill } from './secrets/samples.ts';

/** Every type that users and scripts rely on, in a sentence. All made up, or printed in standards. */
const SAMPLES: Readonly<Record<string, string>> = {
  email: 'write to jane@corp-mail.io',
  phone_number: 'call +49 30 901820',
  credit_card: 'card 4539 1488 0343 6467',
  cvv: 'cvv: 737',
  ssn: 'SSN 219-09-9998',
  iban: 'to DE02 1203 0000 0000 2020 51 please',
  ip_address: 'the host 10.1.2.30',
  mac_address: 'link 3c:22:fb:12:9a:01',
  uuid: 'id 550e8400-e29b-41d4-a716-446655440000',
  jwt: fill('token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ{R40}.{R43}'),
  vin: 'VIN 1HGCM82633A004352',
  passport: 'passport number C01X00T47',
  drivers_license: "driver's license D1234567",
  address: '12 Station Road, Leeds LS1 4DY',
  date_of_birth: 'born on 12 March 1984',
  person: 'My name is Margaret Hamilton',
  username: 'username: jdoe42',
  password: fill('password: h7{A10}'),
  url_credentials: fill('https://deploy:{A16}@git.corp.io/x'),
  uk_nino: 'NINO AB123456C',
  uk_nhs: 'NHS number 943 476 5919',
  es_dni: 'DNI 12345678Z',
  in_aadhaar: 'Aadhaar 2341 2341 2346',
  in_pan: 'PAN ABCPD1234E',
  ca_sin: 'SIN 046 454 286',
  de_tax_id: 'Steuer-ID 86095742719',
  fi_hetu: 'henkilötunnus 131052-308T',
  us_medicare: 'Medicare 1EG4-TE5-MK73',
  'secret.aws_access_key': fill('AKIA{T16}'),
  'secret.private_key': fill('-----BEGIN PRIVATE KEY-----\n{B64}\n{B64}\n-----END PRIVATE KEY-----'),
  'secret.database_url': fill('postgres://app:{A12}@db.corp.io/x'),
};

test.each(Object.entries(SAMPLES))('%s is found', (type, text) => {
  const { findings } = inspect([{ role: 'user', pointer: '/a', text }], { side: 'request', persons: true });
  expect(findings.map((finding) => finding.type)).toContain(type);
});
