/** Parts in, findings out: pure, synchronous, linear in the text. */
import { type Finding, type Part, isSecretType } from '../../../shared/domain/index.ts';
import { findCustom } from './custom/index.ts';
import type { Inspect, InspectOptions } from './detector.ts';
import { findInjection } from './injection/index.ts';
import { piecesOf } from './pieces.ts';
import type { Candidate } from './rule.ts';
import { ALL_AND_PERSONS, ALL_RULES } from './rules.ts';
import { isDocumentedKey } from './secrets/index.ts';
import { settle } from './settle.ts';
import { isTestValue } from './test-values.ts';
import { severityOf } from './types.ts';
import { type TextView, buildViews, rawView } from './views/index.ts';

/** A candidate with its span in the original part. */
interface Mapped extends Candidate {
  readonly view: string;
  /** A test value, not to be reported; it still keeps others from its place. */
  readonly spared: boolean;
}

export const inspect: Inspect = (parts, options) => {
  const started = performance.now();
  const findings: Finding[] = [];
  let partial = false;
  const late = (): boolean => {
    partial ||= options.deadlineMs !== undefined && performance.now() - started > options.deadlineMs;
    return partial;
  };
  scan: for (const part of parts) {
    for (const piece of piecesOf(part.text)) {
      if (late()) break scan;
      if (piece.end - piece.start === part.text.length) {
        findings.push(...inspectText(part, options, late));
        continue;
      }
      const { start: shift, from, to } = piece;
      for (const found of inspectText({ ...part, text: part.text.slice(shift, piece.end) }, options, late)) {
        const finding = { ...found, start: found.start + shift, end: found.end + shift };
        if (finding.start >= from && finding.start < to) findings.push(finding);
      }
    }
  }
  return { findings, partial, durationMs: performance.now() - started };
};

function inspectText(part: Part, options: InspectOptions, late: () => boolean): Finding[] {
  const viewsOf = part.leaf?.number ? undisguised : buildViews;
  const views = viewsOf(part.text);
  const named = namedText(part);
  const found: Mapped[] = [];
  // What an earlier view found stands: the raw text says it best, and a decoded one may read it as something else.
  for (const view of named === null ? views : viewsOf(named.text)) found.push(...inView(view, options));
  const settled = settle(found)
    .filter(({ spared }) => !spared)
    .flatMap((candidate) => within(candidate, part.text.length, named?.before ?? 0))
    .map((candidate) => toFinding(candidate, part, options));
  // Figures give no instructions.
  const findings = part.leaf?.number ? settled : settled.concat(findInjection(part, views, options.side));
  if (options.custom !== undefined) findings.push(...findCustom(part, views, options.side, options.custom, late));
  return findings.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Figures are what they are: tables have thousands of them, and views cost more than all rules. */
function undisguised(text: string): readonly TextView[] {
  return [rawView(text)];
}

/** Longer strings say themselves what they are about. UTF-16 units. */
const LONGEST_NAMED = 256;

/**
 * A value that stands alone in JSON, as it reads there: `"card": 4111…`. Many rules know a number by the word before it.
 * `before`: how many units are not the value's own.
 */
function namedText({ text, leaf }: Part): { readonly text: string; readonly before: number } | null {
  if (leaf === undefined || leaf.member === '' || text.length > LONGEST_NAMED) return null;
  const before = `"${leaf.member.slice(-LONGEST_NAMED)}": ${leaf.number ? '' : '"'}`;
  return { text: `${before}${text}${leaf.number ? '' : '"'}`, before: before.length };
}

/** The candidate as a span of the value itself; none, where it says something of its name only. */
function within(candidate: Mapped, length: number, before: number): Mapped[] {
  if (before === 0) return [candidate];
  const start = Math.max(0, candidate.start - before);
  const end = Math.min(length, candidate.end - before);
  return end > start ? [{ ...candidate, start, end }] : [];
}

function inView(view: TextView, { persons, spareTestValues }: InspectOptions): Mapped[] {
  const candidates = (persons === true ? ALL_AND_PERSONS : ALL_RULES).find(view.text);
  const viewRank = view.name === 'raw' ? 1000 : view.name === 'normalised' ? 500 : 0;
  return candidates.map((candidate) => {
    const [start, end] = view.toOriginal(candidate.start, candidate.end);
    const value = view.text.slice(candidate.start, candidate.end);
    const spared =
      (spareTestValues === true && isTestValue(candidate.type, value)) ||
      (isSecretType(candidate.type) && isDocumentedKey(value));
    return { ...candidate, start, end, view: view.name, rank: candidate.rank + viewRank, spared };
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
