/**
 * Counts tokens as OpenAI's o200k_base does. Other vendors cut otherwise; for a text without a count it is near
 * enough to be shown as an estimate. Loading the ranks takes 0.1 s or more: only ever in a thread of its own.
 */
import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';

/** More than this is counted by its beginning, in proportion. */
const MAX_SAMPLE_CHARS = 128 * 1024;
/** The merge is quadratic in an unbroken run, and a hostile text is one run: 16 K letters take 0.2 s. */
const MAX_RUN_CHARS = 256;

/** Pieces at most {@link MAX_RUN_CHARS} long, cut before a space or line end where there is one. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + MAX_RUN_CHARS);
    if (end < text.length) {
      const space = Math.max(text.lastIndexOf(' ', end), text.lastIndexOf('\n', end));
      if (space > at + MAX_RUN_CHARS / 2) end = space;
    }
    yield text.slice(at, end);
    at = end;
  }
}

/** Tokens of some texts together. Linear; `<|endoftext|>` and its like are text as any other. */
export function countTokens(texts: readonly string[]): number {
  let left = MAX_SAMPLE_CHARS;
  let chars = 0;
  let tokens = 0;
  let sampled = 0;
  for (const text of texts) {
    chars += text.length;
    const sample = text.length > left ? text.slice(0, left) : text;
    left -= sample.length;
    sampled += sample.length;
    for (const piece of pieces(sample)) tokens += count(piece, { disallowedSpecial: new Set() });
  }
  return sampled === 0 ? 0 : Math.round((tokens * chars) / sampled);
}
