/**
 * Lossless rewriting: only the asked-for characters change, everything else stays byte for byte as the client
 * sent it (spacing, escapes, big numbers, key order, duplicate keys).
 */
import { digitsOf, parseExactly } from './exact-json.ts';
import { type MemberSpan, type Wanted, emptyWanted, foundAt, pointerSteps, scanJson, want } from './json-scan.ts';

export interface StringEdit {
  /** RFC 6901 pointer to a string or a number. */
  readonly pointer: string;
  /** UTF-16 offsets in the decoded string, or in the digits of the number, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The replacement is a number, and takes the place of the whole value. */
  readonly bare?: boolean;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies splices that are ordered and do not overlap; null when they do. */
function splice(json: string, splices: readonly Splice[]): string | null {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text } of splices) {
    if (start < at || end < start) return null;
    pieces.push(json.slice(at, start), text);
    at = end;
  }
  pieces.push(json.slice(at));
  return pieces.join('');
}

/** Offsets in the text of a string literal for ascending offsets in what it decodes to; null when one is beyond it. */
function rawOffsets(json: string, start: number, end: number, decoded: readonly number[]): number[] | null {
  const close = end - 1;
  const raw: number[] = [];
  let at = start + 1;
  let units = 0;
  let escape = json.indexOf('\\', at);
  for (const offset of decoded) {
    while (units < offset) {
      if (escape < 0 || escape > close) escape = close;
      const plain = Math.min(offset - units, escape - at);
      at += plain;
      units += plain;
      if (units === offset) break;
      if (at >= close) return null;
      at += json[at + 1] === 'u' ? 6 : 2;
      units += 1;
      escape = json.indexOf('\\', at);
    }
    raw.push(at);
  }
  return raw;
}

/** The tree of everything the pointers name, or null when one is not a pointer. */
function wantAll(pointers: Iterable<string>): { root: Wanted; steps: Map<string, string[]> } | null {
  const root = emptyWanted();
  const steps = new Map<string, string[]>();
  for (const pointer of pointers) {
    const path = pointerSteps(pointer);
    if (!path) return null;
    want(root, path);
    steps.set(pointer, path);
  }
  return { root, steps };
}

/** A number, in JSON's grammar. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What takes the place of a whole value; undefined: its edits are inside a string; null: they cannot be made. */
function wholeValue(value: string, ordered: readonly StringEdit[]): string | null | undefined {
  const bare = ordered.find((edit) => edit.bare === true);
  if (bare) return ordered.length === 1 && NUMBER.test(bare.replacement) ? bare.replacement : null;
  if (value.startsWith('"')) return undefined;
  // A number that is not all digits any more is a string.
  const digits = NUMBER.test(value) ? digitsOf(parseExactly(value)) : null;
  if (digits === null || (ordered.at(-1)?.end ?? 0) > digits.length) return null;
  const edited = splice(
    digits,
    ordered.map(({ start, end, replacement }) => ({ start, end, text: replacement })),
  );
  return edited === null ? null : JSON.stringify(edited);
}

/**
 * Replaces spans inside JSON strings, and in whole numbers, which become strings. Of duplicate keys the last is edited, the one JSON.parse
 * reads. Linear. null when the text is not JSON, a pointer leads to neither, or spans overlap or leave their string.
 */
export function editStrings(json: string, edits: readonly StringEdit[]): string | null {
  const byPointer = Map.groupBy(edits, (edit) => edit.pointer);
  const wanted = wantAll(byPointer.keys());
  if (!wanted || !scanJson(json, wanted.root)) return null;
  const splices: Splice[] = [];
  for (const [pointer, group] of byPointer) {
    const found = foundAt(wanted.root, wanted.steps.get(pointer) ?? []);
    if (!found) return null;
    const ordered = group.toSorted((a, b) => a.start - b.start || a.end - b.end);
    const whole = wholeValue(json.slice(found.start, found.end), ordered);
    if (whole === null) return null;
    if (whole !== undefined) {
      splices.push({ ...found, text: whole });
      continue;
    }
    const offsets = ordered.flatMap(({ start, end }) => [start, end]);
    if (offsets.some((offset, index) => offset < (offsets[index - 1] ?? 0))) return null;
    const raw = rawOffsets(json, found.start, found.end, offsets);
    if (!raw) return null;
    for (const [index, edit] of ordered.entries()) {
      splices.push({
        start: raw[2 * index] ?? 0,
        end: raw[2 * index + 1] ?? 0,
        text: JSON.stringify(edit.replacement).slice(1, -1),
      });
    }
  }
  return splice(
    json,
    splices.sort((a, b) => a.start - b.start || a.end - b.end),
  );
}

/**
 * Replaces whole values with JSON text given by the caller. null when the text is not JSON, a pointer leads nowhere,
 * or one value lies inside another.
 */
export function replaceValues(
  json: string,
  values: readonly { readonly pointer: string; readonly json: string }[],
): string | null {
  const wanted = wantAll(values.map(({ pointer }) => pointer));
  if (!wanted || !scanJson(json, wanted.root)) return null;
  const splices: Splice[] = [];
  for (const value of values) {
    const found = foundAt(wanted.root, wanted.steps.get(value.pointer) ?? []);
    if (!found) return null;
    splices.push({ ...found, text: value.json });
  }
  return splice(
    json,
    splices.sort((a, b) => a.start - b.start || a.end - b.end),
  );
}

/** What to cut so that the members go, with the one comma that goes with each. */
function cutMembers(members: readonly MemberSpan[], goes: (member: MemberSpan) => boolean): Splice[] {
  const cuts: Splice[] = [];
  let keptBefore = false;
  for (const [index, member] of members.entries()) {
    if (!goes(member)) {
      keptBefore = true;
      continue;
    }
    const start = keptBefore ? (members[index - 1]?.end ?? member.start) : member.start;
    const end = keptBefore ? member.end : (members[index + 1]?.start ?? member.end);
    cuts.push({ start, end, text: '' });
  }
  return cuts;
}

/**
 * Removes object members, with every duplicate of them and below every duplicate of their parents: a reader that
 * takes the first of two keys must not find what a reader of the last no longer sees. A pointer that leads to no
 * member changes nothing. null when the text is not JSON or a pointer names the whole of it.
 */
export function removeMembers(json: string, pointers: readonly string[]): string | null {
  const wanted = wantAll(pointers);
  if (!wanted || wanted.steps.values().some((steps) => steps.length === 0)) return null;
  const leaves = new Set<Wanted>();
  for (const steps of wanted.steps.values()) {
    let node = wanted.root;
    for (const step of steps) node = node.children.get(step) ?? node;
    leaves.add(node);
  }
  const cuts: Splice[] = [];
  const valid = scanJson(json, wanted.root, (members, node) => {
    cuts.push(
      ...cutMembers(members, ({ key }) => {
        const child = node.children.get(key);
        return child !== undefined && leaves.has(child);
      }),
    );
  });
  if (!valid) return null;
  cuts.sort((a, b) => a.start - b.start || b.end - a.end);
  // A member inside a member that goes anyway.
  const outer: Splice[] = [];
  for (const cut of cuts) if (cut.end > (outer.at(-1)?.end ?? -1)) outer.push(cut);
  return splice(json, outer);
}
