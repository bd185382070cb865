import type { Side, StoredFinding } from '../../../../shared/domain/index.ts';
import { parseJsonTree, textsOf } from './json-tree.ts';
import { findingsAt } from './spans.ts';

/**
 * Findings in a value that is shown as JSON text, as spans of that text. Where a call's arguments are JSON themselves
 * and no string of it (Anthropic, Gemini, Ollama, MCP), findings stand in the strings and numbers inside.
 */
export function findingsInJson(
  findings: readonly StoredFinding[],
  side: Side,
  pointer: string,
  text: string,
): readonly StoredFinding[] {
  const own = findingsAt(findings, side, pointer);
  const below = findings.filter((one) => one.side === side && one.pointer.startsWith(`${pointer}/`));
  const tree = below.length === 0 ? null : parseJsonTree(text);
  if (tree === null) return own;
  const inside = [...textsOf(tree)].flatMap((leaf) => {
    const here = findingsAt(below, side, pointer + leaf.pointer);
    if (here.length === 0) return [];
    const quote = leaf.quoted ? 1 : 0;
    const places = placesOf(text.slice(leaf.start + quote, leaf.end - quote));
    const at = (offset: number) => leaf.start + quote + (places[offset] ?? places.at(-1) ?? 0);
    return here.map((one) => ({ ...one, start: at(one.start), end: at(one.end) }));
  });
  return [...own, ...inside];
}

/** Where each UTF-16 unit of a JSON string begins in its source, and where the last one ends. */
function placesOf(source: string): number[] {
  const places: number[] = [];
  for (const { index } of source.matchAll(/\\u[0-9a-fA-F]{4}|\\.|[^]/g)) places.push(index);
  places.push(source.length);
  return places;
}

/** Whether a finding stands in one of the values at these pointers, or below it. */
export function isBelowAny(pointer: string, pointers: ReadonlySet<string>): boolean {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (pointers.has(at)) return true;
  return false;
}
