import { expect, test } from 'vitest';

import { inspect } from './index.ts';

const types = (text: string, spareTestValues: boolean) =>
  inspect([{ role: 'user', pointer: '', text }], { side: 'request', spareTestValues }).findings.map(({ type }) => type);

test.each([
  ['pay with 4242 4242 4242 4242', 'credit_card'],
  ['pay with 378282246310005 please', 'credit_card'],
  ['iban: DE89 3704 0044 0532 0130 00', 'iban'],
  ['ping 192.0.2.17 first', 'ip_address'],
  ['ping 2001:db8::17 first', 'ip_address'],
  ['link/ether 00:00:5e:00:53:af', 'mac_address'],
  ['mail ann@example.com', 'email'],
  ['mail ann@mail.internal.test', 'email'],
  ['call +1 212-555-0123', 'phone_number'],
  ['SSN: 078-05-1120', 'ssn'],
])('found by default, spared on request: %s', (text, type) => {
  if (type !== 'ssn') expect(types(text, false)).toContain(type);
  expect(types(text, true)).toEqual([]);
});

test.each([
  ['pay with 4539 1488 0343 6467', 'credit_card'],
  ['iban: DE02 1203 0000 0000 2020 51', 'iban'],
  ['ping 93.184.216.34 first', 'ip_address'],
  ['mail ann@example.community.org', 'email'],
  ['call +1 212-456-7890', 'phone_number'],
])('never spared: %s', (text, type) => {
  expect(types(text, true)).toEqual([type]);
});
