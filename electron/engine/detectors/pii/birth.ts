/** Dates of birth: a date within reach of a word that says so. */
import { type LiteralRule, RANK } from '../rule.ts';
import { BIRTH } from './birth-words.ts';
import { hasDigit, isWholeWord } from './labelled.ts';

/** First letters of the months in the languages of BIRTH; whatever letters follow belong to the word. */
const MONTH =
  '(?:jan|feb|fév|fev|mar|mär|maa|mrt|mrz|apr|avr|abr|may|mai|maj|mag|mei|jun|juin|giu|jul|juil|lug|aug|août|aou|ago|sep|set|oct|okt|ott|out|nov|dec|déc|dez|dic|des|ene|gen|gru|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|led|úno|bře|dub|kvě|srp|zář|říj|pros|oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|tam|hel|huh|tou|kes|hei|elo|syy|lok|joul|ιαν|φεβ|μαρ|απρ|μαΐ|μαϊ|ιουν|ιουλ|αυγ|σεπ|οκτ|νοε|δεκ|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру)\\p{L}{0,10}\\.?';
const YEAR = '(?:19\\d{2}|20[0-2]\\d)';
const DAY = '(?:0[1-9]|[12]\\d|3[01]|[1-9])';
const DATE = new RegExp(
  [
    `${YEAR}[-/.](?:0[1-9]|1[0-2]|[1-9])[-/.]${DAY}`,
    `${DAY}(?:[-/.]|\\. ?| )${DAY}(?:[-/.]|\\. ?| )(?:${YEAR}|\\d{2})`,
    `${DAY}(?:st|nd|rd|th|er|º|\\.)?(?: ?- ?| )(?:of |de |di )?${MONTH},?(?: ?- ?| )(?:de |del )?(?:${YEAR}|\\d{2})`,
    `${MONTH}[ -]${DAY}(?:st|nd|rd|th)?,?[ -]${YEAR}`,
    `${YEAR}[ -]${MONTH}[ -]${DAY}`,
    `${YEAR}\\s?[年년]\\s?\\d{1,2}\\s?[月월]\\s?\\d{1,2}\\s?[日일]`,
    '(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])',
  ]
    .map((format) => `(?:${format})`)
    .join('|'),
  'iuy',
);
const REACH = 48;
/** `born` alone says little: the date must follow at once. */
const SHORT_REACH = 16;
/** No date has its first figure further behind its beginning: a month's name may stand before it. */
const DIGIT_REACH = 32;
/** A time may follow: `1990-02-14T00:00:00Z`. */
const AFTER = /(?!T\d\d:)[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]|[-/.]\d/uy;

export const birthRule: LiteralRule = {
  id: 'pii.date-of-birth',
  literals: BIRTH,
  wholeWord: true,
  tryAt(pass, at, end) {
    const { text } = pass;
    if (!isWholeWord(text, at, end)) return;
    const weak = end - at <= 5 && text.slice(at, end).toLowerCase() !== 'dob';
    const limit = Math.min(text.length, end + (weak ? SHORT_REACH : REACH));
    if (!hasDigit(pass, end, limit + DIGIT_REACH)) return;
    for (let index = end; index < limit; index += 1) {
      // Only where a word begins: a match inside `12345` or `remarked` is none.
      if (isWordCode(text.charCodeAt(index - 1)) || !isWordCode(text.charCodeAt(index))) continue;
      DATE.lastIndex = index;
      const match = DATE.exec(text);
      if (match === null) continue;
      const stop = index + match[0].length;
      AFTER.lastIndex = stop;
      if (AFTER.test(text)) return;
      pass.add({
        type: 'date_of_birth',
        rule: this.id,
        confidence: 0.9,
        start: index,
        end: stop,
        rank: RANK.contextual + 5,
      });
      return;
    }
  },
};

function isWordCode(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122) || (code >= 0xc0 && code < 0x2e80);
}
