import { RE2JS, RE2JSSyntaxException } from 're2js';

import { MAX_SPANS, type Span } from './span.ts';
import type { FindSpans } from './word-automaton.ts';

export type CompiledPattern =
  /** `steps`: what one character of a text may cost at most; 10 to 60 for most patterns. */
  | { readonly ok: true; readonly find: FindSpans; readonly steps: number }
  /** `offset`: UTF-16 offset of what the engine stumbled over, as far as it says. */
  | { readonly ok: false; readonly message: string; readonly offset: number };

/**
 * Compiles a regular expression of a user. RE2 syntax (https://github.com/google/re2/wiki/Syntax): linear in the text,
 * so no look-around and no back-references. `^` and `$` mean lines. Never throws.
 */
export function compilePattern(pattern: string, caseSensitive: boolean): CompiledPattern {
  try {
    const regex = RE2JS.compile(pattern, RE2JS.MULTILINE | (caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE));
    if (regex.test('')) return { ok: false, message: 'the pattern matches the empty text', offset: 0 };
    const steps = regex.programSize();
    if (steps > MAX_STEPS) {
      const message = `the pattern is too large: with its repetitions it has ${steps} steps, ${MAX_STEPS} are the limit`;
      return { ok: false, message, offset: largestRepetition(pattern) };
    }
    return { ok: true, find: (text) => findAll(regex, text), steps };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) return { ok: false, message: 'the pattern is too large', offset: 0 };
    const culprit: unknown = Reflect.get(error, 'input');
    const what: unknown = Reflect.get(error, 'error');
    const reason = typeof what === 'string' ? what : error.message;
    return { ok: false, message: explain(reason, culprit), offset: offsetOf(pattern, reason, culprit) };
  }
}

/** Linear in the text is not enough: `.{0,1000}x` looks at every character a thousand times. */
const MAX_STEPS = 1_000;

function largestRepetition(pattern: string): number {
  const all = Array.from(pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g), ({ 1: least, 2: most, index }) => ({
    index,
    count: Number(most === undefined || most === '' ? least : most),
  }));
  return all.toSorted((a, b) => b.count - a.count)[0]?.index ?? 0;
}

function offsetOf(pattern: string, reason: string, culprit: unknown): number {
  if (reason === 'missing closing )') return openParenthesis(pattern);
  return typeof culprit === 'string' ? Math.max(0, pattern.indexOf(culprit)) : 0;
}

/** The engine names the whole pattern when one is never closed; a person wants to see which. */
function openParenthesis(pattern: string): number {
  const open: number[] = [];
  for (const { 0: found, index } of pattern.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]/gs)) {
    if (found === '(') open.push(index);
    else if (found === ')') open.pop();
  }
  return open.at(-1) ?? 0;
}

function explain(what: string, culprit: unknown): string {
  if (typeof culprit === 'string' && /^\(\?<?[=!]/.test(culprit)) return 'look-ahead and look-behind are not supported';
  if (typeof culprit === 'string' && /^\\[1-9k]/.test(culprit)) return 'back-references are not supported';
  return what;
}

function findAll(regex: RE2JS, text: string): readonly Span[] {
  // The DFA says "no" several times faster than the matcher that knows positions.
  if (!regex.test(text)) return [];
  const matcher = regex.matcher(text);
  const spans: Span[] = [];
  while (matcher.find()) {
    const start = matcher.start();
    const end = matcher.end();
    if (end <= start) continue;
    if (spans.length === MAX_SPANS - 1) return [...spans, { start, end: text.length, confidence: 1 }];
    spans.push({ start, end, confidence: 1 });
  }
  return spans;
}
