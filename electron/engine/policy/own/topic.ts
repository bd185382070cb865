/**
 * Denied topics without a model: a text is about a topic when, close together, it has most of the telling words of the
 * topic's name or of one of its sample phrases. Words are compared by their stems, cut short, which serves most
 * European languages; scripts without spaces are compared by pairs of characters.
 */
import { type FindSpans, type Span, bounded, united } from '../../detectors/index.ts';
import { isStopWord } from './stop-words.ts';

/** Share of a phrase's telling words that must stand close together. */
const COVERAGE = 0.7;
/** "Close together": within this many times the phrase's words, and at least so many. */
const WINDOW_FACTOR = 3;
const MIN_WINDOW = 10;
const STEM_LENGTH = 6;

interface Phrase {
  readonly stems: readonly string[];
  /** In words of the text, small ones included. */
  readonly window: number;
  readonly needed: number;
}

interface Token {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** How many words stand before it. */
  readonly place: number;
}

/** @param samplePhrases as people would say it; the more, the better it is found. */
export function createTopicFinder(topic: string, samplePhrases: readonly string[]): FindSpans {
  const phrases = [topic, ...samplePhrases].map(phraseOf).filter((phrase) => phrase.stems.length > 0);
  const byStem = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    for (const stem of phrase.stems) {
      const list = byStem.get(stem);
      if (list === undefined) byStem.set(stem, [phrase]);
      else list.push(phrase);
    }
  }
  return (text) => {
    const recent = new Map<Phrase, Token[]>();
    const spans: Span[] = [];
    for (const token of tokensOf(text)) {
      for (const phrase of byStem.get(token.stem) ?? []) {
        const near = (recent.get(phrase) ?? []).filter(
          ({ place, stem }) => token.place - place < phrase.window && stem !== token.stem,
        );
        near.push(token);
        recent.set(phrase, near);
        if (near.length < phrase.needed) continue;
        spans.push({ start: near[0]!.start, end: token.end, confidence: near.length / phrase.stems.length });
        recent.delete(phrase);
      }
    }
    return bounded(united(spans), text.length);
  };
}

function phraseOf(text: string): Phrase {
  const tokens = [...tokensOf(text)];
  const stems = [...new Set(tokens.map(({ stem }) => stem))];
  const words = (tokens.at(-1)?.place ?? 0) + 1;
  return {
    stems,
    window: Math.max(MIN_WINDOW, words * WINDOW_FACTOR),
    needed: Math.ceil(stems.length * COVERAGE),
  };
}

const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|[\p{L}\p{M}\p{N}]+/gu;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function* tokensOf(text: string): Generator<Token> {
  let place = 0;
  for (const match of text.matchAll(WORDS)) {
    const word = match[0];
    const start = match.index;
    if (UNSPACED.test(word)) {
      for (let index = 0; index < Math.max(1, word.length - 1); index += 1) {
        yield {
          stem: word.slice(index, index + 2),
          start: start + index,
          end: start + Math.min(index + 2, word.length),
          place,
        };
        place += 1;
      }
      continue;
    }
    const stem = stemOf(word);
    if (stem !== '') yield { stem, start, end: start + word.length, place };
    place += 1;
  }
}

/** '' for words that tell nothing. */
function stemOf(word: string): string {
  const plain = word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  if (plain.length < 2 || isStopWord(plain)) return '';
  const bare = plain.replace(/(?<=...)(?:ings?|ed|ers?|ies|es|en|s|y|e)$/, '');
  // betting, bet
  const single = bare === plain ? bare : bare.replace(/(?<=..)([^aeiou])\1$/, '$1');
  return single.slice(0, STEM_LENGTH);
}
