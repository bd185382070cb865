/** Literals as a tree of the kinds of their characters, entered by three of them at once. */
import { FIGURE_KIND, KINDS, KIND_BITS, KIND_OF, headOf } from './characters.ts';

/**
 * Four kinds -> a bit that says whether a literal may begin with them, or a figure stands; the last of them chooses it in
 * a number. One table for the literals of all scanners: what is constant is twice as fast.
 */
export const OPEN = new Int32Array(KINDS ** 3);
OPEN.fill(-1, headOf(FIGURE_KIND, 0, 0), headOf(FIGURE_KIND + 1, 0, 0));

/** Characters that lead into the tree. */
export const HEAD = 3;

/**
 * A state is 0 where no literal goes on, `~id` where only that one does, which is to be compared then, or else a node
 * of the tree. Kinds that characters share make literals likely, never certain.
 */
export interface Tree {
  /** Three kinds -> a state. */
  readonly heads: Int16Array;
  /** A node and the kind of the next character (`node << KIND_BITS | kind`) -> a state. */
  readonly rows: Int16Array;
  /** A node -> the literals that may have ended there, the shorter ones first. */
  readonly ends: readonly (readonly number[])[];
  /** A node -> 1 where all literals of it and behind it are looked for where words begin only. */
  readonly wordsOnly: readonly (0 | 1)[];
}

/** As many as states have room for. */
const MAX_STATES = 0x7fff;

/**
 * @param literals folded.
 * @throws RangeError for more of them, or of what they have in common, than 15 bits count.
 */
export function buildTree(literals: readonly string[], wordStart: Uint8Array): Tree {
  const heads = new Int16Array(KINDS ** HEAD);
  const rows: Int16Array[] = [new Int16Array(KINDS)];
  const ends: (readonly number[])[] = [[]];
  const wordsOnly: (0 | 1)[] = [1];
  const order = literals.map((_, id) => id).toSorted((a, b) => literals[a]!.length - literals[b]!.length);
  const kind = (id: number, at: number): number => KIND_OF[literals[id]!.charCodeAt(at)]!;

  /** The state that `ids` share: all have the same kinds up to `depth`, as far as they are as long. */
  const stateOf = (ids: readonly number[], depth: number): number => {
    if (ids.length === 1) return ~ids[0]!;
    const node = rows.length;
    if (node > MAX_STATES) throw new RangeError('too many literals');
    const row = new Int16Array(KINDS);
    rows.push(row);
    ends.push(ids.filter((id) => literals[id]!.length <= depth));
    wordsOnly.push(ids.every((id) => wordStart[id] === 1) ? 1 : 0);
    const longer = ids.filter((id) => literals[id]!.length > depth);
    for (const [next, some] of Map.groupBy(longer, (id) => kind(id, depth))) row[next] = stateOf(some, depth + 1);
    return node;
  };

  if (literals.length > MAX_STATES) throw new RangeError('too many literals');
  // Shorter ones first: they fill every head that they begin, and are part of what longer ones put there.
  const shorter = new Map<number, readonly number[]>();
  for (const known of [1, 2, HEAD]) {
    const some = order.filter((id) => Math.min(literals[id]!.length, HEAD) === known);
    const kindAt = (id: number, at: number): number => (at < known ? kind(id, at) : 0);
    const byHead = Map.groupBy(some, (id) => headOf(kindAt(id, 0), kindAt(id, 1), kindAt(id, 2)));
    for (const [from, ids] of byHead) {
      const all = [...(shorter.get(beginning(from, 1)) ?? []), ...(shorter.get(beginning(from, 2)) ?? [])];
      if (known < HEAD) shorter.set(keyOf(from, known), ids);
      const to = from + KINDS ** (HEAD - known);
      heads.fill(stateOf([...all.filter((id) => literals[id]!.length < known), ...ids], HEAD), from, to);
      for (const id of ids) {
        const bits = literals[id]!.length <= HEAD ? -1 : 1 << kind(id, HEAD);
        for (let head = from; head < to; head += 1) OPEN[head]! |= bits;
      }
    }
  }
  const flat = new Int16Array(rows.length * KINDS);
  for (const [node, row] of rows.entries()) flat.set(row, node * KINDS);
  return { heads, rows: flat, ends, wordsOnly };
}

/** The first one or two kinds of a head. */
function beginning(head: number, known: number): number {
  return keyOf(head & -(KINDS ** (HEAD - known)), known);
}

function keyOf(head: number, known: number): number {
  return (head << KIND_BITS) | known;
}
