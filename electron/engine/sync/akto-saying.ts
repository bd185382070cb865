/** What Akto answers to a question of /api/http-proxy (contract-akto.md 1.1). Pure. */
import { SEVERITIES, type Severity } from '../../../shared/domain/index.ts';
import { type JsonObject, isJsonObject } from '../../../shared/json.ts';

export interface AktoSaid {
  readonly kind: 'allow' | 'alert' | 'warn' | 'mask' | 'block';
  /** The policy of Akto that objects, and its rule; null: it does not say. */
  readonly policy: string | null;
  readonly rule: string | null;
  readonly severity: Severity;
  /** Akto's own words. */
  readonly reason: string;
  /** The payload to be used instead; null but for `mask`. */
  readonly modified: string | null;
}

/** Akto's sentences are shown to persons, not kept whole whatever they hold. */
const MAX_REASON_CHARS = 500;

/** null: it is no answer with a verdict. */
export function readSaying(body: string): AktoSaid | null {
  const result = resultOf(body);
  const read = (name: string): unknown => result?.[name] ?? result?.[name.toLowerCase()];
  const allowed = read('Allowed');
  if (result === null || typeof allowed !== 'boolean') return null;
  const behaviour = textOf(read('Behaviour'))?.toLowerCase() ?? '';
  const given = result['Metadata'];
  const metadata = isJsonObject(given) ? given : {};
  const severity = textOf(metadata['severity'])?.toLowerCase();
  const modified = textOf(read('ModifiedPayload'));
  const said = {
    policy: textOf(metadata['policy_name']),
    rule: textOf(metadata['rule_violated']),
    severity: SEVERITIES.find((one) => one === severity) ?? 'high',
    reason: (textOf(read('Reason')) ?? textOf(metadata['reason']) ?? '').slice(0, MAX_REASON_CHARS),
    modified: null,
  };
  if (!allowed && behaviour !== 'alert') return { ...said, kind: behaviour === 'warn' ? 'warn' : 'block' };
  // The hook acts on any payload that is there, whatever `Modified` says.
  if (modified !== null) return { ...said, kind: 'mask', modified };
  return { ...said, kind: !allowed || behaviour === 'alert' || behaviour === 'warn' ? 'alert' : 'allow' };
}

function resultOf(body: string): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(body);
    const data = isJsonObject(parsed) ? parsed['data'] : null;
    const result = isJsonObject(data) ? data['guardrailsResult'] : null;
    return isJsonObject(result) ? result : null;
  } catch {
    return null;
  }
}

/** null for '' too. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
