/**
 * What texts were found to hold, so that a conversation's next turn costs its new messages only: agents send the whole
 * history again with each request. Findings are a function of the text, of what it is called, of who speaks and of the options, never of
 * where the text stands; the cache keeps them relative to their part.
 */
import { hash } from 'node:crypto';

import { type Finding, type Part, isSecretType } from '../../../shared/domain/index.ts';
import type { InspectOptions, Inspection } from './detector.ts';

export interface FindingCache {
  lookUp(parts: readonly Part[], options: InspectOptions): Lookup;
}

export interface Lookup {
  /** Parts to be inspected, with pointers of the cache's own. Empty: everything is known. */
  readonly missing: readonly Part[];
  /** The findings of all parts, as if they had been inspected in one call. `inspection`: that of `missing`. */
  complete(this: void, inspection: Inspection): Inspection;
}

/** Nothing had to be scanned. */
export const NOTHING_SCANNED: Inspection = { findings: [], partial: false, durationMs: 0 };

const DEFAULT_BYTES = 24 * 1_024 * 1_024;
/** Longer texts are known by their sha256: it costs far less than scanning them, and they would fill the cache. */
const MAX_KEY_CHARS = 8_192;
/** About what an entry and a finding take beside the text. */
const ENTRY_BYTES = 160;
const FINDING_BYTES = 240;

/** Every option but those of time changes what is found: a new one that is not compared below does not compile. */
type Compared = 'side' | 'persons' | 'spareTestValues' | 'custom';
const COMPARED: Exclude<keyof InspectOptions, Compared | 'deadlineMs'> extends never ? true : never = true;

/** What was found in one text when read so. */
interface Reading {
  readonly side: InspectOptions['side'];
  readonly persons: boolean;
  readonly spareTestValues: boolean;
  /** Compared by identity: a list never changes. */
  readonly custom: InspectOptions['custom'];
  readonly role: Part['role'];
  readonly kind: Part['kind'];
  readonly tool: Part['tool'];
  readonly leaf: Part['leaf'];
  /** Their pointers mean nothing. */
  readonly findings: readonly Finding[];
}

/** Bounded by `maxBytes`; what was not asked for longest goes first, by halves. */
export function createFindingCache(maxBytes: number = DEFAULT_BYTES): FindingCache {
  return new TwoGenerations(maxBytes / 2);
}

/** Apart, because a text that is its own key must never be taken for the hash of a longer one. */
interface Generation {
  readonly texts: Map<string, Reading[]>;
  readonly hashes: Map<string, Reading[]>;
  bytes: number;
}

class TwoGenerations implements FindingCache {
  readonly #halfBytes: number;
  #young = newGeneration();
  #old = newGeneration();

  constructor(halfBytes: number) {
    this.#halfBytes = halfBytes;
  }

  lookUp(parts: readonly Part[], options: InspectOptions): Lookup {
    const known: (readonly Finding[] | undefined)[] = [];
    let quiet = true;
    for (const part of parts) {
      const findings = this.#find(part, options);
      quiet &&= findings?.length === 0;
      known.push(findings);
    }
    return quiet ? ALL_QUIET : this.#lookup(parts, options, known);
  }

  #lookup(parts: readonly Part[], options: InspectOptions, known: readonly (readonly Finding[] | undefined)[]): Lookup {
    const places: number[] = [];
    const missing: Part[] = [];
    for (const [index, part] of parts.entries()) {
      if (known[index] !== undefined) continue;
      // One call's pointers may repeat; these tell its parts apart.
      missing.push({ ...part, pointer: String(index) });
      places.push(index);
    }
    return {
      missing,
      complete: (inspection) => {
        const scanned = Map.groupBy(inspection.findings, ({ pointer }) => Number(pointer));
        if (!inspection.partial) {
          for (const index of places) this.#keep(parts[index]!, options, scanned.get(index) ?? []);
        }
        const findings: Finding[] = [];
        for (const [index, { pointer }] of parts.entries()) {
          for (const finding of known[index] ?? scanned.get(index) ?? []) findings.push({ ...finding, pointer });
        }
        return { ...inspection, findings };
      },
    };
  }

  #find(part: Part, options: InspectOptions): readonly Finding[] | undefined {
    const key = keyOf(part.text);
    const young = readingIn(this.#young, key, part, options);
    if (young !== undefined) return young.findings;
    const old = readingIn(this.#old, key, part, options);
    if (old !== undefined) this.#add(key, part.text, old);
    return old?.findings;
  }

  #keep({ text, role, kind, tool, leaf }: Part, options: InspectOptions, findings: readonly Finding[]): void {
    // A secret is not held in memory longer than its exchange.
    if (findings.some(({ type }) => isSecretType(type))) return;
    const { side, persons = false, spareTestValues = false, custom } = options;
    this.#add(keyOf(text), text, { side, persons, spareTestValues, custom, role, kind, tool, leaf, findings });
  }

  #add(key: string, text: string, reading: Reading): void {
    const young = this.#young;
    const map = mapOf(young, text);
    const readings = map.get(key);
    if (readings === undefined) map.set(key, [reading]);
    else readings.push(reading);
    young.bytes += ENTRY_BYTES + 2 * key.length + FINDING_BYTES * reading.findings.length;
    if (young.bytes < this.#halfBytes) return;
    this.#old = young;
    this.#young = newGeneration();
  }
}

/** Everything is known, and nothing was found. */
const ALL_QUIET: Lookup = {
  missing: [],
  complete: (inspection) => (inspection.findings.length === 0 ? inspection : { ...inspection, findings: [] }),
};

function newGeneration(): Generation {
  return { texts: new Map(), hashes: new Map(), bytes: 0 };
}

function keyOf(text: string): string {
  return isOwnKey(text) ? text : hash('sha256', text, 'base64url');
}

function isOwnKey(text: string): boolean {
  return text.length <= MAX_KEY_CHARS;
}

function mapOf({ texts, hashes }: Generation, text: string): Map<string, Reading[]> {
  return isOwnKey(text) ? texts : hashes;
}

function readingIn(generation: Generation, key: string, part: Part, options: InspectOptions): Reading | undefined {
  const readings = mapOf(generation, part.text).get(key);
  if (readings === undefined) return undefined;
  for (const reading of readings) if (isReadingOf(reading, part, options)) return reading;
  return undefined;
}

function isReadingOf(reading: Reading, { role, kind, tool, leaf }: Part, options: InspectOptions): boolean {
  return (
    COMPARED &&
    reading.side === options.side &&
    reading.role === role &&
    reading.kind === kind &&
    reading.tool === tool &&
    // What a value is called is part of what it says.
    reading.leaf?.member === leaf?.member &&
    reading.leaf?.number === leaf?.number &&
    reading.persons === (options.persons === true) &&
    reading.spareTestValues === (options.spareTestValues === true) &&
    reading.custom === options.custom
  );
}
