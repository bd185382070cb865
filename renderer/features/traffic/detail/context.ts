import type { ExchangeDetail, StoredFinding } from '../../../../shared/domain/index.ts';
import { parseJsonTree, textsOf } from './json-tree.ts';

/** Characters shown around a finding. */
const AROUND = 160;

export interface FindingContext {
  readonly text: string;
  /** Where `text` begins in the stored part: subtract it from offsets. */
  readonly offset: number;
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** What stands in the stored body where the finding is; null when that text is not stored. */
export function storedTextOf(detail: ExchangeDetail, finding: StoredFinding): string | null {
  const text = partOf(detail, finding)?.slice(finding.start, finding.end) ?? '';
  return text === '' ? null : text;
}

/** The finding with the text around it; null when that text is not stored. */
export function contextOf(detail: ExchangeDetail, finding: StoredFinding): FindingContext | null {
  const part = partOf(detail, finding);
  if (part === null || finding.start >= part.length) return null;
  const from = Math.max(0, finding.start - AROUND);
  const to = Math.min(part.length, finding.end + AROUND);
  return { text: part.slice(from, to), offset: from, cutBefore: from > 0, cutAfter: to < part.length };
}

/** The string or number that a finding's offsets count in. */
function partOf(detail: ExchangeDetail, finding: StoredFinding): string | null {
  const { body, bodyKind } = detail[finding.side];
  if (body === null) return null;
  if (bodyKind !== 'json' || finding.pointer === '') return body;
  const tree = parseJsonTree(body);
  if (tree === null) return null;
  for (const leaf of textsOf(tree)) if (leaf.pointer === finding.pointer) return leaf.value;
  return null;
}
