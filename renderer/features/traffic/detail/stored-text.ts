import type { ExchangeDetail, StoredFinding } from '../../../../shared/domain/index.ts';
import { parseJsonTree, stringsOf } from './json-tree.ts';

/** What stands in the stored body where the finding is; null when that text is not stored. */
export function storedTextOf(detail: ExchangeDetail, finding: StoredFinding): string | null {
  const { body, bodyKind } = detail[finding.side];
  if (body === null) return null;
  const whole = bodyKind === 'json' && finding.pointer !== '' ? stringAt(body, finding.pointer) : body;
  const text = whole?.slice(finding.start, finding.end) ?? '';
  return text === '' ? null : text;
}

function stringAt(body: string, pointer: string): string | null {
  const tree = parseJsonTree(body);
  if (tree === null) return null;
  for (const string of stringsOf(tree)) if (string.pointer === pointer) return string.value;
  return null;
}
