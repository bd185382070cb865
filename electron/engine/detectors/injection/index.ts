/** Prompt injection: in which part, of which kind, how sure. Pure. */
import type { Finding, Part, Role, Side } from '../../../../shared/domain/index.ts';
import { type TextView, buildViews } from '../views/index.ts';
import { type Assessment, assess } from './assess.ts';
import type { InjectionKind } from './concepts.ts';
import { ALERT_THRESHOLD, BLOCK_THRESHOLD, MODEL, SHARES, calibrate, readingsOf, shareOfMean } from './model/index.ts';
import { CONCEPT_RULES } from './rules.ts';

export { ALERT_THRESHOLD, BLOCK_THRESHOLD } from './model/index.ts';

export const MODEL_VERSION = MODEL.version;

/** System and developer text is the operator's own; what the assistant says is looked at for other things. */
function isJudged(role: Role): role is 'user' | 'tool' {
  return role === 'user' || role === 'tool';
}

/**
 * Injections of one part, above {@link ALERT_THRESHOLD} only, in the order of their starts; spans are UTF-16 offsets
 * in the original part. System and developer text is never flagged.
 */
export function findInjection(part: Part, views: readonly TextView[], side: Side): Finding[] {
  const { role } = part;
  if (!isJudged(role)) return [];
  const findings: Finding[] = [];
  for (const { view, score, assessment } of scoreViews(views, role)) {
    if (score < ALERT_THRESHOLD) continue;
    for (const { kind, rule, start, end } of placesOf(assessment, view, role)) {
      const [from, to] = view.toOriginal(start, end);
      // What an earlier view found stands, the raw text says it best; unless it was the model's feeling, and here is a rule.
      const before = findings.filter((known) => known.view !== view.name && known.start < to && from < known.end);
      if (before.some((known) => rule === MODEL_RULE || known.rule !== `injection.${MODEL_RULE}`)) continue;
      for (const known of before) findings.splice(findings.indexOf(known), 1);
      findings.push({
        type: `injection.${kind}`,
        rule: `injection.${rule}`,
        severity: score >= BLOCK_THRESHOLD ? 'high' : 'medium',
        confidence: score,
        side,
        role,
        pointer: part.pointer,
        start: from,
        end: to,
        view: view.name,
      });
    }
  }
  return findings.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** How likely the text is an attack where it stands: 0..1, calibrated so that one limit serves every role. */
export function injectionScore(text: string, role: Role): number {
  if (!isJudged(role)) return 0;
  return Math.max(0, ...scoreViews(buildViews(text), role).map(({ score }) => score));
}

interface ScoredView {
  readonly view: TextView;
  readonly assessment: Assessment;
  readonly score: number;
}

/** Every reading on the scale of the text as it was written: a short text decoded from a long one is part of that one. */
function scoreViews(views: readonly TextView[], role: 'user' | 'tool'): ScoredView[] {
  const anchors = MODEL.calibration[role];
  const read = views.flatMap((view) => {
    const assessment = assess(view, role);
    return assessment === null ? [] : [{ view, assessment }];
  });
  const [first] = read;
  if (first === undefined) return [];
  const { length, mean, windows } = first.assessment;
  const worst = read.reduce((most, { assessment }) => Math.max(most, assessment.logit), Number.NEGATIVE_INFINITY);
  const readings = readingsOf(read.map(({ assessment }) => assessment.windows));
  const less = shareOfMean(role, windows) * mean + SHARES.readings[role] * readings;
  const long = read.reduce((most, { assessment }) => Math.max(most, assessment.long), Number.NEGATIVE_INFINITY);
  return read.map(({ view, assessment }) => {
    const { logit } = assessment;
    // The worst reading speaks for the text and has all that was found; the others are held to their own.
    const whole = SHARES.long[role] * (logit === worst ? long : assessment.long);
    return { view, assessment, score: calibrate(anchors, length, logit + whole - less) };
  });
}

/** Where no rule spoke. */
const MODEL_RULE = 'model';

interface Place {
  readonly kind: InjectionKind;
  /** The rule that weighs most here. */
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/** An override in what a tool returned is somebody else's order, hence indirect; a user gives their orders themselves. */
function kindFor(role: 'user' | 'tool', said: InjectionKind): InjectionKind {
  if (role === 'tool') return said === 'override' ? 'indirect' : said;
  return said === 'indirect' ? 'override' : said;
}

/** A rule this strong is shown wherever it speaks, a weaker one only where the model agrees. */
const STRONG = 0.6;

function placesOf({ matches, start, end }: Assessment, view: TextView, role: 'user' | 'tool'): Place[] {
  const places: (Place & { readonly weight: number })[] = [];
  for (const match of [...matches].sort((a, b) => a.start - b.start)) {
    const { id, kind: saidKind, weight } = CONCEPT_RULES[match.rule]!;
    if (weight < STRONG && (match.end <= start || match.start >= end)) continue;
    const kind = kindFor(role, saidKind);
    // Rules of one kind that overlap are one place.
    const at = places.findIndex((place) => place.kind === kind && place.end > match.start);
    const before = places[at];
    if (before === undefined) {
      places.push({ kind, rule: id, start: match.start, end: match.end, weight });
      continue;
    }
    const heavier = weight > before.weight ? { rule: id, weight } : before;
    places[at] = { ...before, rule: heavier.rule, weight: heavier.weight, end: Math.max(before.end, match.end) };
  }
  if (places.some((place) => place.start < end && start < place.end)) return places;
  const disguised = view.name !== 'raw' && view.name !== 'normalised';
  return [...places, { kind: disguised ? 'obfuscated' : 'model', rule: MODEL_RULE, start, end }];
}
