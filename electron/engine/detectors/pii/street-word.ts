/** Words that may be a street's name, or the number before one. */
import { isDigit } from './units.ts';

export const NUMBER_BEFORE = /^#?\d{1,6}(?:[-–/]\d{1,5})?[A-Za-z]?,?$/;
/** Part of a street's name: capitalised, an ordinal, or a particle. */
export const NAME_WORD =
  /^(?:\p{Lu}[\p{L}\p{N}'’-]*(?:\.\p{L}[\p{L}'’-]*)*|\p{Lu}[\p{L}]{0,4}\.|\d{1,3}(?:st|nd|rd|th)|de|del|della|dei|di|da|do|dos|das|des|du|la|le|les|el|los|van|von|der|den|y|e|al|au|aux|d['’]\p{L}+|l['’]\p{L}+|saint|of|the)$/u;
/** In lower-case text a strong street word still makes a street of the words before it, these excepted. */
const LOWER_NAME =
  /^(?!(?:the|an?|our|your|my|his|her|their|this|that|these|is|are|was|and|or|in|on|at|to|for|from|with|by|per|each|every|km|miles?|met(?:er|re)s?|feet|degrees?|lanes?|one|two|way|more|less|than|of)$)[\p{L}'’-]{2,}$/u;
/** What closes before a word begins: `{"note":"742`, `<p>742`, `**742`, `\\n742`; a time is one word. */
export const OPENING = /^(?:['’]|.*(?:["“„«([{>|=*]|(?<!\d):|\\[nrt]))/u;
const MAY_OPEN = /['’"“„«([{>|=*:\\]/;

/** A word before a street's; offsets in the text. */
interface StreetWord {
  readonly from: number;
  readonly to: number;
  /** Where the number begins that it is; -1 for none. */
  readonly number: number;
  /** Part of a street's name; in small letters, of one whose word for a street is strong. */
  readonly name: boolean;
  readonly lower: boolean;
  /** One letter and a full stop, or less. */
  readonly isInitial: boolean;
}

/** Words are kept by where they begin, the last of each that share a place: more than are looked at before one street. */
const PLACES = 64;

/** The words of one text: in rows of words for streets each stands before several of them, and is looked at once. */
export class StreetWords {
  readonly #text: string;
  readonly #known: StreetWord[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** The word at `from..to`. */
  at(from: number, to: number): StreetWord {
    const known = this.#known[from % PLACES];
    if (known?.from === from && known.to === to) return known;
    const found = { from, to, ...lookAt(this.#text.slice(from, to), from) };
    this.#known[from % PLACES] = found;
    return found;
  }
}

function lookAt(word: string, from: number): Omit<StreetWord, 'from' | 'to'> {
  const isInitial = word.length <= 2 && word.endsWith('.');
  if (isPlainName(word)) return { number: -1, name: true, lower: false, isInitial };
  const opening = MAY_OPEN.test(word) ? (OPENING.exec(word)?.[0].length ?? 0) : 0;
  if (mayBeNumber(word.charCodeAt(opening)) && NUMBER_BEFORE.test(word.slice(opening)))
    return { number: from + opening, name: false, lower: false, isInitial };
  const name = NAME_WORD.test(word);
  return { number: -1, name, lower: !name && LOWER_NAME.test(word), isInitial };
}

function mayBeNumber(code: number): boolean {
  return isDigit(code) || code === 35;
}

/** A capital and small letters of ASCII: most names, told without a pattern. */
function isPlainName(word: string): boolean {
  const first = word.charCodeAt(0);
  if (first < 65 || first > 90) return false;
  for (let index = 1; index < word.length; index += 1) {
    const code = word.charCodeAt(index);
    if (code < 97 || code > 122) return false;
  }
  return true;
}
