/** Detected secrets out of a body, with the spans of all its findings following the text. */
import { isSecretType } from '../../../shared/domain/index.ts';
import { createTextReader, isJson } from '../dialects/index.ts';
import type { RedactionTools } from './redaction-tools.ts';
import { type Replacement, applyReplacements, inferReplacements, mergeReplacements, remapSpan } from './remap.ts';
import type { FindingRecord } from './store.ts';

/** A detected secret and what stands for it, wherever in the exchange it is repeated. */
export interface KnownSecret {
  readonly value: string;
  readonly placeholder: string;
}

/** Shorter ones are words that also mean other things. */
const REPEATED_LENGTH = 8;

/** The values that findings of secrets span, for replacing their repetitions. */
export function knownSecrets(
  body: string | null,
  findings: readonly FindingRecord[],
  tools: RedactionTools,
): KnownSecret[] {
  const secrets = findings.filter(({ type }) => isSecretType(type));
  if (body === null || secrets.length === 0) return [];
  const read = createTextReader(body);
  return secrets.flatMap(({ pointer, start, end, type }) => {
    const value = read(pointer)?.slice(start, end) ?? '';
    return value.length < REPEATED_LENGTH ? [] : [{ value, placeholder: tools.placeholderFor(type) }];
  });
}

/**
 * null: it cannot be made safe, so it must not be stored. `sweep` is one more pass for a format of the body, before the
 * one over the raw text.
 */
export function redactBody(
  body: string,
  findings: readonly FindingRecord[],
  known: readonly KnownSecret[],
  tools: RedactionTools,
  sweep: (text: string) => string = (text) => text,
): { body: string; findings: readonly FindingRecord[] } | null {
  try {
    const edited = replaceFound(body, findings, tools);
    if (edited === null) return null;
    const plain = tools.redactSecrets(sweep(replaceKnown(edited.body, known))).text;
    const swept = plain === edited.body || !isJson(edited.body) ? plain : withQuotes(plain);
    return { body: swept, findings: realign(edited.body, swept, edited.findings) };
  } catch {
    return null;
  }
}

function replaceFound(body: string, findings: readonly FindingRecord[], tools: RedactionTools) {
  const byPointer = new Map<string, Replacement[]>();
  for (const { type, pointer, start, end } of findings) {
    if (!isSecretType(type)) continue;
    const replacements = byPointer.get(pointer) ?? [];
    replacements.push({ start, end, text: tools.placeholderFor(type) });
    byPointer.set(pointer, replacements);
  }
  if (byPointer.size === 0) return { body, findings };
  for (const [pointer, replacements] of byPointer) byPointer.set(pointer, mergeReplacements(replacements));

  const remapped = findings.map((finding) => ({
    ...finding,
    ...remapSpan(finding, byPointer.get(finding.pointer) ?? []),
  }));
  let text = body;
  // The whole body is the part, unless the body is a JSON string.
  const whole = byPointer.get('');
  if (whole !== undefined && !body.trimStart().startsWith('"')) {
    if (whole.some(({ start, end }) => start < 0 || end > body.length)) return null;
    text = applyReplacements(text, whole);
    byPointer.delete('');
  }
  const edits = [...byPointer].flatMap(([pointer, replacements]) =>
    replacements.map(({ start, end, text: replacement }) => ({ pointer, start, end, replacement })),
  );
  const edited = edits.length === 0 ? text : tools.editStrings(text, edits);
  return edited === null ? null : { body: edited, findings: remapped };
}

function replaceKnown(text: string, known: readonly KnownSecret[]): string {
  let result = text;
  for (const { value, placeholder } of known) {
    for (const form of new Set([value, JSON.stringify(value).slice(1, -1)])) {
      if (result.includes(form)) result = result.replaceAll(form, () => placeholder);
    }
  }
  return result;
}

/**
 * A string of JSON, or a placeholder outside of one, with what is left of a number around it: nothing else that begins
 * so is JSON but the three words.
 */
const STRING_OR_BARE =
  /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.])-?[\d.]*\[(?!(?:true|false|null)\b)[a-z][a-z0-9_.]*\][\d.eE+-]*/gs;

/** The passes over the raw text replace numbers, too: what stands for one becomes a string, so that the body stays JSON. */
function withQuotes(json: string): string {
  return json.replaceAll(STRING_OR_BARE, (found) => (found.startsWith('"') ? found : `"${found}"`));
}

/** The passes over the raw text do not say where they replaced: each part is compared with what it became. */
function realign(before: string, after: string, findings: readonly FindingRecord[]): readonly FindingRecord[] {
  if (before === after || findings.length === 0) return findings;
  const [was, is] = [createTextReader(before), createTextReader(after)];
  return findings.map((finding) => {
    const [old, now] = [was(finding.pointer), is(finding.pointer)];
    if (old === now) return finding;
    const replacements = old === null || now === null ? null : inferReplacements(old, now);
    if (replacements !== null) return { ...finding, ...remapSpan(finding, replacements) };
    const length = now?.length ?? 0;
    return { ...finding, start: Math.min(finding.start, length), end: Math.min(finding.end, length) };
  });
}
