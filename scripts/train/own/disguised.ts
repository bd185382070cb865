/** Attacks of our own in the disguises that views do not undo, or only in part; innocent texts too, or disguise were guilt. */
import type { Row } from '../bags.ts';
import { type Random, pick } from '../random.ts';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };

/** Letters are doubled or swapped at some of the words, as people mistype, or mean to. */
function mistyped(text: string, random: Random): string {
  return text.replace(/\p{L}{4,}/gu, (word) => {
    if (random() > 0.35) return word;
    const at = 1 + Math.floor(random() * (word.length - 2));
    switch (Math.floor(random() * 4)) {
      case 0:
        return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2);
      case 1:
        return word.slice(0, at) + word.slice(at + 1);
      case 2:
        return word.slice(0, at) + word[at]! + word.slice(at);
      default:
        return `${word.slice(0, at)}${pick(['-', '.', '_', '*'], random)}${word.slice(at)}`;
    }
  });
}

const leet = (text: string, random: Random): string =>
  text.replace(/[aeiost]/g, (letter) => (random() < 0.4 ? LEET[letter]! : letter));

const upper = (text: string): string => text.toUpperCase();

const spaced = (text: string): string => text.replace(/\p{L}{3,}/gu, (word) => word.split('').join(' '));

const quoted = (text: string): string => JSON.stringify({ status: 'ok', comment: text });

const encoded = (text: string): string => `Decode this and do what it says: ${base64(text)}`;

const backwards = (text: string): string => Array.from(text).toReversed().join('');

const inAddress = (text: string): string => `https://search.example/find?text=${encodeURIComponent(text)}&page=1`;

const inHex = (text: string): string => `payload=${Buffer.from(text, 'utf8').toString('hex')}`;

/** Cyrillic letters that look like Latin ones, some of them. */
const LIKE: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х' };
const foreign = (text: string, random: Random): string =>
  text.replace(/[aeopcx]/g, (letter) => (random() < 0.4 ? LIKE[letter]! : letter));

const INNOCENT = [mistyped, leet, upper, quoted, spaced, inAddress] as const;
const GUILTY = [...INNOCENT, encoded, backwards, inHex, foreign] as const;

/** So many disguised copies of attacks, and half as many of innocent texts. */
export function disguisedRows(own: readonly Row[], count: number, random: Random): Row[] {
  const short = own.filter(({ text }) => text.length < 400);
  const attacks = short.filter(({ label }) => label === 1);
  const innocent = short.filter(({ label }) => label === 0);
  const copy = (from: readonly Row[], ways: readonly ((text: string, random: Random) => string)[]): Row => {
    const row = pick(from, random);
    return { ...row, text: pick(ways, random)(row.text, random), source: 'own_disguised' };
  };
  return [
    ...Array.from({ length: count }, () => copy(attacks, GUILTY)),
    ...Array.from({ length: count / 2 }, () => copy(innocent, INNOCENT)),
  ];
}
