/** Prompt injection: in which part, of which kind, how sure. Pure. */
import type { Finding, Part, Role, Side } from '../../../../shared/domain/index.ts';
import { type TextView, buildViews } from '../views/index.ts';
import { assess } from './assess.ts';
import { CONCEPT_RULES } from './rules.ts';

/** Confidence above which 0.1 % of benign texts score: the default policy blocks from here. */
export const BLOCK_THRESHOLD = 0.9;
/** Confidence above which 1 % of benign texts score: the default policy alerts from here. */
export const ALERT_THRESHOLD = 0.5;

export const MODEL_VERSION = 'rules-1';

const UNTRUSTED: ReadonlySet<Role> = new Set(['user', 'tool']);

/**
 * Injections of one part, above {@link ALERT_THRESHOLD} only, in the order of their starts; spans are UTF-16 offsets
 * in the original part. System and developer text is never flagged.
 */
export function findInjection(part: Part, views: readonly TextView[], side: Side): Finding[] {
  if (!UNTRUSTED.has(part.role)) return [];
  const best = new Map<string, Finding>();
  for (const view of views) {
    const { score, matches } = assess(view.text);
    if (score < ALERT_THRESHOLD) continue;
    for (const match of matches) {
      const rule = CONCEPT_RULES[match.rule]!;
      const [start, end] = view.toOriginal(match.start, match.end);
      const key = `${rule.id}:${start}`;
      if (best.has(key)) continue;
      best.set(key, {
        type: `injection.${rule.kind}`,
        rule: `injection.${rule.id}`,
        severity: score >= BLOCK_THRESHOLD ? 'high' : 'medium',
        confidence: score,
        side,
        role: part.role,
        pointer: part.pointer,
        start,
        end,
        view: view.name,
      });
    }
  }
  return [...best.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** How likely the text is an attack where it stands: 0..1, calibrated so that one limit serves every role. */
export function injectionScore(text: string, role: Role): number {
  if (!UNTRUSTED.has(role)) return 0;
  let score = 0;
  for (const view of buildViews(text)) score = Math.max(score, assess(view.text).score);
  return score;
}
