/**
 * The text as a reader (or a model) takes it: NFKC, invisible characters removed, tag characters read as the ASCII
 * they mirror, look-alike letters folded in mixed-script words. Token disguises (leet, spaced letters) are in
 * {@link foldTokens}, which works on this view's text.
 */
import { CONFUSABLE, isDecorative } from './confusables.ts';
import { invisibleKind, tagToAscii, variationByte } from './invisible.ts';
import { type TextView, ViewBuilder } from './view.ts';

/** A base character with what belongs to it, outside ASCII or carrying combining marks; Hangul jamo go together. */
const CLUSTERS = /[\u1100-\u11ff]+|[^\p{M}]?\p{M}+|\P{ASCII}/gu;
/** Marks left over after composition are written over a letter to disturb matching: then all of them go. */
const STACKED_MARKS = /^([\p{ASCII}\u00c0-\u024f\u1e00-\u1eff])[\u0300-\u036f]+$/u;
/** A word for the mixed-script test. */
const WORDS = /[\p{L}\p{M}\p{N}\u{1f130}-\u{1f189}]+/gu;
const FLAG_BASE = 0x1f3f4;

/** null when the text reads the same already. */
export function normalise(text: string): TextView | null {
  const folded = foldable(text);
  const builder = new ViewBuilder();
  let done = 0;
  let changed = false;
  CLUSTERS.lastIndex = 0;
  for (let match = CLUSTERS.exec(text); match !== null; match = CLUSTERS.exec(text)) {
    const cluster = match[0];
    const start = match.index;
    const end = start + cluster.length;
    const replaced = readCluster(cluster, start, text, folded, builder);
    if (replaced === cluster) continue;
    changed = true;
    builder.copy(text.slice(done, start), done);
    builder.replace(replaced, start, end);
    done = end;
  }
  if (!changed) return null;
  builder.copy(text.slice(done), done);
  return builder.build('normalised');
}

function readCluster(
  cluster: string,
  start: number,
  text: string,
  folded: ReadonlySet<number>,
  builder: ViewBuilder,
): string {
  const composed = cluster.normalize('NFKC');
  let out = '';
  for (const character of composed) {
    const codePoint = character.codePointAt(0)!;
    const kind = codePoint < 0xad ? null : invisibleKind(codePoint);
    if (kind !== null) {
      out += kind === 'tag' ? tagToAscii(codePoint) : '';
      noteInvisible(kind, codePoint, start, start + cluster.length, text, builder);
    } else if (folded.has(start) || isDecorative(codePoint)) {
      out += CONFUSABLE.get(codePoint) ?? character;
    } else {
      out += character;
    }
  }
  if (isFullWidth(cluster)) builder.signal('full-width', start, start + cluster.length);
  else if (folded.has(start)) builder.signal('homoglyphs', start, start + cluster.length);
  const stacked = STACKED_MARKS.exec(out);
  return stacked === null ? out : (stacked[1] ?? '').normalize('NFD').charAt(0);
}

function noteInvisible(
  kind: 'zero-width' | 'bidi' | 'tag' | 'variation',
  codePoint: number,
  start: number,
  end: number,
  text: string,
  builder: ViewBuilder,
): void {
  if (kind === 'tag') {
    // England, Scotland and Wales are flags spelt with tag characters after a black flag.
    if (!partOfFlag(text, start)) builder.signal('tag-characters', start, end);
  } else if (kind === 'bidi') {
    // Marks (LRM, RLM, ALM) stand in ordinary Arabic and Hebrew; overrides do not.
    if (codePoint === 0x202d || codePoint === 0x202e) builder.signal('bidi-override', start, end);
  } else if (kind === 'zero-width') {
    // Between two Latin letters nothing needs a joiner; in Persian, Indic scripts and emoji it is spelling.
    if (/[A-Za-z]$/.test(text.slice(start - 1, start)) && /^[A-Za-z]/.test(text.slice(end, end + 1))) {
      builder.signal('zero-width', start, end);
    }
  } else if (variationByte(codePoint) >= 16) {
    builder.signal('variation-selectors', start, end);
  }
}

function partOfFlag(text: string, at: number): boolean {
  // A subdivision flag is the black flag, at most six tags and the cancel tag: two units each.
  for (let index = at - 2; index >= Math.max(0, at - 16); index -= 2) {
    const codePoint = text.codePointAt(index) ?? 0;
    if (codePoint === FLAG_BASE) return true;
    if (invisibleKind(codePoint) !== 'tag') return false;
  }
  return false;
}

function isFullWidth(cluster: string): boolean {
  const code = cluster.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e;
}

/** Positions of look-alike letters that stand in a word with Latin letters, or in a text where such words occur. */
function foldable(text: string): ReadonlySet<number> {
  const positions = new Set<number>();
  const whole: [string, number][] = [];
  let mixed = 0;
  WORDS.lastIndex = 0;
  for (let match = WORDS.exec(text); match !== null; match = WORDS.exec(text)) {
    const word = match[0];
    if (!/\P{ASCII}/u.test(word)) continue;
    const plain = word.normalize('NFKC');
    const latin = /[A-Za-z]/.test(plain);
    let looks = 0;
    let foreign = 0;
    for (const character of plain) {
      const codePoint = character.codePointAt(0)!;
      if (codePoint < 128) continue;
      if (CONFUSABLE.has(codePoint)) looks += 1;
      else if (/\p{L}/u.test(character) && !/\p{Script=Latin}/u.test(character)) foreign += 1;
    }
    if (looks === 0 || foreign > 0) continue;
    if (latin) {
      mixed += 1;
      addPositions(word, match.index, positions);
    } else {
      whole.push([word, match.index]);
    }
  }
  // A short word may consist of look-alikes only; that is plain Russian unless the text is mixed elsewhere.
  if (mixed > 1) for (const [word, at] of whole) addPositions(word, at, positions);
  return positions;
}

function addPositions(word: string, at: number, positions: Set<number>): void {
  let index = at;
  for (const character of word) {
    if (CONFUSABLE.has(character.normalize('NFKC').codePointAt(0)!)) positions.add(index);
    index += character.length;
  }
}

/** Bytes smuggled in variation selectors, as text; null when there are too few. */
export function decodeVariationSelectors(text: string): TextView | null {
  const builder = new ViewBuilder();
  const runs = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{8,}/gu;
  for (let match = runs.exec(text); match !== null; match = runs.exec(text)) {
    const bytes = Uint8Array.from(match[0], (character) => variationByte(character.codePointAt(0)!));
    const decoded = Buffer.from(bytes).toString('utf8');
    const start = match.index;
    builder.nextFragment();
    builder.replace(decoded, start, start + match[0].length);
    builder.signal('variation-selectors', start, start + match[0].length);
  }
  return builder.length === 0 ? null : builder.build('decoded:variation-selectors');
}
