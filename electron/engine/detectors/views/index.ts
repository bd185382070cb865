/** Views: a text in every reading that a disguise allows, each with exact offsets in the original. */
import { reversedView, rot13View } from './ciphers.ts';
import { decodeEntities, decodeHexPairs, decodeJsonEscapes, decodePercent, decodeRuns } from './decode.ts';
import { hiddenView } from './hidden.ts';
import { decodeVariationSelectors, normalise } from './normalise.ts';
import { type Survey, survey } from './survey.ts';
import { foldTokens } from './tokens.ts';
import { type TextView, nest, rawView } from './view.ts';

export type { SignalKind, TextView } from './view.ts';
export { FRAGMENT_BREAK, rawView } from './view.ts';

/**
 * In a text longer than {@link LONG} a view is not read a second level deep where that would make all views together
 * more than so many times as long as the text: nobody writes everything in every disguise, but to make us slow.
 */
const MOST_DERIVED = 3.5;
const LONG = 8_192;

/**
 * The raw view first, then whatever differs from it. Linear in the text; for plain text without candidates the raw
 * view is all there is. Decoding goes one level deep and one nested.
 */
export function buildViews(text: string): readonly TextView[] {
  const found = survey(text);
  const raw = rawView(text);
  const views: TextView[] = [raw];
  const most = text.length > LONG ? MOST_DERIVED * text.length : Infinity;
  let derived = 0;
  for (const view of readingsOf(text, found)) {
    views.push(view);
    derived += view.text.length;
    // Not begun without room for another reading of the whole text.
    if (view.name === 'normalised' || derived + Math.min(view.text.length, text.length) > most) continue;
    // One nested level: base64 in base64, a disguise in a comment, look-alikes in decoded text.
    for (const inner of readingsOf(view.text, survey(view.text))) {
      if (isCipher(view.name) && isCipher(inner.name)) continue;
      views.push(nest(view, inner, `${view.name}>${inner.name}`));
      derived += inner.text.length;
      if (derived > most) break;
    }
  }
  return views;
}

/** One after the other, as they are asked for. */
function* readingsOf(text: string, found: Survey): Generator<TextView> {
  yield* normalisedViews(text, found);
  if (found.markup || found.link) yield* given(hiddenView(text, found.markup, found.link));
  if (found.encoded.length > 0) yield* decodeRuns(text, found.encoded);
  if (found.hexPairs || found.hexEscape) yield* decodeHexPairs(text);
  if (found.percent) yield* decodePercent(text);
  if (found.backslash) yield* decodeJsonEscapes(text);
  if (found.entity) yield* decodeEntities(text);
  if (found.rot13) yield* given(rot13View(text));
  if (found.reversed) yield* given(reversedView(text));
  if (found.unicode) yield* given(decodeVariationSelectors(text));
}

/**
 * Characters first, words second: full-width leet is leet only after NFKC. Both, because figures in a key are no leet.
 */
function normalisedViews(text: string, found: Survey): TextView[] {
  const characters = found.unicode ? normalise(text) : null;
  if (characters === null) {
    const words = wordsView(text, found);
    return words === null ? [] : [words];
  }
  const words = wordsView(characters.text, survey(characters.text));
  return words === null ? [characters] : [characters, nest(characters, words, 'normalised')];
}

function wordsView(text: string, found: Survey): TextView | null {
  return found.leet.length + found.spaced.length === 0 ? null : foldTokens(text, found);
}

function given(view: TextView | null): readonly TextView[] {
  return view === null ? [] : [view];
}

/** Turning a text round twice, or rotating it twice, is where we began. */
function isCipher(name: string): boolean {
  return name === 'decoded:rot13' || name === 'decoded:reversed';
}
