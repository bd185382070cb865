import type { Finding, Part } from '../../../../shared/domain/index.ts';
import { type StringEdit, editStrings, isJson } from '../../dialects/index.ts';
import type { FindingAction } from '../policy.ts';
import { type Standing, createStandings, isJsonDocument, unescaped } from './json-text.ts';
import type { Vault } from './vault.ts';

export interface MaskResult {
  /** Ordered by part, then by start; they do not overlap. */
  readonly edits: readonly StringEdit[];
  /** Findings that are to be masked and cannot be: no such part, no span, or it would break a document. Deny instead. */
  readonly unmaskable: readonly Finding[];
}

/**
 * Edits that put placeholders in place of every finding with the action `mask`. Overlapping ones are covered by one
 * placeholder, of the one that begins first. What a tool gets or gives as JSON stays JSON.
 */
export function maskParts(
  parts: readonly Part[],
  findings: readonly Finding[],
  actions: readonly FindingAction[],
  vault: Vault,
): MaskResult {
  const masked = findings.filter((_, index) => actions[index]?.action === 'mask');
  if (masked.length === 0) return { edits: [], unmaskable: [] };
  const byPointer = Map.groupBy(masked, ({ pointer }) => pointer);
  vault.avoid(parts.map(({ text }) => text));
  const edits: StringEdit[] = [];
  const reached = new Set<Finding>();
  for (const part of parts) {
    const here = (byPointer.get(part.pointer) ?? []).filter(
      ({ start, end }) => start >= 0 && end > start && end <= part.text.length,
    );
    const standing = standingIn(part);
    for (const span of united(part.leaf?.number ? here.map((found) => wholeOf(part, found)) : here)) {
      const stands = standing(span.start, span.end);
      if (stands === 'across') continue;
      for (const found of here) if (found.start >= span.start && found.end <= span.end) reached.add(found);
      edits.push(edit(part, span, stands, vault));
    }
  }
  return { edits, unmaskable: masked.filter((finding) => !reached.has(finding)) };
}

/**
 * The body with the edits made, everything else byte for byte as it was. null: it cannot be done losslessly (not JSON,
 * an edit leads nowhere): deny instead.
 */
export function rewriteBody(body: string, edits: readonly StringEdit[], kind: 'json' | 'text'): string | null {
  if (edits.length === 0) return body;
  if (kind === 'json') return editStrings(body, edits);
  const pieces: string[] = [];
  let at = 0;
  for (const { pointer, start, end, replacement } of edits) {
    if (pointer !== '' || start < at || end < start || end > body.length) return null;
    pieces.push(body.slice(at, start), replacement);
    at = end;
  }
  return [...pieces, body.slice(at)].join('');
}

/**
 * Where it matters that the text stays JSON: in the arguments of a tool call, and in what a tool brought. Of the latter
 * only if all of it is JSON, and what reaches over a border there is replaced as in any text.
 */
function standingIn({ kind, leaf, role, text }: Part): (start: number, end: number) => Standing | 'text' {
  if (leaf !== undefined || !isJsonDocument(text)) return () => 'text';
  if (kind === 'tool-arguments') return createStandings(text);
  if (role !== 'tool' || !isJson(text)) return () => 'text';
  const standing = createStandings(text);
  return (start, end) => {
    const stands = standing(start, end);
    return stands === 'across' ? 'text' : stands;
  };
}

/** A number is replaced whole: what is left of its digits would be no number, or another. */
function wholeOf({ text }: Part, { type }: Finding): Span {
  return { start: 0, end: text.length, type };
}

function edit({ pointer, text, leaf }: Part, span: Span, stands: Standing | 'text', vault: Vault): StringEdit {
  const { start, end, type } = span;
  const raw = text.slice(start, end);
  const isNumber = leaf?.number === true || (stands === 'bare-value' && /^-?\d+$/.test(raw));
  const value = stands === 'inside-string' ? unescaped(raw) : raw;
  const placeholder = vault.placeholderFor(type, value, isNumber ? 'number' : 'text');
  return { pointer, start, end, replacement: stands === 'bare-value' ? JSON.stringify(placeholder) : placeholder };
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

function united(findings: readonly Span[]): Span[] {
  const sorted = [...findings].sort((a, b) => a.start - b.start || b.end - a.end);
  const spans: Span[] = [];
  for (const { start, end, type } of sorted) {
    const last = spans.at(-1);
    if (last === undefined || start >= last.end) spans.push({ start, end, type });
    else if (end > last.end) spans[spans.length - 1] = { ...last, end };
  }
  return spans;
}
