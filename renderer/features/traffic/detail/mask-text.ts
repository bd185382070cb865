import type { Side, StoredFinding } from '../../../../shared/domain/index.ts';
import { type JsonNode, textsOf } from './json-tree.ts';
import { cutAtFindings, findingsAt } from './spans.ts';

/** A string with every value that a person should not see by accident replaced by its masked evidence. */
export function maskString(text: string, findings: readonly StoredFinding[]): string {
  return cutAtFindings(text, findings)
    .map(({ masked }) => masked)
    .join('');
}

/** A stored body as text with its findings masked. `tree`: its parsed form, null when it is not JSON. */
export function maskBody(body: string, tree: JsonNode | null, findings: readonly StoredFinding[], side: Side): string {
  const mine = findings.filter((one) => one.side === side);
  if (mine.length === 0) return body;
  if (tree === null) return maskString(body, findingsAt(mine, side, ''));
  let masked = '';
  let at = 0;
  for (const leaf of textsOf(tree)) {
    const here = findingsAt(mine, side, leaf.pointer);
    if (here.length === 0) continue;
    masked += body.slice(at, leaf.start) + JSON.stringify(maskString(leaf.value, here));
    at = leaf.end;
  }
  return masked + body.slice(at);
}
