/**
 * Addresses without a word for a street: `Damrak 1, 1012 LG Amsterdam`. A postal code with its town gives them away when
 * a name and a house number stand before it.
 */
import { type Pass, RANK } from '../rule.ts';
import { isDigit } from './units.ts';

const CODE_AND_TOWN =
  /(?:[A-Z]{1,2}-)?(?:\d{4} [A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2}|\d{4,5}-\d{3}|\d{4,6}),? (?!(?:AM|PM|UTC|GMT|EUR|USD)\b)\p{Lu}\p{L}{2,}(?:[ -](?:\p{Lu}[\p{L}.]*|am|an der|de|la|del|di|sur|en)){0,3}/uy;
const HOUSE =
  /(?:^|[\s("'>:])((?:\p{Lu}[\p{L}.'’/-]*|ul\.|al\.|ул\.|\p{Ll}{2,12}\p{Lu}?) (?:[\p{L}.'’-]+ ){0,4}?(?:(?:No|Nr|n[º°]|č\.p)[.:]{0,2} ?)?\d{1,4} ?[A-Za-z]?(?:[/-]\d{1,4})?(?:, \p{Lu}[\p{L}. ]{2,30})?),?\s{1,3}$/u;
/** What has a number behind it and is no street. */
const NOT_A_STREET =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|section|chapter|page|room|table|figure|fig|step|version|line|item|day|week|level|part|article|phase|issue|order|invoice|ticket|volume|vol|no|nr|number|the|in|on|at|of|for|from|and|or|with|by|about|over|top|python|node|java|windows|ubuntu|release|build|port|error|status|http|rfc|iso|grade|age|unit|flat|apt|suite|monday|tuesday|wednesday|thursday|friday|saturday|sunday)/i;
const REACH = 80;

/** `at` is the first digit of a number behind a blank or a line end. */
export function codeAddressAt(pass: Pass, at: number): void {
  const { text } = pass;
  // `…, 1012 LG`, `…\n1012 LG`; nearly every number is refused here.
  const before = text.charCodeAt(at - 2);
  if (text.charCodeAt(at - 1) === 32 ? before !== 44 : before !== 44 && !isDigit(before)) return;
  // No postal code has fewer figures in a row, but those of two with a dash behind them.
  const third = text.charCodeAt(at + 2);
  if (!isDigit(third) && third !== 45) return;
  CODE_AND_TOWN.lastIndex = at;
  const code = CODE_AND_TOWN.exec(text)?.[0];
  if (code === undefined || /^(?:19|20)\d\d /.test(code)) return;
  const house = HOUSE.exec(text.slice(Math.max(0, at - REACH), at))?.[1];
  if (house === undefined || NOT_A_STREET.test(house)) return;
  pass.add({
    type: 'address',
    rule: 'pii.address-code',
    confidence: 0.7,
    start: text.lastIndexOf(house, at),
    end: at + code.length,
    // Whoever knows the street knows better where it begins.
    rank: RANK.loose,
  });
}
