/** Which end of a text that is still being written may become part of a match when more comes. */

/** Findings made of one unbroken token, or of groups of digits and capitals: cards, keys, addresses of mail, … */
export function openTokens(tail: string): number {
  let at = tail.length;
  let open = tail.length;
  let weak = 0;
  // Back from the end, token by token, as long as they may be groups of one number.
  while (at > 0) {
    const end = beforeSpaces(tail, at);
    const start = beforeToken(tail, end);
    const token = tail.slice(start, end);
    if (at === tail.length && end === at) open = start;
    else if (hasDigit(token) || isCapitals(token)) open = start;
    else if (token.length > WEAK_GROUP || ++weak > MAX_WEAK) break;
    at = start;
  }
  return Math.min(open, openQuote(tail), openArmour(tail));
}

/** `gb82 west 1234`: short groups without digits count only between groups that have some. */
const WEAK_GROUP = 4;
const MAX_WEAK = 2;

function hasDigit(token: string): boolean {
  return /\p{Nd}/u.test(token);
}

function isCapitals(token: string): boolean {
  return token.length <= 6 && /^[A-Z]+$/.test(token);
}

/** A value in quotes that was assigned to something, and has not ended: `password = "correct horse`. */
function openQuote(tail: string): number {
  const match = /[:=(]\s{0,4}["'`](?<value>[^"'`\n]*)$/.exec(tail);
  return match?.groups?.['value'] === undefined ? tail.length : tail.length - match.groups['value'].length;
}

/** PEM (RFC 7468): a key is one only when its lines come, and then its first line is part of it. */
function openArmour(tail: string): number {
  const begin = tail.lastIndexOf('-----BEGIN ');
  return begin < 0 || tail.includes('-----END ', begin) ? tail.length : begin;
}

function beforeSpaces(text: string, from: number): number {
  let at = from;
  while (at > 0 && /\s/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

function beforeToken(text: string, from: number): number {
  let at = from;
  while (at > 0 && !/\s/.test(text.charAt(at - 1))) at -= 1;
  return at;
}
