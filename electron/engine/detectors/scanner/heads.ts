/** Which literals begin with three characters of some kinds: the table that a scan asks at every character. */
import { KINDS, KIND_OF, headOf } from './characters.ts';

/** Lists of literals stand one after the other; list 0 is empty. */
export interface Heads {
  /** Three kinds -> 1 where a literal may begin, or a figure stands. */
  readonly open: Uint8Array;
  /** Three kinds -> a list. */
  readonly lists: Uint16Array;
  /** Where each list begins in `members`; one more than there are lists. */
  readonly starts: Uint32Array;
  /** Literals by their index, the shorter ones of a list first. */
  readonly members: Uint16Array;
  /** Per member the kind of its fourth character, {@link ANY} for a shorter one: most are told apart by it. */
  readonly fourths: Uint8Array;
}

export const ANY = 0xff;

/** @throws RangeError for more literals than 16 bits count. */
export function buildHeads(literals: readonly string[]): Heads {
  if (literals.length > 0xffff) throw new RangeError('too many literals');
  const open = new Uint8Array(KINDS ** 3);
  const lists = new Uint16Array(KINDS ** 3);
  const starts = [0, 0];
  const members: number[] = [];
  for (const figure of '0123456789') {
    const from = headOf(KIND_OF[figure.charCodeAt(0)]!, 0, 0);
    open.fill(1, from, from + KINDS ** 2);
  }
  // Shorter ones first: what they fill has anything behind them, and is part of the longer ones' lists.
  for (const known of [1, 2, 3]) {
    for (const [from, ids] of byBeginning(literals, known)) {
      const shorter = members.slice(starts[lists[from]!], starts[lists[from]! + 1]);
      const list = starts.length - 1;
      members.push(...shorter, ...ids);
      starts.push(members.length);
      const to = from + KINDS ** (3 - known);
      lists.fill(list, from, to);
      open.fill(1, from, to);
    }
  }
  const fourths = Uint8Array.from(members, (id) => {
    const text = literals[id]!;
    return text.length > 3 ? KIND_OF[text.charCodeAt(3)]! : ANY;
  });
  return { open, lists, starts: Uint32Array.from(starts), members: Uint16Array.from(members), fourths };
}

/** The literals of exactly `known` characters (of three and more for 3) by the first head they begin; by length. */
function byBeginning(literals: readonly string[], known: number): Map<number, number[]> {
  const found = new Map<number, number[]>();
  const order = literals.map((_, id) => id).toSorted((a, b) => literals[a]!.length - literals[b]!.length);
  for (const id of order) {
    const text = literals[id]!;
    if (Math.min(text.length, 3) !== known) continue;
    const kind = (at: number): number => (at < text.length ? KIND_OF[text.charCodeAt(at)]! : 0);
    const head = headOf(kind(0), kind(1), kind(2));
    const list = found.get(head);
    if (list === undefined) found.set(head, [id]);
    else list.push(id);
  }
  return found;
}
