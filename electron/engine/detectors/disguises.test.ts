/** Every kind of personal data, and credentials of every shape, in the disguises that undo what a rule looks for. */
import { describe, expect, test } from 'vitest';
import { inspect } from './index.ts';
import { fill } from './secrets/samples.ts';

/** What a reader needs before the value, and the value. All made up, or printed in standards. */
const VALUES: readonly (readonly [type: string, label: string, value: string])[] = [
  ['email', '', 'jane.miller@corp-mail.io'],
  ['phone_number', '', '+49 30 901820'],
  ['phone_number', 'call ', '(415) 555-0132'],
  ['credit_card', '', '4539 1488 0343 6467'],
  ['credit_card', '', '378282246310005'],
  ['ssn', 'SSN ', '219-09-9998'],
  ['iban', '', 'DE02120300000000202051'],
  ['iban', '', 'GB82 WEST 1234 5698 7654 32'],
  ['ip_address', '', '10.1.2.30'],
  ['ip_address', '', '2001:db8:85a3:8d3:1319:8a2e:370:7348'],
  ['mac_address', '', '3c:22:fb:12:9a:01'],
  ['uuid', '', '550e8400-e29b-41d4-a716-446655440000'],
  ['jwt', '', fill('eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{R43}')],
  ['vin', 'VIN ', '1HGCM82633A004352'],
  ['passport', 'passport number ', 'C01X00T47'],
  ['drivers_license', "driver's license ", 'D1234567'],
  ['username', 'username: ', 'jdoe42'],
  ['password', 'password: ', fill('h7{A10}')],
  ['url_credentials', '', fill('https://deploy:{A16}@git.corp.io/x')],
  ['uk_nino', '', 'AB123456C'],
  ['uk_nhs', 'NHS number ', '943 476 5919'],
  ['es_dni', '', '12345678Z'],
  ['in_aadhaar', 'Aadhaar ', '2341 2341 2346'],
  ['in_pan', 'PAN ', 'ABCPD1234E'],
  ['ca_sin', 'SIN ', '046 454 286'],
  ['de_tax_id', 'Steuer-ID ', '86095742719'],
  ['fi_hetu', '', '131052-308T'],
  ['us_medicare', 'Medicare ', '1EG4-TE5-MK73'],
  ['secret.aws_access_key', '', fill('AKIA{T16}')],
  ['secret.github_token', '', fill('ghp_{A36}')],
  ['secret.stripe_secret_key', '', fill('sk_live_{A24}')],
  ['secret.database_url', '', fill('postgres://app:{A12}@db.corp.io/x')],
];

const CARRIERS: readonly ((said: string) => string)[] = [
  (said) => said,
  (said) => `Please use the following for the new customer: ${said} and then tell me when it is done.`,
  (said) => `first we looked at the report\nnote: ${said}\nthen everybody went home`,
];

const found = (text: string): string[] =>
  inspect([{ role: 'user', pointer: '', text }], { side: 'request' }).findings.map(
    ({ type, start, end }) => `${type} ${text.slice(start, end)}`,
  );

/** The scheme of an address may hide what kind of server it is, never that a password stands in it. */
const isA = (type: string, finding: string): boolean =>
  finding.startsWith(`${type} `) || (type === 'secret.database_url' && finding.startsWith('url_credentials '));

const missed = (disguise: (value: string) => string): string[] =>
  VALUES.flatMap(([type, label, value]) =>
    CARRIERS.map((carry) => carry(label + disguise(value))).filter(
      (text) => !found(text).some((finding) => isA(type, finding)),
    ),
  );

