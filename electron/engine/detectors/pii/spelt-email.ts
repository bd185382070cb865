/** Addresses written so that no machine reads them: `jane (at) example (dot) com`, `jane[at]example.com`. */
import { type LiteralRule, RANK } from '../rule.ts';
import { isLetter, isDigit } from './units.ts';

const DOMAIN =
  / ?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?: ?[([{] ?dot ?[)\]}] ?|\.| dot )){1,4}[a-z]{2,24}(?![\p{L}\p{N}])/iuy;
const MAX_LOCAL = 64;

export const speltEmailRule: LiteralRule = {
  id: 'pii.email-spelt',
  literals: ['(at)', '[at]', '{at}', '( at )', '[ at ]', '(@)', '[@]'],
  tryAt(pass, at, end) {
    const { text } = pass;
    const localEnd = text.charCodeAt(at - 1) === 32 ? at - 1 : at;
    let start = localEnd;
    while (start > 0 && localEnd - start < MAX_LOCAL && isLocal(text.charCodeAt(start - 1))) start -= 1;
    while (start < localEnd && !isAlphanumeric(text.charCodeAt(start))) start += 1;
    if (start === localEnd) return;
    DOMAIN.lastIndex = end;
    const domain = DOMAIN.exec(text)?.[0];
    if (domain === undefined) return;
    pass.add({
      type: 'email',
      rule: this.id,
      confidence: 0.85,
      start,
      end: end + domain.length,
      rank: RANK.structured,
    });
  },
};

function isAlphanumeric(code: number): boolean {
  return isLetter(code) || isDigit(code) || code >= 0xc0;
}

/** What people have in the local part of an address they spell: letters, figures, `.`, `_`, `%`, `+`, `-`. */
function isLocal(code: number): boolean {
  return isAlphanumeric(code) || code === 46 || code === 95 || code === 37 || code === 43 || code === 45;
}
