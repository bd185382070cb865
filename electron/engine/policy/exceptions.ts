import { createHash } from 'node:crypto';

import type { Finding, Part, PolicyException } from '../../../shared/domain/index.ts';
import type { CompiledException } from './compile.ts';
import { nameCovers } from './scope.ts';

/** Answers whether an exception covers a finding; texts are searched once per exception, not once per finding. */
export type IsExempt = (finding: Finding, exceptions: readonly CompiledException[]) => boolean;

/**
 * A finding is exempt when an allowed phrase covers all of it that means something: what is left besides the phrase
 * has neither letter nor digit. An allowed phrase inside a longer finding excuses nothing, else it would be a password
 * for whatever is written around it.
 */
export function createExemptions(parts: readonly Part[], agent: string, now: number | undefined): IsExempt {
  const texts = new Map(parts.map(({ pointer, text }) => [pointer, text]));
  const occurrences = new Map<CompiledException, Map<string, readonly (readonly [number, number])[]>>();

  const occurrencesIn = (exception: CompiledException, pointer: string, text: string) => {
    const perPart = occurrences.get(exception) ?? new Map<string, readonly (readonly [number, number])[]>();
    occurrences.set(exception, perPart);
    let spans = perPart.get(pointer);
    if (spans === undefined) {
      spans = (exception.find?.(text) ?? []).map(({ start, end }) => [start, end] as const);
      perPart.set(pointer, spans);
    }
    return spans;
  };

  return (finding, exceptions) => {
    const text = texts.get(finding.pointer);
    return exceptions.some((compiled) => {
      const { exception } = compiled;
      if (!concerns(exception, agent)) return false;
      if (exception.until !== undefined && now !== undefined && now >= exception.until) return false;
      if (exception.kind === 'rule') return exception.rule === finding.rule;
      if (text === undefined || finding.end <= finding.start) return false;
      if (exception.kind === 'value') {
        if (exception.type !== undefined && exception.type !== finding.type) return false;
        return valueHash(text.slice(finding.start, finding.end)) === exception.sha256.toLowerCase();
      }
      return covers(text, finding, occurrencesIn(compiled, finding.pointer, text));
    });
  };
}

function concerns({ agents = [] }: PolicyException, agent: string): boolean {
  return agents.length === 0 || agents.some((name) => nameCovers(name, agent));
}

/** sha256 (hex) by which a `value` exception knows what was found: surrounding space does not count. */
export function valueHash(value: string): string {
  return createHash('sha256').update(value.trim()).digest('hex');
}

function covers(text: string, finding: Finding, spans: readonly (readonly [number, number])[]): boolean {
  let at = finding.start;
  let touched = false;
  for (const [start, end] of spans) {
    if (end <= at || start >= finding.end) continue;
    touched = true;
    if (MEANS_SOMETHING.test(text.slice(at, Math.max(at, start)))) return false;
    at = Math.max(at, end);
  }
  return touched && !MEANS_SOMETHING.test(text.slice(at, Math.max(at, finding.end)));
}

const MEANS_SOMETHING = /[\p{L}\p{N}]/u;
