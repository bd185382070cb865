/** What no single part tells: answers held against their request, instructions in pieces over messages. Pure. */
import type { Finding, Part } from '../../../../../shared/domain/index.ts';
import { findExfiltration } from './exfiltration.ts';
import { findLeakage } from './leakage.ts';

export { findSplit, isPiece } from './split.ts';

/** System prompts that an answer gives away, and links in it that carry data out; by place. */
export function findInAnswer(answer: readonly Part[], request: readonly Part[]): Finding[] {
  return [...findLeakage(answer, request), ...findExfiltration(answer, request)];
}
