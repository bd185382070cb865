/** Found values out of a body that leaves the store, with the spans of the findings following the text. */
import type { StoredFinding } from '../../../shared/domain/index.ts';
import { maskEvidence } from './placeholder.ts';
import { createTextReader, editStrings } from '../dialects/index.ts';

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface MaskedBody {
  /** null where a value could not be masked: then nothing of the body is shown. */
  readonly body: string | null;
  readonly findings: readonly StoredFinding[];
}

/** Masks the value of every finding (all of one side). What redaction left as a placeholder stays one. */
export function maskBody(body: string, findings: readonly StoredFinding[]): MaskedBody {
  if (findings.length === 0) return { body, findings };
  const read = createTextReader(body);
  const cuts = new Map<string, Cut[]>();
  for (const [pointer, members] of Map.groupBy(findings, (finding) => finding.pointer)) {
    const text = read(pointer);
    if (text === null) return { body: null, findings };
    cuts.set(pointer, cutsOf(text, members));
  }
  const masked = findings.map((finding) => ({ ...finding, ...follow(finding, cuts.get(finding.pointer) ?? []) }));
  let text: string | null = body;
  const whole = cuts.get('');
  if (whole !== undefined && !isJsonString(body)) {
    text = applyCuts(body, whole);
    cuts.delete('');
  }
  const edits = [...cuts].flatMap(([pointer, members]) =>
    members.map(({ start, end, text: replacement }) => ({ pointer, start, end, replacement })),
  );
  if (edits.length > 0) text = editStrings(text, edits);
  return { body: text, findings: masked };
}

const PLACEHOLDER = /^\[[a-z][a-z0-9_.]*\]$/;

/** One mask for findings that overlap, under the name of the one that begins first. */
function cutsOf(text: string, findings: readonly StoredFinding[]): Cut[] {
  const spans: { start: number; end: number; type: string }[] = [];
  for (const { start, end, type } of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = spans.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end, type });
  }
  return spans.map(({ start, end, type }) => {
    const value = text.slice(start, end);
    return { start, end, text: PLACEHOLDER.test(value) ? value : maskEvidence(type, value) };
  });
}

/** Every finding lies in one of the cuts: it spans that cut's mask now. */
function follow({ start, end }: StoredFinding, cuts: readonly Cut[]): { start: number; end: number } {
  let shift = 0;
  for (const cut of cuts) {
    if (start < cut.end) return { start: cut.start + shift, end: cut.start + shift + cut.text.length };
    shift += cut.text.length - (cut.end - cut.start);
  }
  return { start: start + shift, end: end + shift };
}

function applyCuts(text: string, cuts: readonly Cut[]): string {
  let result = '';
  let at = 0;
  for (const cut of cuts) {
    result += text.slice(at, cut.start) + cut.text;
    at = cut.end;
  }
  return result + text.slice(at);
}

const isJsonString = (body: string): boolean => body.trimStart().startsWith('"');
