/** Secrets out of any text before it is written anywhere (ARCHITECTURE.md, invariant 4). */
import { isSecretType } from '../../../shared/domain/index.ts';
import { placeholderFor } from './placeholder.ts';
import type { Candidate } from './rule.ts';
import { SECRETS_ONLY } from './rules.ts';
import { isDocumentedKey } from './secrets/index.ts';
import { settle } from './settle.ts';
import { buildViews } from './views/index.ts';

/** What is left of a text, and how many secrets were taken out. */
export interface Redacted {
  readonly text: string;
  readonly replaced: number;
}

/**
 * Replaces every secret (isSecretType) in raw text, JSON or not, escaped or encoded, by its placeholder. Idempotent:
 * no rule matches a placeholder.
 */
export function redactSecrets(text: string): Redacted {
  const found: (Candidate & { readonly documented: boolean })[] = [];
  for (const view of buildViews(text)) {
    for (const candidate of SECRETS_ONLY.find(view.text)) {
      if (!isSecretType(candidate.type)) continue;
      const [start, end] = view.toOriginal(candidate.start, candidate.end);
      const documented = isDocumentedKey(view.text.slice(candidate.start, candidate.end));
      found.push({ ...candidate, start, end, documented });
    }
  }
  const settled = settle(found).filter(({ documented }) => !documented);
  if (settled.length === 0) return { text, replaced: 0 };
  let out = '';
  let done = 0;
  for (const { type, start, end } of settled) {
    out += text.slice(done, start) + placeholderFor(type);
    done = end;
  }
  return { text: out + text.slice(done), replaced: settled.length };
}
