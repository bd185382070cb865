/** System prompts in answers: the answer repeats a long run of words of what the operator wrote. */
import type { Finding, Part } from '../../../../../shared/domain/index.ts';
import { type Grams, type Words, gramsOf, wordsOf } from './words.ts';

/** Words in a row that nobody says by chance, and from where on it is certain. */
const SHORTEST_RUN = 14;
const CERTAIN_RUN = 40;
/** A name that is said over and over is a long run of few words. */
const FEWEST_DIFFERENT = 9;

/**
 * One finding for each long run of system or developer text in an answer. What the user or a tool wrote, too, is no
 * secret. Linear in both texts.
 */
export function findLeakage(answer: readonly Part[], request: readonly Part[]): Finding[] {
  const system = request.filter(({ role }) => role === 'system' || role === 'developer').map(({ text }) => text);
  if (system.length === 0) return [];
  const findings: Finding[] = [];
  let known: Grams | null = null;
  let open: string | null = null;
  for (const part of answer) {
    if (part.role !== 'assistant') continue;
    known ??= gramsOf(system.join('\n'));
    if (!known.mayShare(part.text)) continue;
    const words = wordsOf(part.text);
    if (words.count < SHORTEST_RUN) continue;
    for (const { from, to } of runsOf(words, known)) {
      if (words.different(from, to) < FEWEST_DIFFERENT) continue;
      open ??= plain(request.filter(({ role }) => role !== 'system' && role !== 'developer').map(({ text }) => text));
      const start = words.start(from);
      const end = words.end(to - 1);
      if (open.includes(plain([part.text.slice(start, end)]))) continue;
      const certainty = Math.min(1, (to - from - SHORTEST_RUN) / (CERTAIN_RUN - SHORTEST_RUN));
      findings.push({
        type: 'injection.leakage',
        rule: 'injection.system-prompt-in-answer',
        severity: 'high',
        confidence: 0.7 + 0.29 * certainty,
        side: 'response',
        role: part.role,
        pointer: part.pointer,
        start,
        end,
        view: 'raw',
      });
    }
  }
  return findings;
}

/** Stretches of words, each longer than {@link SHORTEST_RUN}, all of whose grams are known. */
function runsOf(words: Words, known: Grams): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  let from = -1;
  const grams = words.grams();
  for (let at = 0; at <= grams.length; at++) {
    const hit = at < grams.length && known.has(grams[at]!);
    if (hit && from < 0) from = at;
    if (hit || from < 0) continue;
    const to = at - 1 + words.gram;
    if (to - from >= SHORTEST_RUN) runs.push({ from, to });
    from = -1;
  }
  return runs;
}

function plain(texts: readonly string[]): string {
  return (
    texts
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  );
}
