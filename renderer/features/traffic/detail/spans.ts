import type { Side, StoredFinding } from '../../../../shared/domain/index.ts';
import { verdictRank } from '../../../../shared/domain/index.ts';
import { isMasked } from '../../../components/finding-words.ts';

/** A piece of a text: plain, or covered by findings of which `finding` acts hardest. */
export interface Segment {
  readonly text: string;
  /** As it may be shown to anybody: values in it masked, also under a finding whose own words are shown. */
  readonly masked: string;
  readonly finding: StoredFinding | null;
  /** All findings that cover it, hardest first. */
  readonly all: readonly StoredFinding[];
}

/** Findings that stand in the string at `pointer`. */
export function findingsAt(findings: readonly StoredFinding[], side: Side, pointer: string): readonly StoredFinding[] {
  return findings.filter((one) => one.side === side && one.pointer === pointer);
}

/**
 * Cuts a text at the findings in it. Overlapping ones become one piece, so that a value is never half masked. Spans
 * outside the text (a body that was cut) are left out.
 */
export function cutAtFindings(text: string, findings: readonly StoredFinding[]): readonly Segment[] {
  const inside = findings
    .filter((one) => one.start < one.end && one.start < text.length && one.start >= 0)
    .toSorted((a, b) => a.start - b.start);
  const segments: Segment[] = [];
  let at = 0;
  let index = 0;
  while (index < inside.length) {
    const first = inside[index];
    if (first === undefined) break;
    const group = [first];
    let end = first.end;
    for (let next = inside[index + 1]; next !== undefined && next.start < end; next = inside[index + group.length]) {
      group.push(next);
      end = Math.max(end, next.end);
    }
    index += group.length;
    if (first.start > at) segments.push(plain(text.slice(at, first.start)));
    const all = group.toSorted(
      (a, b) => verdictRank(b.action) - verdictRank(a.action) || b.end - b.start - (a.end - a.start),
    );
    const finding = all[0] ?? first;
    const piece = text.slice(first.start, end);
    segments.push({ text: piece, masked: maskPiece(piece, first.start, finding, group), finding, all });
    at = Math.min(text.length, end);
  }
  if (at < text.length) segments.push(plain(text.slice(at)));
  return segments;
}

function plain(text: string): Segment {
  return { text, masked: text, finding: null, all: [] };
}

/** @param group of one piece, in the order of their starts; `from` is where the piece starts. */
function maskPiece(piece: string, from: number, hardest: StoredFinding, group: readonly StoredFinding[]): string {
  if (isMasked(hardest.type)) return isRedacted(piece) ? piece : hardest.evidence;
  let masked = '';
  let at = 0;
  for (const { type, start, end, evidence } of group) {
    if (!isMasked(type) || start - from < at) continue;
    const value = piece.slice(start - from, end - from);
    masked += piece.slice(at, start - from) + (isRedacted(value) ? value : evidence);
    at = end - from;
  }
  return masked + piece.slice(at);
}

/** The stored text no longer has the value: a placeholder such as `[secret.aws_access_key]` stands there. */
export function isRedacted(text: string): boolean {
  return /^\[[a-z][a-z0-9_.-]*\]$/.test(text);
}
