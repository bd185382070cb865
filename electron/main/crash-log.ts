import { appendFileSync, mkdirSync, statSync, truncateSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';

/** A log that grew beyond this is begun anew. */
const LARGEST_BYTES = 1_000_000;

/**
 * What could tell who or what was worked on: credentials, addresses, anything long and random, the home folder's name.
 * Over-eager on purpose; names of errors and places in our code are what helps.
 */
const SCRUBBED: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+\S+/gi, '$1 [removed]'],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1[removed]@'],
  [/([?&][\w.-]+=)[^\s&#]+/g, '$1[removed]'],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[address]'],
  [/\b(?=[\w-]*\d)[\w-]{20,}\b/g, '[removed]'],
  [/\d[\d -]{7,}\d/g, '[number]'],
];

/** Text without values that do not belong into a file. */
export function scrub(text: string, home: string = homedir()): string {
  const withoutHome = home === '' || home === '/' ? text : text.replaceAll(home, '~');
  return SCRUBBED.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), withoutHome);
}

/** One entry: time, what happened, the error's name, message and stack, scrubbed. */
export function crashEntry(at: Date, what: string, error: unknown): string {
  const detail = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  return `${at.toISOString()} ${what}\n${scrub(detail)}\n\n`;
}

/** Appends to the local crash log; it is never sent anywhere. Never throws: it is called when things go wrong. */
export function recordCrash(file: string, what: string, error: unknown): void {
  const entry = crashEntry(new Date(), what, error);
  process.stderr.write(entry);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES) truncateSync(file);
    appendFileSync(file, entry, { mode: 0o600 });
  } catch {
    // The disk is full or read-only; stderr has it.
  }
}