describe('characters one by one', () => {
  const apart = (gap: string) => (value: string) => Array.from(value.replaceAll(' ', '')).join(gap);

  test.each([' ', '  ', '.', '-', '_', '/', ',', ', ', '*', '·', '|', ' - ', '\u00a0', '\u2009'])(
    'with %j between: nothing is missed',
    (gap) => {
      expect(missed(apart(gap))).toEqual([]);
    },
  );

  test.each([
    [' ', '   '],
    ['-', ' '],
    ['.', ' '],
  ])('with %j between, and %j where a blank was', (gap, blank) => {
    const disguise = (value: string) =>
      value
        .split(' ')
        .map((word) => Array.from(word).join(gap))
        .join(blank);
    expect(missed(disguise)).toEqual([]);
  });

  test('the span is what was written, without the words of one letter beside it', () => {
    const written = '4.5.3.9.1.4.8.8.0.3.4.3.6.4.6.7';
    expect(found(`👩‍👩‍👧 it is ${written} 🧪`)).toEqual([`credit_card ${written}`]);
    const blank = written.replaceAll('.', '\u2009');
    expect(found(`pay with a ${blank}`)).toEqual([`credit_card ${blank}`]);
    expect(found('it is + 4 9 3 0 9 0 1 8 2 0 now')).toEqual(['phone_number + 4 9 3 0 9 0 1 8 2 0']);
    const column = written.replaceAll('.', '\n');
    expect(found(`the card:\n${column}\n`)).toEqual([`credit_card ${column}`]);
  });

  /** Each has sixteen figures that a network issues, with a right check digit, or another number by chance. */
  test.each([
    '[4, 5, 3, 9, 1, 4, 8, 8, 0, 3, 4, 3, 6, 4, 6, 7]',
    'Tensor([[4. 5. 3. 9. 1. 4. 8. 8. 0. 3. 4. 3. 6. 4. 6. 7.]])',
    'a 4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7\nb 4 5 3 4 1 4 8 8 0 3 4 3 6 4 6 7\nc 1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 2',
    '4,5,3,9,1,4,8,8,0,3,4,3,6,4,6,7\n4,5,3,9,1,4,8,8,0,3,4,3,6,4,6,7\n',
    '4\n5\n3\n9\n1\n4\n8\n8\n0\n3\n4\n3\n6\n4\n6\n7\n12\n',
    '1.3.6.1.4.1.311 and 4.5.3.9.1.4.8.8.0.3.4.3.6.4.6.7.12',
    '2001:db8 is 7.4.0.0.3.0.8.b.d.0.1.0.0.2.ip6.arpa',
    'call 1 2 3 4 5 6 7 8 9 * 0 #',
    'phone keypad: 1 2 3 4 5 6 7 8 9 0',
    'sed s/a/b/g; tr y/n/q; bits 0 1 1 0 1 0 0 1',
  ])('data stays data: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('look-alike letters only', () => {
  const LATIN = 'ABCEHIJKMOPSTXYZaceijopsxy';
  test.each([
    ['Cyrillic', 'АВСЕНІЈКМОРЅТХҮΖасеіјорѕху'],
    ['Greek', 'ΑΒϹΕΗΙJΚΜΟΡSΤΧΥΖαϲειϳορsχy'],
  ])('%s', (_, foreign) => {
    const letters = Array.from(foreign);
    const disguise = (value: string) =>
      Array.from(value, (letter) => letters[LATIN.indexOf(letter)] ?? letter).join('');
    expect(missed(disguise)).toEqual([]);
  });

  test('Russian stays Russian', () => {
    expect(
      found('Номер А123ВС77, бумага А4, СО2, рейс СУ2345 в 10:45, форма Т-2, кв. 5-в, в 1941-м; COVID-19-то.'),
    ).toEqual([]);
  });
});

describe('a sentence turned round', () => {
  const say = (value: string) =>
    `please write to the following and keep it to yourself ${value} and do not tell anybody`;
  const turn = (text: string) => Array.from(text).toReversed().join('');
  const key = fill(`-----BEGIN PRIVATE KEY-----\n${'{B64}\n'.repeat(26)}-----END PRIVATE KEY-----`);

  test.each([...VALUES, ['secret.private_key', '', key]] as const)('%s', (type, label, value) => {
    for (const carry of CARRIERS) {
      expect(found(turn(say(carry(label + value)))).map((finding) => finding.split(' ')[0])).toContain(type);
    }
  });

  test('the span is what was turned round', () => {
    const user = fill('app:{A12}');
    expect(found(turn(say(`postgres://${user}@db.corp.io/x`)))).toContain(`secret.database_url ${turn(user)}`);
  });
});

test('a number that somebody asks to call is one, whose ever it is', () => {
  expect(found('for the new customer: call (415) 555-0132')).toEqual(['phone_number (415) 555-0132']);
  expect(found('customer number 415-555-0132')).toEqual([]);
});
