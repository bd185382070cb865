/** Prompt injection: in which part, of which kind, how sure. Pure. */
import type { Finding, Part, Role, Side } from '../../../../shared/domain/index.ts';
import { type TextView, buildViews } from '../views/index.ts';
import { assess } from './assess.ts';
import type { InjectionKind } from './concepts.ts';
import { CONCEPT_RULES, type RuleMatch } from './rules.ts';

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
  const findings: Finding[] = [];
  for (const view of views) {
    const { score, matches } = assess(view.text);
    if (score < ALERT_THRESHOLD) continue;
    for (const { kind, rule, start, end } of mergeByKind(matches)) {
      const [from, to] = view.toOriginal(start, end);
      const known = findings.some(
        (finding) => finding.type === `injection.${kind}` && finding.start < to && from < finding.end,
      );
      // What an earlier view found stands: the raw text says it best.
      if (known) continue;
      findings.push({
        type: `injection.${kind}`,
        rule: `injection.${rule}`,
        severity: score >= BLOCK_THRESHOLD ? 'high' : 'medium',
        confidence: score,
        side,
        role: part.role,
        pointer: part.pointer,
        start: from,
        end: to,
        view: view.name,
      });
    }
  }
  return findings.sort((a, b) => a.start - b.start || a.end - b.end);
}

interface Place {
  readonly kind: InjectionKind;
  /** The rule that weighs most here. */
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/** Rules of one kind that overlap are one place. */
function mergeByKind(matches: readonly RuleMatch[]): Place[] {
  const places: (Place & { weight: number })[] = [];
  const sorted = [...matches].sort((a, b) => a.start - b.start);
  for (const { rule: index, start, end } of sorted) {
    const { id, kind, weight } = CONCEPT_RULES[index]!;
    const at = places.findIndex((place) => place.kind === kind && place.end > start);
    const before = places[at];
    if (before === undefined) {
      places.push({ kind, rule: id, start, end, weight });
      continue;
    }
    const heavier = weight > before.weight ? { rule: id, weight } : before;
    places[at] = { ...before, rule: heavier.rule, weight: heavier.weight, end: Math.max(before.end, end) };
  }
  return places;
}

/** How likely the text is an attack where it stands: 0..1, calibrated so that one limit serves every role. */
export function injectionScore(text: string, role: Role): number {
  if (!UNTRUSTED.has(role)) return 0;
  let score = 0;
  for (const view of buildViews(text)) score = Math.max(score, assess(view.text).score);
  return score;
}
