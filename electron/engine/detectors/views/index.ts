/** Views: a text in every reading that a disguise allows, each with exact offsets in the original. */
import { reversedView, rot13View } from './ciphers.ts';
import { decodeEntities, decodeHexPairs, decodeJsonEscapes, decodePercent, decodeRuns } from './decode.ts';
import { hiddenView } from './hidden.ts';
import { decodeVariationSelectors, normalise } from './normalise.ts';
import { type Survey, survey } from './survey.ts';
import { foldTokens } from './tokens.ts';
import { type TextView, nest, rawView } from './view.ts';

export type { SignalKind, TextView, ViewSignal } from './view.ts';
export { FRAGMENT_BREAK, rawView } from './view.ts';

/**
 * A text longer than {@link LONG} is not read a second level deep any more once its views are so many times as long as
 * itself: nobody writes everything in every disguise, but to make us slow.
 */
const MOST_DERIVED = 3;
const LONG = 8_192;

/**
 * The raw view first, then whatever differs from it. Linear in the text; for plain text without candidates the raw
 * view is all there is. Decoding goes one level deep and one nested.
 */
export function buildViews(text: string): readonly TextView[] {
  const found = survey(text);
  const raw = rawView(text);
  const views: TextView[] = [raw];
  let derived = 0;
  for (const view of readingsOf(text, found)) {
    views.push(view);
    derived += view.text.length;
    if (view.name === 'normalised' || (text.length > LONG && derived > MOST_DERIVED * text.length)) continue;
    // One nested level: base64 in base64, a disguise in a comment, look-alikes in decoded text.
    for (const inner of readingsOf(view.text, survey(view.text))) {
      if (isCipher(view.name) && isCipher(inner.name)) continue;
      views.push(nest(view, inner, `${view.name}>${inner.name}`));
      derived += inner.text.length;
    }
  }
  return views;
}

function readingsOf(text: string, found: Survey): TextView[] {
  const views: TextView[] = [];
  views.push(...normalisedViews(text, found));
  if (found.markup || found.link) add(views, hiddenView(text, found.markup, found.link));
  if (found.encoded.length > 0) views.push(...decodeRuns(text, found.encoded));
  if (found.hexPairs || found.hexEscape) views.push(...decodeHexPairs(text));
  if (found.percent) views.push(...decodePercent(text));
  if (found.backslash) views.push(...decodeJsonEscapes(text));
  if (found.entity) views.push(...decodeEntities(text));
  if (found.rot13) add(views, rot13View(text));
  if (found.reversed) add(views, reversedView(text));
  if (found.unicode) add(views, decodeVariationSelectors(text));
  return views;
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

function add(views: TextView[], view: TextView | null): void {
  if (view !== null) views.push(view);
}

/** Turning a text round twice, or rotating it twice, is where we began. */
function isCipher(name: string): boolean {
  return name === 'decoded:rot13' || name === 'decoded:reversed';
}
