/** Payment card numbers: ISO/IEC 7812 (issuer ranges, Luhn check digit). */

/** Luhn's check over ASCII digits, ISO/IEC 7812-1 annex B. */
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

/** Network, issuer ranges and lengths: https://en.wikipedia.org/wiki/Payment_card_number (as of 2025). */
const NETWORKS: readonly (readonly [name: string, ranges: RegExp, lengths: readonly number[]])[] = [
  ['visa', /^4/, [13, 16, 19]],
  ['mastercard', /^(?:5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))/, [16]],
  ['amex', /^3[47]/, [15]],
  ['diners', /^3(?:0[0-5]|095|[689])/, [14, 16, 19]],
  ['discover', /^6(?:011|22(?:12[6-9]|1[3-9]|[2-8]|9[01]|92[0-5])|4[4-9]|5)/, [16, 19]],
  ['jcb', /^35(?:2[89]|[3-8])/, [16, 19]],
  ['unionpay', /^(?:62|81)/, [16, 17, 18, 19]],
  ['maestro', /^(?:50(?:18|20|38)|5893|6304|6759|676[1-3])/, [12, 13, 14, 15, 16, 17, 18, 19]],
  ['mir', /^220[0-4]/, [16, 17, 18, 19]],
  ['rupay', /^(?:60|65|81|82|508|353|356)/, [16]],
  [
    'elo',
    /^(?:4011(?:78|79)|43(?:1274|8935)|45(?:1416|7393|763[12])|50(?:4175|6699|67|90)|627780|63(?:6297|6368)|65)/,
    [16],
  ],
  ['troy', /^9792/, [16]],
];

/** The network of a number of 12 to 19 digits with a right check digit; null when no network issues such numbers. */
export function cardNetwork(digits: string): string | null {
  if (!luhn(digits)) return null;
  for (const [name, ranges, lengths] of NETWORKS) {
    if (lengths.includes(digits.length) && ranges.test(digits)) return name;
  }
  return null;
}
