/** Check digit schemes, each named after the norm or the authority that defines it. Arguments hold digits only, unless said otherwise. */

/** Luhn, ISO/IEC 7812-1 annex B: cards, Canadian SIN. */
export function luhn(digits: string): boolean {
  let sum = 0;
  let double = false;
  for (let index = digits.length - 1; index >= 0; index -= 1) {
    let value = digits.charCodeAt(index) - 48;
    if (double) {
      value *= 2;
      if (value > 9) value -= 9;
    }
    sum += value;
    double = !double;
  }
  return sum % 10 === 0;
}

/** ISO 7064 mod 97-10 as ISO 13616 (IBAN) uses it. `text` has letters and digits, first four characters not yet moved. */
export function mod97(text: string): boolean {
  let remainder = 0;
  const rotated = text.slice(4) + text.slice(0, 4);
  for (let index = 0; index < rotated.length; index += 1) {
    const code = rotated.charCodeAt(index);
    if (code < 58) remainder = (remainder * 10 + code - 48) % 97;
    else remainder = (remainder * 100 + (code | 32) - 87) % 97;
  }
  return remainder === 1;
}

/** ISO 7064 mod 11,10: German tax id. */
export function mod11and10(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < digits.length - 1; index += 1) {
    const sum = (digits.charCodeAt(index) - 48 + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digits.charCodeAt(digits.length - 1) - 48;
}

/** Weighted mod 11 of the NHS number, https://www.datadictionary.nhs.uk/attributes/nhs_number.html */
export function nhsCheck(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += (digits.charCodeAt(index) - 48) * (10 - index);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === digits.charCodeAt(9) - 48;
}

const DIHEDRAL = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff (J. Verhoeff, Error Detecting Decimal Codes, 1969): Aadhaar. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    check = Number(DIHEDRAL[check]![Number(PERMUTATION[index % 8]![digit])]);
  }
  return check === 0;
}

/** ICAO 9303 part 3: weights 7-3-1 over letters, digits and `<`, against the digit given. */
export function icaoCheck(field: string, check: string): boolean {
  let sum = 0;
  for (let index = 0; index < field.length; index += 1) {
    const code = field.charCodeAt(index);
    const value = code === 60 ? 0 : code < 58 ? code - 48 : code - 55;
    sum += value * [7, 3, 1][index % 3]!;
  }
  return sum % 10 === Number(check);
}

const VIN_VALUES: Readonly<Record<string, number>> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** 49 CFR 565.15: position 9 of a 17 character VIN, mandatory in North America. `vin` in upper case. */
export function vinCheck(vin: string): boolean {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) {
    const character = vin[index]!;
    const value = character >= '0' && character <= '9' ? Number(character) : (VIN_VALUES[character] ?? Number.NaN);
    sum += value * VIN_WEIGHTS[index]!;
  }
  const check = sum % 11;
  return vin[8] === (check === 10 ? 'X' : String(check));
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Spanish DNI and NIE: Real Decreto 1553/2005; letter = number mod 23. Eight digits or X, Y, Z and seven, then a letter. */
export function dniCheck(text: string): boolean {
  const upper = text.toUpperCase();
  const number = upper.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return DNI_LETTERS[Number(number) % 23] === upper.at(-1);
}

const HETU_LETTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** Finnish personal identity code, ddmmyyXnnnC: https://dvv.fi/en/personal-identity-code */
export function hetuCheck(text: string): boolean {
  const upper = text.toUpperCase();
  const day = Number(upper.slice(0, 2));
  const month = Number(upper.slice(2, 4));
  if (day < 1 || day > 31 || month < 1 || month > 12) return false;
  const number = Number(upper.slice(0, 6) + upper.slice(7, 10));
  return HETU_LETTERS[number % 31] === upper[10];
}

/**
 * German tax id (Identifikationsnummer, section 139b AO; BZSt "Steuer-ID"): no leading zero, one digit of the first ten
 * stands two or three times, check digit by ISO 7064.
 */
export function germanTaxId(digits: string): boolean {
  if (digits.length !== 11 || digits.startsWith('0')) return false;
  const counts = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < 10; index += 1) counts[digits.charCodeAt(index) - 48]! += 1;
  const repeated = counts.filter((count) => count > 1);
  return repeated.length === 1 && repeated[0]! <= 3 && mod11and10(digits);
}
