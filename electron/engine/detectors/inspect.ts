/** Parts in, findings out: pure, synchronous, linear in the text. */
import type { Finding, Part } from '../../../shared/domain/index.ts';
import type { Inspect, InspectOptions } from './detector.ts';
import { findInjection } from './injection/index.ts';
import type { Candidate } from './rule.ts';
import { ALL_AND_PERSONS, ALL_RULES } from './rules.ts';
import { settle } from './settle.ts';
import { severityOf } from './types.ts';
import { type TextView, buildViews } from './views/index.ts';

/** A candidate with its span in the original part. */
interface Mapped extends Candidate {
  readonly view: string;
}

export const inspect: Inspect = (parts, options) => {
  const started = performance.now();
  const findings: Finding[] = [];
  let partial = false;
  for (const part of parts) {
    if (options.deadlineMs !== undefined && performance.now() - started > options.deadlineMs) {
      partial = true;
      break;
    }
    findings.push(...inspectPart(part, options));
  }
  return { findings, partial, durationMs: performance.now() - started };
};

function inspectPart(part: Part, options: InspectOptions): Finding[] {
  const views = buildViews(part.text);
  const found: Mapped[] = [];
  // What an earlier view found stands: the raw text says it best, and a decoded one may read it as something else.
  for (const view of views) found.push(...inView(view, options));
  return settle(found)
    .map((candidate) => toFinding(candidate, part, options))
    .concat(findInjection(part, views, options.side))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function inView(view: TextView, { persons }: InspectOptions): Mapped[] {
  const candidates = (persons === true ? ALL_AND_PERSONS : ALL_RULES).find(view.text);
  const viewRank = view.name === 'raw' ? 1000 : view.name === 'normalised' ? 500 : 0;
  return candidates.map((candidate) => {
    const [start, end] = view.toOriginal(candidate.start, candidate.end);
    return { ...candidate, start, end, view: view.name, rank: candidate.rank + viewRank };
  });
}

function toFinding(candidate: Mapped, part: Part, options: InspectOptions): Finding {
  const { type, rule, confidence, start, end, view } = candidate;
  return {
    type,
    rule,
    severity: severityOf(type),
    confidence,
    side: options.side,
    role: part.role,
    pointer: part.pointer,
    start,
    end,
    view,
  };
}
