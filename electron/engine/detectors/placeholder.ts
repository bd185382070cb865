/** What stands in place of a found value, and how little of it may be shown. */

/** `[secret.openai_api_key]`, `[jwt]`, … No rule matches it, and redacting it again changes nothing. */
export function placeholderFor(type: string): string {
  return `[${type}]`;
}

const DOTS = '••••';

/**
 * The value so that a person recognises it and nobody can use it: last four digits of a card or an account, first
 * letter and domain of an address, first four characters of a secret that is long enough to spare them.
 */
export function maskEvidence(type: string, value: string): string {
  const characters = Array.from(value.trim());
  if (characters.length === 0) return DOTS;
  if (type.startsWith('secret.') || type === 'jwt') {
    return characters.length >= 16 ? `${characters.slice(0, 4).join('')}${DOTS}` : DOTS;
  }
  switch (type) {
    case 'password':
    case 'cvv':
    case 'url_credentials':
      return DOTS;
    case 'email':
      return maskEmail(value);
    case 'credit_card':
    case 'ssn':
    case 'iban':
    case 'phone_number':
      return lastDigits(value, 4);
    case 'address':
    case 'person':
    case 'username':
      return `${characters[0]}${DOTS}`;
    case 'ip_address':
      return maskIp(value);
    case 'date_of_birth':
      return DOTS;
    default:
      return characters.length >= 8 ? `${DOTS} ${characters.slice(-3).join('')}` : DOTS;
  }
}

function maskEmail(value: string): string {
  const at = value.lastIndexOf('@');
  if (at <= 0) return DOTS;
  return `${Array.from(value)[0]}•••@${value.slice(at + 1)}`;
}

function lastDigits(value: string, count: number): string {
  const kept = value.replace(/[^0-9A-Za-z]/g, '');
  return kept.length >= count * 2 ? `${DOTS} ${kept.slice(-count)}` : DOTS;
}

function maskIp(value: string): string {
  const first = /^[0-9a-f]{1,4}/i.exec(value)?.[0];
  return first === undefined ? DOTS : `${first}${value.includes(':') ? ':' : '.'}•••`;
}
