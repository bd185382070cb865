/** What rules are made of: when they are tried, and what they hand over. */

import type { Cluster } from './pii/cluster.ts';
import type { StreetWords } from './pii/street-word.ts';
import type { TableRows } from './singles.ts';

/** Something found in one view, before spans are mapped and overlaps are settled. */
export interface Candidate {
  readonly type: string;
  /** `pii.email`, `secrets.github-token`, … */
  readonly rule: string;
  readonly confidence: number;
  /** UTF-16 offsets in the view. */
  readonly start: number;
  readonly end: number;
  /** Of two overlapping candidates the one with more stands; equal ones: the longer, then the earlier. */
  readonly rank: number;
}

/** Kinds of words that say what a number behind them is. */
export type Mark = 'phone' | 'call' | 'card' | 'notCard' | 'id' | 'other' | 'secret';

/** The state of one pass over one text. */
export interface Pass {
  readonly text: string;
  add(candidate: Candidate): void;
  /** Where the last word of each kind ended, for the numbers behind it; far below zero when there was none. */
  readonly marks: Record<Mark, number>;
  /** Numbers before this offset were looked at. */
  consumed: number;
  /** Groups of digits that were looked at last; null before the first. */
  cluster: Cluster | null;
  /** Lines beside a number; null before the first that asks for them. */
  rows: TableRows | null;
  /** Where it was asked last whether words behind a number name it, and the answer. */
  readonly behind: { end: number; named: boolean };
  /** Numbers libphonenumber was asked about. */
  questions: number;
  /** Characters of a name that were read last: all in `[from, to)` are, the one behind is not. */
  readonly named: { from: number; to: number };
  /** Words before streets that were looked at last; null before the first. */
  streetWords: StreetWords | null;
  /** No figure stands in `[from, to)`, which was read last for one. */
  readonly figureless: { from: number; to: number };
  /** The last value without quotes that was read: starts in `[from, to)` have the same end. */
  readonly bare: { how: string; from: number; to: number; end: number };
  /** The last string that was not closed: no start in `[from, to)` has this closing quote. */
  readonly unclosed: { closer: string; from: number; to: number };
  /** Where the value ends that was taken for a key's last, and how many characters of such were read that end there. */
  readonly keys: { end: number; read: number };
  /** Nothing in `[from, to)` ends a password that is told. */
  readonly endless: { from: number; to: number };
  /** How far a line was read for a program, and where it begins. */
  readonly command: { read: number; program: number };
  /** By rule: how far lines were read for its program, where the last stands and ends in them. */
  readonly commands: Map<string, { read: number; start: number; end: number }>;
  /** By rule: the end of what it took last. It need not look at its own literals in there again. */
  readonly taken: Map<string, number>;
}

export function newPass(text: string, add: (candidate: Candidate) => void): Pass {
  return {
    text,
    add,
    marks: { phone: NEVER, call: NEVER, card: NEVER, notCard: NEVER, id: NEVER, other: NEVER, secret: NEVER },
    consumed: 0,
    cluster: null,
    rows: null,
    behind: { end: NEVER, named: false },
    questions: 0,
    named: { from: 0, to: 0 },
    streetWords: null,
    figureless: { from: 0, to: 0 },
    bare: { how: '', from: 0, to: 0, end: 0 },
    unclosed: { closer: '', from: 0, to: 0 },
    endless: { from: 0, to: 0 },
    keys: { end: NEVER, read: 0 },
    command: { read: 0, program: NEVER },
    commands: new Map(),
    taken: new Map(),
  };
}

const NEVER = -1_000_000;

/** A rule that is tried wherever one of its literals stands. */
export interface LiteralRule {
  readonly id: string;
  /** In lower case. A match has one of them at its start, or at most `lead` characters behind it. */
  readonly literals: readonly string[];
  /**
   * Nothing comes of a literal that letters of ASCII join to a longer word: one before its first letter (`user` before
   * `Name` aside), a small one but `n` and `s` (the plural, `-nummer`) behind its last. Then it is not tried there.
   */
  readonly wholeWord?: true;
  /** The first half of `wholeWord` alone. An escape (`\n`, `%3d`) makes no longer word, here and there. */
  readonly wordStart?: true;
  /** Tries the literal at `at..end`. */
  tryAt(pass: Pass, at: number, end: number): void;
}

/**
 * How candidates of different kinds give way to each other: a key of a known vendor beats a password assignment around
 * it, a card number beats the phone number that its digits could be.
 */
export const RANK = {
  vendorSecret: 90,
  credential: 80,
  assignedSecret: 70,
  checked: 60,
  structured: 50,
  contextual: 40,
  loose: 30,
} as const;
