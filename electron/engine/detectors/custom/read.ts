/** The user's own detectors as they are written: usable, or what is wrong and where. */
import { z } from 'zod';

import {
  type CustomDetector,
  DETECTOR_LIMITS as MAX,
  type DetectorIssue,
  SEVERITIES,
} from '../../../../shared/domain/index.ts';
import { compilePattern } from './pattern.ts';

/** Scans need none: built at first use, zod stays out of bundles that only scan, and none waits for it. */
function buildSchema() {
  const base = {
    id: z
      .string()
      .max(MAX.idLength)
      .regex(/^[a-z][a-z0-9_]*$/, 'starts with a letter; lower-case letters, digits and _ only'),
    description: z.string().max(MAX.descriptionLength),
    enabled: z.boolean(),
    severity: z.enum(SEVERITIES),
    caseSensitive: z.boolean().exactOptional(),
  };
  const words = z.array(z.string().trim().min(1, 'is empty').max(MAX.wordLength));
  return z.discriminatedUnion('kind', [
    z.strictObject({
      ...base,
      kind: z.literal('pattern'),
      pattern: z.string().min(1, 'is empty').max(MAX.patternLength),
    }),
    z.strictObject({
      ...base,
      kind: z.literal('words'),
      words: words.min(1, 'the list is empty').max(MAX.words),
      wholeWords: z.boolean().exactOptional(),
    }),
  ]) satisfies z.ZodType<CustomDetector>;
}

let schema: ReturnType<typeof buildSchema> | null = null;

export type ReadDetectors =
  | { readonly ok: true; readonly detectors: readonly CustomDetector[] }
  | { readonly ok: false; readonly issues: readonly DetectorIssue[] };

/** Reads a list; two of one id are refused, since policies could not tell them apart. */
export function readDetectors(values: readonly unknown[]): ReadDetectors {
  const detectors: CustomDetector[] = [];
  const issues: DetectorIssue[] = [];
  for (const value of values) {
    const read = readDetector(value);
    if (!read.ok) issues.push(...read.issues);
    else if (detectors.some(({ id }) => id === read.detector.id)) {
      issues.push({ id: read.detector.id, field: 'id', offset: null, message: 'there are two detectors of this name' });
    } else detectors.push(read.detector);
  }
  return issues.length === 0 ? { ok: true, detectors } : { ok: false, issues };
}

export function readDetector(
  value: unknown,
): { ok: true; detector: CustomDetector } | { ok: false; issues: DetectorIssue[] } {
  schema ??= buildSchema();
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { ok: false, issues: parsed.error.issues.map((issue) => issueOf(value, issue)) };
  const detector = parsed.data;
  if (detector.kind === 'pattern') {
    const compiled = compilePattern(detector.pattern, detector.caseSensitive ?? false);
    if (!compiled.ok) {
      const { message, offset } = compiled;
      return { ok: false, issues: [{ id: detector.id, field: 'pattern', offset, message }] };
    }
  }
  return { ok: true, detector };
}

function issueOf(value: unknown, { path: [field, at], message }: z.core.$ZodIssue): DetectorIssue {
  const id =
    typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : '';
  if (field === 'id' || field === 'pattern') return { id, field, offset: null, message };
  if (field === 'words') return { id, field, offset: typeof at === 'number' ? at : null, message };
  return { id, field: 'other', offset: null, message: field === undefined ? message : `${String(field)}: ${message}` };
}
