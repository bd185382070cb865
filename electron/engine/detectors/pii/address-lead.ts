/** Addresses that words lead to: `address: 12 Oak Drive`, `residente em Rua Augusta 5`. */
import type { LiteralRule } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import { LEADS } from './address-words.ts';
import { addAddress } from './address.ts';
import { isWholeWord } from './labelled.ts';
import { isDigit } from './units.ts';

const LEAD_LINK = /(?:\s?[:=]|\s(?:is|was|to|at|with|as|in|by))?\s{0,3}(?:\n\s*)?(?:the following:?\s*)?["'(]?/iy;
/** A full stop belongs to a word that is short, or goes on behind it. */
const LED_WORD = String.raw`(?:\p{Lu}\p{L}{0,3}\.|[\p{Lu}\d][\p{L}\p{N}'’-]{0,23}(?:\.[\p{L}\p{N}]{1,12}){0,2})`;
/** Number and name in either order, as far as they are capitalised. */
const LED = new RegExp(
  String.raw`(?:#?\d{1,6}[A-Za-z]?(?:[-/]\d{1,4})?,? ){1,2}${LED_WORD}(?:(?:, ?| )${LED_WORD}){0,5}|(?:(?=\p{Lu})${LED_WORD} ){1,5}\d{1,5}[A-Za-z]?(?![\d\p{L}])`,
  'uy',
);

export const leadRule: LiteralRule = {
  id: 'pii.address-lead',
  literals: LEADS,
  wholeWord: true,
  tryAt(pass, at, end) {
    const { text } = pass;
    // `address` is a lead, `address is` another in the same place.
    if (at < (pass.taken.get(this.id) ?? 0) || !isWholeWord(text, at, end) || isDigit(text.charCodeAt(end))) return;
    const from = end + matchLength(LEAD_LINK, text, end);
    const length = canBeLed(text, from) ? matchLength(LED, text, from) : 0;
    if (length === 0) return;
    const led = text.slice(from, from + length).trimEnd();
    // Machines have addresses too: `address 10.0.0.1`, `address 0x7f…`.
    if (/^\d+(?:\.\d+)+/.test(led) || !/\p{L}{3}/u.test(led)) return;
    pass.taken.set(this.id, from + length);
    addAddress(pass, from, from + led.replace(/,$/, '').length, 0.7);
  },
};

/** A word of letters that take two units each, and its two endings. */
const LONGEST_LED = 2 * 24 + 2 * 25;

/** A number, or a word with a blank behind it: {@link LED} looks for its end backwards, in vain where there is none. */
function canBeLed(text: string, from: number): boolean {
  const first = text.charCodeAt(from);
  if (isDigit(first) || first === 35) return true;
  const limit = Math.min(text.length, from + LONGEST_LED + 1);
  let index = from;
  while (index < limit && text.charCodeAt(index) !== 32) index += 1;
  return index > from && index < limit;
}
